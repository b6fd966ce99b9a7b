import type { AnyOperation } from '../operation';
import { GetCredentialsForIdentity } from './get-credentials-for-identity';
import { GetId } from './get-id';
import { GetOpenIdToken } from './get-open-id-token';

export const identityPoolOperations: readonly AnyOperation[] = [
  GetCredentialsForIdentity,
  GetId,
  GetOpenIdToken,
];
