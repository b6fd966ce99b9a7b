import type { AnyOperation } from '../operation';
import { AssumeRoleWithWebIdentity } from './assume-role-with-web-identity';
import { GetCallerIdentity } from './get-caller-identity';

export const stsOperations: readonly AnyOperation[] = [
  AssumeRoleWithWebIdentity,
  GetCallerIdentity,
];
