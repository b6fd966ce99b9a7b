import type { AnyOperation } from '../operation';
import { GlobalSignOut } from './global-sign-out';
import { InitiateAuth } from './initiate-auth';
import { RespondToAuthChallenge } from './respond-to-auth-challenge';
import { RevokeToken } from './revoke-token';
import { GetUser } from './user-pool-get-user';

/** Every operation on user pools. A new one is one file, its test, and one line here. */
export const userPoolOperations: readonly AnyOperation[] = [
  GetUser,
  GlobalSignOut,
  InitiateAuth,
  RespondToAuthChallenge,
  RevokeToken,
];
