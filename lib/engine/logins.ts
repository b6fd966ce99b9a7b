import { decodeToken, isSignedBy } from './token';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import type { IdentityPool } from '../world/resources';

/** Provider name → the token that proves a login there. */
export type Logins = Readonly<Record<string, string>>;

/** A login that has passed every rule. */
export interface Login {
  readonly provider: string;
  /** Who the user is at that provider. */
  readonly user: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

const notAuthorized = (message: string | ((facts: Readonly<Record<string, string | number>>) => string)) => ({
  code: 'NotAuthorizedException',
  message,
});

/** The rules that GetId, GetCredentialsForIdentity and GetOpenIdToken apply to each login. */
export const loginRules = {
  issuer: {
    says: 'The token’s issuer is the provider named as its key in Logins.',
    label: 'iss',
    cite: 'aws-facts §3a-3',
    inferred: true,
    error: notAuthorized('Invalid login token. Issuer doesn\'t match providerName'),
  },
  audience: {
    says: 'The token has an aud claim; access tokens have none.',
    label: 'aud present',
    cite: 'aws-facts §3a-6',
    inferred: true,
    error: notAuthorized('Invalid login token. Missing a required claim: aud'),
  },
  provider: {
    says: 'The identity pool trusts this provider, with the app client that the token was issued to.',
    label: 'provider trusted',
    cite: 'aws-facts §3a-1',
    error: notAuthorized('Token is not from a supported provider of this identity pool.'),
  },
  signature: {
    says: 'The token’s signature is good under the provider’s public key.',
    label: 'signature',
    cite: 'aws-facts §3a-5',
    error: notAuthorized('Invalid login token. Couldn\'t verify signed token.'),
  },
  expiry: {
    says: 'The token has not expired.',
    label: 'exp',
    cite: 'aws-facts §3a-4',
    error: notAuthorized(({ now, exp }) => `Invalid login token. Token expired: ${now} >= ${exp}`),
  },
} as const satisfies Record<string, Rule>;

export type LoginRule = keyof typeof loginRules;

/** The key ids of a user pool: ID and access tokens are signed with different keys (aws-facts §2.7). */
export function userPoolKeys(userPoolId: string): { readonly id: string; readonly access: string } {
  return { id: `${userPoolId}-id`, access: `${userPoolId}-access` };
}

/** Checks one login from a user pool against an identity pool, rule by rule. */
export function checkLogin(provider: string, text: string, pool: IdentityPool, context: OperationContext<LoginRule>): Login {
  const token = decodeToken(text);
  const claims = token?.claims ?? {};
  const issuer = String(claims.iss ?? 'absent').replace('https://', '');
  context.hold('issuer', issuer === provider, `iss is ${issuer}`);
  context.hold('audience', claims.aud !== undefined, claims.aud === undefined ? 'the token has no aud' : `aud is ${claims.aud}`);
  const trusted = pool.CognitoIdentityProviders?.some((one) => one.ProviderName === provider && one.ClientId === claims.aud);
  context.hold('provider', trusted === true, `the pool ${trusted ? 'lists' : 'does not list'} ${provider} with client ${claims.aud}`);
  const keys = userPoolKeys(provider.slice(provider.indexOf('/') + 1));
  context.hold('signature', token !== undefined && isSignedBy(token, keys.id), 'RS256, with the user pool’s key for ID tokens');
  const exp = Number(claims.exp);
  context.hold('expiry', context.now < exp, `expires in ${exp - context.now} s`, { now: context.now, exp });
  return { provider, user: String(claims.sub), claims };
}
