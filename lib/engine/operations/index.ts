import type { AnyOperation } from '../operation';
import { identityPoolOperations } from './cognito-identity';
import { userPoolOperations } from './cognito-idp';
import { dynamodbOperations } from './dynamodb';
import { iamOperations } from './iam';
import { s3Operations } from './s3';
import { stsOperations } from './sts';

/** Every operation that the engine performs. A new one is one file, its test, and one line here. */
export const operations: readonly AnyOperation[] = [
  ...identityPoolOperations,
  ...userPoolOperations,
  ...dynamodbOperations,
  ...iamOperations,
  ...s3Operations,
  ...stsOperations,
];

const byName = new Map(operations.map((operation) => [operation.name, operation]));

export function operationNamed(name: string): AnyOperation | undefined {
  return byName.get(name);
}
