import { from, type InputValue } from '../engine/scenario';
import { mayUse } from '../engine/hosted-ui';
import { isEnabled } from '../engine/user-pool-initiate-auth';
import type { UserPool, UserPoolClient } from '../world/resources';
import { get, patch, type World } from '../world/world';
import { withPeople, type MadeUpPerson } from './people';
import { heldAccessToken, sdkSignIn, signsInByApi, type SignIn } from './sign-in';

/**
 * The account where nothing but a password stands between Alice or Mallory and their tokens: no trigger, no second factor. For
 * questions to which these make no difference, and of which the code of a trigger would be the end.
 */
export function plainly(world: World, userPoolId: string, attributes: Readonly<Record<string, string>> = {}): World {
  const populated = withPeople(world, userPoolId, attributes);
  return get(populated, 'AWS::Cognito::UserPool', userPoolId) === undefined
    ? populated
    : patch(populated, 'AWS::Cognito::UserPool', userPoolId, { LambdaConfig: undefined, MfaConfiguration: 'OFF' });
}

export interface PlainSignIn extends SignIn {
  readonly refreshToken: InputValue;
  /** The account where it is possible, however else the app client lets people in. */
  readonly prepare: (world: World) => World;
}

/** Somebody has signed in with an app client; how is not asked. */
export function plainSignIn(client: UserPoolClient, pool: UserPool, who: Pick<MadeUpPerson, 'email' | 'password'>, by = 'mallory', prefix = ''): PlainSignIn {
  const able = withPasswords(client);
  return {
    ...sdkSignIn(able, who, prefix, by),
    refreshToken: from(`${prefix}sign-in`, 'AuthenticationResult.RefreshToken'),
    prepare: (world) => {
      const ready = plainly(world, pool.Id);
      const now = get(ready, 'AWS::Cognito::UserPoolClient', client.ClientId);
      return now === undefined ? ready : patch(ready, 'AWS::Cognito::UserPoolClient', client.ClientId, { ExplicitAuthFlows: withPasswords(now).ExplicitAuthFlows });
    },
  };
}

/** Whether what an app client issues can be renewed, by the API or by the endpoint of the sign-in pages. */
export function renews(client: UserPoolClient): boolean {
  return client.RefreshTokenRotation?.Feature === 'ENABLED' || isEnabled(client, 'REFRESH_TOKEN_AUTH') || mayUse(client, 'code');
}

/** The client with a flow for passwords switched on, if it has none; what it issues can be renewed as before. */
function withPasswords(client: UserPoolClient): UserPoolClient {
  if (isEnabled(client, 'USER_PASSWORD_AUTH') || isEnabled(client, 'USER_SRP_AUTH')) return client;
  const flows = (client.ExplicitAuthFlows ?? []).filter((flow) => flow.startsWith('ALLOW_'));
  const renewing = renews(client) && !flows.includes('ALLOW_REFRESH_TOKEN_AUTH') ? ['ALLOW_REFRESH_TOKEN_AUTH'] : [];
  return { ...client, ExplicitAuthFlows: [...flows, 'ALLOW_USER_SRP_AUTH', ...renewing] };
}

/** Somebody signed in has an access token of an app client, with the scope to change what is theirs if its tokens carry that. */
export function ownAccessToken(client: UserPoolClient, pool: UserPool, who: MadeUpPerson, prefix = ''): Pick<PlainSignIn, 'calls' | 'accessToken' | 'prepare'> {
  if (signsInByApi(client)) return plainSignIn(client, pool, who, 'mallory', prefix);
  return { calls: [], accessToken: heldAccessToken(client, who), prepare: (world) => plainly(world, pool.Id) };
}
