import type { AnyOperation } from '../operation';
import { GetCognitoEvents } from './get-cognito-events';
import { GetIdentityPoolConfiguration } from './get-identity-pool-configuration';

/** Every operation of Amazon Cognito Sync's. A new one is one file, its test, and one line here. */
export const syncOperations: readonly AnyOperation[] = [GetCognitoEvents, GetIdentityPoolConfiguration];
