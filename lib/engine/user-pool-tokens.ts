import type { TimeUnit, UserPool, UserPoolClient, UserPoolUser } from '../world/resources';
import { encode } from './base64url';
import { text, uuid } from './mint';
import type { OperationContext } from './operation';
import type { Records } from './state';
import { signToken } from './token';
import { issuerOf, userPoolKeys } from './user-pool';
import { attributeClaims, groupClaims, identityClaims } from './user-pool-claims';
import { overridden } from './user-pool-token-overrides';
import { runTrigger, type triggerRules } from './user-pool-triggers';

/** The scope of tokens that come from the API: the user may call Cognito for themselves. */
export const selfService = 'aws.cognito.signin.user.admin';

const secondsIn: Readonly<Record<TimeUnit, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** How long an app client's tokens are good, in seconds. */
export function lifetimes(client: UserPoolClient): { readonly access: number; readonly id: number; readonly refresh: number } {
  const units = client.TokenValidityUnits ?? {};
  return {
    access: lifetime(client.AccessTokenValidity, units.AccessToken ?? 'hours', 3600),
    id: lifetime(client.IdTokenValidity, units.IdToken ?? 'hours', 3600),
    refresh: lifetime(client.RefreshTokenValidity, units.RefreshToken ?? 'days', 30 * secondsIn.days),
  };
}

/** A validity of 0 means the default, as an absent one does. */
function lifetime(validity: number | undefined, unit: TimeUnit, byDefault: number): number {
  return validity ? validity * secondsIn[unit] : byDefault;
}

/** What a user's tokens are made from; a refresh keeps all of it. */
export interface Grant {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly user: UserPoolUser;
  readonly scope: string;
  /** Epoch seconds of the sign-in. */
  readonly authTime: number;
  /** The `jti` of the refresh token that the sign-in gave. */
  readonly originJti: string;
  readonly nonce?: string;
}

export interface IssuedTokens {
  readonly AccessToken: string;
  readonly ExpiresIn: number;
  readonly TokenType: 'Bearer';
  readonly RefreshToken?: string;
  readonly IdToken: string;
}

/** An ID token and an access token for one grant, as the pool's PreTokenGeneration trigger lets them be. */
export function issueTokens(grant: Grant, context: OperationContext<keyof typeof triggerRules>): IssuedTokens {
  const { client, user } = grant;
  const { access, id } = lifetimes(client);
  const keys = userPoolKeys(grant.pool.Id);
  const groups = groupClaims(user, context);
  const response = runTrigger('PreTokenGeneration', grant.pool, user, context);
  const shared = {
    iss: issuerOf(grant.pool),
    ...(client.EnableTokenRevocation === false ? {} : { origin_jti: grant.originJti }),
    event_id: uuid(context.draw('event')),
    auth_time: grant.authTime,
    iat: context.now,
  };
  const idClaims = {
    sub: user.Attributes.sub,
    ...groups,
    ...attributeClaims(client, user, grant.scope),
    ...identityClaims(user),
    'cognito:username': user.Username,
    aud: client.ClientId,
    ...(grant.nonce === undefined ? {} : { nonce: grant.nonce }),
    token_use: 'id',
    ...shared,
    exp: context.now + id,
    jti: uuid(context.draw('jti')),
  };
  const accessClaims = {
    sub: user.Attributes.sub,
    ...(groups['cognito:groups'] === undefined ? {} : { 'cognito:groups': groups['cognito:groups'] }),
    client_id: client.ClientId,
    ...(grant.scope === selfService ? {} : { version: 2 }),
    token_use: 'access',
    scope: grant.scope,
    ...shared,
    exp: context.now + access,
    jti: uuid(context.draw('jti')),
    username: user.Username,
  };
  return {
    AccessToken: signToken({ kid: keys.access, alg: 'RS256' }, overridden(accessClaims, 'access', response)),
    ExpiresIn: access,
    TokenType: 'Bearer',
    IdToken: signToken({ kid: keys.id, alg: 'RS256' }, overridden(idClaims, 'id', response)),
  };
}

/** Tokens for a user who has just signed in, with a refresh token to renew them. */
export function signIn(
  who: Pick<Grant, 'pool' | 'client' | 'user' | 'nonce'>,
  context: OperationContext,
  scope: string = selfService,
): IssuedTokens {
  const grant = { ...who, scope, authTime: context.now, originJti: uuid(context.draw('origin')) };
  const RefreshToken = keepRefreshToken(grant, context.now + lifetimes(who.client).refresh, context);
  const { IdToken, ...others } = issueTokens(grant, context);
  return { ...others, RefreshToken, IdToken };
}

/** Records a new refresh token for a grant and returns its text. */
export function keepRefreshToken(grant: Grant, expiresAt: number, context: Pick<OperationContext, 'draw' | 'keep'>): string {
  const token = refreshTokenText(context.draw('refresh'));
  context.keep('refresh', token, {
    UserPoolId: grant.pool.Id,
    ClientId: grant.client.ClientId,
    Username: grant.user.Username,
    authTime: grant.authTime,
    originJti: grant.originJti,
    expiresAt,
    scope: grant.scope,
  });
  return token;
}

/** The grant that a refresh token renews, or undefined when its user or pool is gone. */
export function grantOf(refresh: Records['refresh'], client: UserPoolClient, context: Pick<OperationContext, 'get'>): Grant | undefined {
  const pool = context.get('AWS::Cognito::UserPool', refresh.UserPoolId);
  const user = context.get('AWS::Cognito::UserPoolUser', `${refresh.UserPoolId}/${refresh.Username}`);
  if (pool === undefined || user === undefined) return undefined;
  return { pool, client, user, scope: refresh.scope, authTime: refresh.authTime, originJti: refresh.originJti };
}

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Opaque to everyone but Cognito, yet of five parts, with AWS's JWE header (aws-facts §1-10). */
function refreshTokenText(seed: string): string {
  const header = encode(JSON.stringify({ cty: 'JWT', enc: 'A256GCM', alg: 'RSA-OAEP' }));
  const [key, iv, ciphertext, tag] = [342, 16, 128, 22].map((length, part) => text(`${seed}/${part}`, length, base64url));
  return [header, key, iv, ciphertext, tag].join('.');
}
