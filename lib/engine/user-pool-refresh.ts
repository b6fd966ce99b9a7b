import type { UserPoolClient } from '../world/resources';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import { checkSecretHash, secretRules } from './user-pool';
import { grantOf, issueTokens, type Grant, type IssuedTokens } from './user-pool-tokens';

/** The rules that a refresh token must meet, wherever it is used. */
export const refreshRules = {
  refreshToken: {
    says: 'The refresh token is one that this app client was given.',
    label: 'refresh token',
    cite: 'aws-facts §3d',
    error: { code: 'NotAuthorizedException', message: 'Invalid Refresh Token.' },
  },
  refreshCurrent: {
    says: 'The refresh token has not expired.',
    label: 'not expired',
    cite: 'aws-facts §3d',
    error: { code: 'NotAuthorizedException', message: 'Refresh Token has expired', wording: 'unconfirmed' },
  },
  refreshRevoked: {
    says: 'The refresh token has not been revoked, nor the user signed out.',
    label: 'not revoked',
    cite: 'aws-facts §3d',
    error: { code: 'NotAuthorizedException', message: 'Refresh Token has been revoked', wording: 'unconfirmed' },
  },
  refreshUser: {
    says: 'The user of the refresh token still exists and is enabled.',
    label: 'user enabled',
    cite: 'aws-facts §3d',
    error: { code: 'NotAuthorizedException', message: 'User is disabled.' },
  },
} as const satisfies Record<string, Rule>;

export type RefreshRule = keyof typeof refreshRules;

/** Checks a refresh token, rule by rule, and returns what it renews. */
export function grantBehind(text: string, client: UserPoolClient, context: OperationContext<RefreshRule>): Grant {
  const refresh = context.record('refresh', text);
  const ours = refresh !== undefined && refresh.ClientId === client.ClientId;
  context.hold('refreshToken', ours, refresh === undefined ? 'nobody was given this token' : `it was given to ${refresh.ClientId}`);
  if (refresh === undefined) throw new Error('unreachable: an unknown refresh token is refused');
  context.hold('refreshRevoked', !refresh.revoked, refresh.revoked ? 'it was revoked' : 'it stands');
  context.hold('refreshCurrent', context.now < refresh.expiresAt, `expires in ${refresh.expiresAt - context.now} s`);
  const grant = grantOf(refresh, client, context);
  if (grant === undefined || !grant.user.Enabled) return context.refuse('refreshUser', grant === undefined ? 'the user is gone' : 'Enabled is false');
  context.hold('refreshUser', true, 'Enabled is true');
  return grant;
}

/** REFRESH_TOKEN_AUTH: a new ID token and access token, and no new refresh token. */
export function refreshTokens(
  text: string,
  client: UserPoolClient,
  secretHash: string | undefined,
  context: OperationContext<RefreshRule | keyof typeof secretRules>,
): IssuedTokens {
  const grant = grantBehind(text, client, context);
  checkSecretHash(client, grant.user.Username, secretHash, context);
  return issueTokens(grant, context);
}
