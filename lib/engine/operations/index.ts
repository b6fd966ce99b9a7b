import type { AnyOperation } from '../operation';
import { userPoolOperations } from './cognito-idp';
import { GetId } from './get-id';

/** Every operation that the engine performs. A new one is one file, its test, and one line here. */
export const operations: readonly AnyOperation[] = [
  GetId,
  ...userPoolOperations,
];

const byName = new Map(operations.map((operation) => [operation.name, operation]));

export function operationNamed(name: string): AnyOperation | undefined {
  return byName.get(name);
}
