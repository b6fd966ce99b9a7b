import type { AnyOperation } from '../operation';
import { GetId } from './get-id';

/** Every operation that the engine performs. A new one is one file, its test, and one line here. */
export const operations: readonly AnyOperation[] = [
  GetId,
];

const byName = new Map(operations.map((operation) => [operation.name, operation]));

export function operationNamed(name: string): AnyOperation | undefined {
  return byName.get(name);
}
