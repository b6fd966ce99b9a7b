import type { AnyOperation } from '../operation';
import { accessAnalyzerOperations } from './access-analyzer';
import { identityPoolOperations } from './cognito-identity';
import { userPoolOperations } from './cognito-idp';
import { syncOperations } from './cognito-sync';
import { cloudtrailOperations } from './cloudtrail';
import { dynamodbOperations } from './dynamodb';
import { iamOperations } from './iam';
import { iotOperations } from './iot';
import { lambdaOperations } from './lambda';
import { organizationsOperations } from './organizations';
import { s3Operations } from './s3';
import { stsOperations } from './sts';
import { wafOperations } from './wafv2';
import { GetConfiguration } from './provider-configuration';
import { SignIn } from './provider-sign-in';

/** Every operation that the engine performs. A new one is one file, its test, and one line here. */
export const operations: readonly AnyOperation[] = [
  ...accessAnalyzerOperations,
  ...identityPoolOperations,
  ...userPoolOperations,
  ...syncOperations,
  ...cloudtrailOperations,
  ...dynamodbOperations,
  ...iamOperations,
  ...iotOperations,
  ...lambdaOperations,
  ...organizationsOperations,
  ...s3Operations,
  ...stsOperations,
  ...wafOperations,
  GetConfiguration,
  SignIn,
];

const byName = new Map(operations.map((operation) => [operation.name, operation]));

export function operationNamed(name: string): AnyOperation | undefined {
  return byName.get(name);
}
