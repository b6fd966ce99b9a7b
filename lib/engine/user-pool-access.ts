import type { UserPool, UserPoolClient, UserPoolUser } from '../world/resources';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import { decodeToken, isSignedBy } from './token';
import { userId, userPoolKeys } from './user-pool';
import { selfService } from './user-pool-tokens';

/** The rules that every operation applies to the access token it is called with. */
export const accessRules = {
  accessToken: {
    says: 'The token is an access token that this user pool signed.',
    label: 'access token',
    cite: 'aws-facts §3d',
    error: { code: 'NotAuthorizedException', message: 'Invalid Access Token' },
  },
  accessCurrent: {
    says: 'The access token has not expired.',
    label: 'exp',
    cite: 'aws-facts §3d',
    error: { code: 'NotAuthorizedException', message: 'Access Token has expired' },
  },
  accessRevoked: {
    says: 'The sign-in behind the access token has been neither revoked nor signed out.',
    label: 'not revoked',
    cite: 'aws-facts §3d',
    error: { code: 'NotAuthorizedException', message: 'Access Token has been revoked' },
  },
  scope: {
    says: 'The access token carries the scope aws.cognito.signin.user.admin.',
    label: 'scope',
    cite: 'https://github.com/aws-amplify/amplify-js/issues/5921',
    error: { code: 'NotAuthorizedException', message: 'Access Token does not have required scopes' },
  },
  tokenUser: {
    says: 'The user still exists.',
    label: 'user exists',
    cite: 'aws-facts §3d',
    error: { code: 'UserNotFoundException', message: 'User does not exist.' },
  },
  tokenUserEnabled: {
    says: 'The user is enabled.',
    label: 'user enabled',
    cite: 'aws-facts §3d',
    error: { code: 'NotAuthorizedException', message: 'User is disabled.' },
  },
} as const satisfies Record<string, Rule>;

export type AccessRule = keyof typeof accessRules;

/** The user who calls with an access token. */
export interface SelfCaller {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly user: UserPoolUser;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Checks an access token, rule by rule. `scope` is what it must carry. */
export function callerOf(text: string | undefined, context: OperationContext<AccessRule>, scope = selfService): SelfCaller {
  const token = decodeToken(text ?? '');
  const claims = token?.claims ?? {};
  const poolId = String(claims.iss).split('/').at(-1) ?? '';
  const sealed = token !== undefined && claims.token_use === 'access' && isSignedBy(token, userPoolKeys(poolId).access);
  context.hold('accessToken', sealed, token === undefined ? 'no JWT' : `token_use is ${claims.token_use}, issued by ${claims.iss}`);
  const exp = Number(claims.exp);
  context.hold('accessCurrent', context.now < exp, `expires in ${exp - context.now} s`);
  const username = String(claims.username);
  const out = isSignedOut(poolId, claims, context);
  context.hold('accessRevoked', !out, out ? 'its sign-in was ended' : 'its sign-in stands');
  context.hold('scope', String(claims.scope).split(' ').includes(scope), `scope is ${claims.scope}`);
  const [pool, client] = [context.get('AWS::Cognito::UserPool', poolId), context.get('AWS::Cognito::UserPoolClient', String(claims.client_id))];
  if (pool === undefined || client === undefined) return context.refuse('accessToken', 'its user pool or app client is gone');
  const user = context.found('tokenUser', context.get('AWS::Cognito::UserPoolUser', `${poolId}/${username}`), username);
  context.hold('tokenUserEnabled', user.Enabled, `Enabled is ${user.Enabled}`);
  return { pool, client, user, claims };
}

/** Whether the sign-in that a token stems from was revoked, or the user was signed out everywhere since. */
export function isSignedOut(
  userPoolId: string,
  claims: Readonly<Record<string, unknown>>,
  context: Pick<OperationContext, 'record'>,
): boolean {
  if (context.record('revocation', String(claims.origin_jti)) !== undefined) return true;
  const everywhere = context.record('revocation', `${userPoolId}/${claims['cognito:username'] ?? claims.username}`);
  if (everywhere === undefined) return false;
  // Sign-ins that a global sign-out ended are listed by origin_jti; a sign-in in the same second, after it, is not.
  return claims.origin_jti === undefined ? Number(claims.iat) <= everywhere : Number(claims.iat) < everywhere;
}

/** Ends every sign-in of a user: refresh tokens, and what was made with them. */
export function signOutEverywhere(user: UserPoolUser, context: OperationContext): void {
  for (const [token, refresh] of context.records('refresh')) {
    if (refresh.UserPoolId !== user.UserPoolId || refresh.Username !== user.Username || refresh.revoked) continue;
    context.keep('refresh', token, { ...refresh, revoked: true });
    context.keep('revocation', refresh.originJti, context.now);
  }
  context.keep('revocation', userId(user), context.now);
}
