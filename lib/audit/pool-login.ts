import { from, type Call, type InputValue } from '../engine/scenario';
import type { LoginProvider } from './people';
import type { AuditedPool } from './pool';

/** Whoever has an ID token of a provider takes it to the identity pool for AWS credentials. Names calls `<prefix>get-id`, `<prefix>get-credentials`. */
export function credentialCalls(pool: AuditedPool, { name }: LoginProvider, idToken: InputValue, by = 'mallory', prefix = ''): readonly Call[] {
  const Logins = { [name]: idToken };
  const id = `${prefix}get-id`;
  return [
    { id, by, operation: 'cognito-identity:GetId', input: { IdentityPoolId: pool.id, Logins } },
    { id: `${prefix}get-credentials`, by, operation: 'cognito-identity:GetCredentialsForIdentity', input: { IdentityId: from(id, 'IdentityId'), Logins } },
  ];
}
