import type { AnyOperation } from '../operation';
import { AssumeRole } from './assume-role';
import { AssumeRoleWithSAML } from './assume-role-with-saml';
import { AssumeRoleWithWebIdentity } from './assume-role-with-web-identity';
import { GetCallerIdentity } from './get-caller-identity';
import { GetFederationToken } from './get-federation-token';
import { GetSessionToken } from './get-session-token';

/** Every operation of STS's. A new one is one file, its test, and one line here. */
export const stsOperations: readonly AnyOperation[] = [
  AssumeRole,
  AssumeRoleWithSAML,
  AssumeRoleWithWebIdentity,
  GetCallerIdentity,
  GetFederationToken,
  GetSessionToken,
];
