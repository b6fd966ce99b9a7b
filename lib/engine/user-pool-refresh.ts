import type { UserPoolClient } from '../world/resources';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import type { Records } from './state';
import { checkSecretHash, type secretRules } from './user-pool';
import { grantOf, issueTokens, keepRefreshToken, type Grant, type IssuedTokens } from './user-pool-tokens';
import type { triggerRules } from './user-pool-triggers';

/** The rules that a refresh token must meet, wherever it is used. */
export const refreshRules = {
  refreshToken: {
    says: 'The refresh token is one that this app client was given.',
    label: 'refresh token',
    cite: 'aws-facts §3d',
    error: { code: 'NotAuthorizedException', message: 'Invalid Refresh Token.' },
  },
  refreshUser: {
    says: 'The user of the refresh token is enabled.',
    label: 'user enabled',
    cite: 'aws-facts §3d',
    inferred: true,
    error: { code: 'NotAuthorizedException', message: 'User is disabled.' },
  },
  refreshCurrent: {
    says: 'The refresh token has not expired.',
    label: 'not expired',
    cite: 'https://github.com/aws-amplify/amplify-swift/issues/3496',
    error: { code: 'NotAuthorizedException', message: 'Refresh Token has expired' },
  },
  refreshRevoked: {
    says: 'The refresh token has not been revoked, nor the user signed out.',
    label: 'not revoked',
    cite: 'https://github.com/aws-amplify/amplify-swift/issues/3344',
    error: { code: 'NotAuthorizedException', message: 'Refresh Token has been revoked' },
  },
} as const satisfies Record<string, Rule>;

export type RefreshRule = keyof typeof refreshRules;

/** How the operations that take a client secret as it is, and not as a hash, check it. */
export const clientSecretRules = {
  clientSecret: {
    says: 'An app client with a secret sends it along.',
    label: 'secret',
    cite: 'aws-facts §2.5',
    error: { code: 'NotAuthorizedException', message: ({ client }) => `Unable to verify secret for client ${client}`, wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

export function checkClientSecret(client: UserPoolClient, secret: string | undefined, context: OperationContext<keyof typeof clientSecretRules>): void {
  const right = client.ClientSecret === undefined || client.ClientSecret === secret;
  context.hold('clientSecret', right, right ? 'it fits the app client' : 'it is not the app client’s', { client: client.ClientId });
}

export const reuseRules = {
  reuse: {
    says: 'With rotation, a refresh token is used once: after that only the grace period remains.',
    label: 'not used up',
    cite: 'aws-facts §2.5',
    error: { code: 'RefreshTokenReuseException', message: 'The refresh token was replaced by another one.', wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

/** Whether rotation has replaced this token and its grace period is over. */
export function isUsedUp(refresh: Records['refresh'] | undefined, client: UserPoolClient, now: number): boolean {
  if (refresh?.rotatedAt === undefined) return false;
  return now >= refresh.rotatedAt + (client.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0);
}

export function checkNotReused(text: string, client: UserPoolClient, context: OperationContext<keyof typeof reuseRules>): void {
  const refresh = context.record('refresh', text);
  const says = refresh?.rotatedAt === undefined ? 'it was not replaced' : `it was replaced ${context.now - refresh.rotatedAt} s ago`;
  context.hold('reuse', !isUsedUp(refresh, client, context.now), says);
}

/** A new refresh token in place of an old one, for what remains of its time; undefined where rotation is off. */
export function rotate(text: string, grant: Grant, context: OperationContext): string | undefined {
  const refresh = context.record('refresh', text);
  if (grant.client.RefreshTokenRotation?.Feature !== 'ENABLED' || refresh === undefined) return undefined;
  context.keep('refresh', text, { ...refresh, rotatedAt: refresh.rotatedAt ?? context.now });
  return keepRefreshToken(grant, refresh.expiresAt, context);
}

/** Checks a refresh token, rule by rule, and returns what it renews. */
export function grantBehind(text: string, client: UserPoolClient, context: OperationContext<RefreshRule>): Grant {
  const refresh = context.record('refresh', text);
  const ours = refresh !== undefined && refresh.ClientId === client.ClientId;
  context.hold('refreshToken', ours, refresh === undefined ? 'nobody was given this token' : `it was given to ${refresh.ClientId}`);
  if (refresh === undefined) throw new Error('unreachable: an unknown refresh token is refused');
  const grant = grantOf(refresh, client, context);
  const disabled = grant?.user.Enabled === false;
  context.hold('refreshUser', !disabled, disabled ? 'Enabled is false' : 'the user is not disabled');
  const ended = grant === undefined || refresh.revoked === true || isUsedUp(refresh, client, context.now);
  context.hold('refreshRevoked', !ended, ended ? 'its sign-in was ended' : 'its sign-in stands');
  context.hold('refreshCurrent', context.now < refresh.expiresAt, `expires in ${refresh.expiresAt - context.now} s`);
  return grant as Grant;
}

/** REFRESH_TOKEN_AUTH: a new ID token and access token, and no new refresh token. */
export function refreshTokens(
  text: string,
  client: UserPoolClient,
  secretHash: string | undefined,
  context: OperationContext<RefreshRule | keyof typeof secretRules | keyof typeof triggerRules>,
): IssuedTokens {
  const grant = grantBehind(text, client, context);
  checkSecretHash(client, grant.user.Username, secretHash, context);
  return issueTokens(grant, context);
}
