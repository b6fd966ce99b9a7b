import { NotRead } from '../world/gap';
import type { IdentityPool, SamlProvider } from '../world/resources';
import { assertionIn, entityIdIn } from './assertion';
import { poolIssuer, poolTokenKey } from './identity-token';
import type { OperationContext } from './operation';
import type { ErrorTemplate, Facts, Rule } from './refusal';
import { decodeToken, isSignedBy } from './token';
import { userPoolIn, userPoolKeys } from './user-pool';
import { isSignedOut } from './user-pool-access';

export { userPoolKeys };

/** Provider name → the token that proves a login there. */
export type Logins = Readonly<Record<string, string>>;

/** A login that has passed every rule. */
export interface Login {
  /** Its key in Logins. */
  readonly provider: string;
  /** Who the user is at that provider; for the pool's own token, the identity. */
  readonly user: string;
  readonly claims: Readonly<Record<string, unknown>>;
  /** How the pool's role mappings name the provider. */
  readonly mapping: string;
  /** What the login adds to `amr`. */
  readonly amr: readonly string[];
  /** It is the identity pool's own token, from GetOpenIdTokenForDeveloperIdentity. */
  readonly pool?: true;
}

const notAuthorized = (message: string | ((facts: Facts) => string), wording: ErrorTemplate['wording'] = 'observed') => ({
  code: 'NotAuthorizedException',
  message,
  wording,
});

/** The rules that GetId, GetCredentialsForIdentity and GetOpenIdToken apply to logins. */
export const loginRules = {
  count: {
    says: 'A request carries at most ten logins.',
    label: '≤ 10 logins',
    cite: 'aws-facts §3a-19',
    error: {
      code: 'ValidationException',
      message: "1 validation error detected: Value at 'logins' failed to satisfy constraint: Member must have length less than or equal to 10",
      wording: 'unconfirmed',
    },
  },
  providers: {
    says: 'A pool that trusts no provider at all takes no logins.',
    label: 'takes logins',
    cite: 'aws-facts §3a-2',
    error: notAuthorized("Logins don't match. Please include at least one valid login for this identity or identity pool."),
  },
  readable: {
    says: 'What stands in Logins is a token.',
    label: 'is a token',
    cite: 'aws-facts §2.12',
    inferred: true,
    error: notAuthorized('Invalid login token. Not a valid OpenId Connect identity token.', 'unconfirmed'),
  },
  cognitoToken: {
    says: 'An identity pool’s own token goes under the pool’s own key, and never to GetId.',
    label: 'whose token',
    cite: 'aws-facts §3a-7',
    error: notAuthorized("Invalid login token. Can't pass in a Cognito token."),
  },
  issuer: {
    says: 'The token’s issuer is the provider named as its key in Logins.',
    label: 'iss',
    cite: 'aws-facts §3a-3',
    inferred: true,
    error: notAuthorized("Invalid login token. Issuer doesn't match providerName"),
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
    error: notAuthorized("Invalid login token. Couldn't verify signed token."),
  },
  expiry: {
    says: 'The token has not expired.',
    label: 'exp',
    cite: 'aws-facts §3a-4',
    error: notAuthorized(({ now, exp }) => `Invalid login token. Token expired: ${now} >= ${exp}`),
  },
  signedOut: {
    says: 'With ServerSideTokenCheck, the user pool still knows the user, enabled and not signed out.',
    label: 'still signed in',
    cite: 'aws-facts §3a-18',
    error: notAuthorized('The user has been signed out, disabled or deleted.', 'unconfirmed'),
  },
} as const satisfies Record<string, Rule>;

/** The rule that only operations that accept the pool's own token have beside those. */
export const ownTokenRule = {
  ownToken: {
    says: 'Under the identity pool’s own key stands a token that an identity pool issued.',
    label: 'a pool’s token',
    cite: 'aws-facts §3a-8',
    error: notAuthorized('Invalid login token. Not a Cognito token.'),
  },
} as const satisfies Record<string, Rule>;

export type LoginRule = keyof typeof loginRules;
export type OwnTokenRule = keyof typeof ownTokenRule;

/** Id of the key with which a provider signs its ID tokens; the providers outside AWS have one each, by their name. */
export function signingKey(provider: string): string {
  return provider.startsWith('cognito-idp.') ? userPoolKeys(userPoolIn(provider)).id : provider;
}

/** Checks logins that may not contain the pool's own token: GetId's. */
export function checkLogins(logins: Logins, pool: IdentityPool, context: OperationContext<LoginRule>): readonly Login[] {
  countLogins(logins, pool, context);
  return Object.entries(logins).map(([provider, text]) => checkLogin(provider, text, pool, context));
}

/** Checks logins among which the pool's own token may be. */
export function checkAnyLogins(logins: Logins, pool: IdentityPool, context: OperationContext<LoginRule | OwnTokenRule>): readonly Login[] {
  countLogins(logins, pool, context);
  const own = poolIssuer(context.partition, context.region).principal;
  return Object.entries(logins).map(([provider, text]) =>
    provider === own ? checkOwnToken(text, pool, context) : checkLogin(provider, text, pool, context),
  );
}

function countLogins(logins: Logins, pool: IdentityPool, context: OperationContext<LoginRule>): void {
  const count = Object.keys(logins).length;
  if (count === 0) return;
  if (count > 10) context.refuse('count', `${count} logins`);
  if (!takesLogins(pool)) context.refuse('providers', 'the pool trusts no provider');
}

function takesLogins(pool: IdentityPool): boolean {
  const { CognitoIdentityProviders, SupportedLoginProviders, OpenIdConnectProviderARNs, SamlProviderARNs, DeveloperProviderName } = pool;
  const lists = [CognitoIdentityProviders, Object.keys(SupportedLoginProviders ?? {}), OpenIdConnectProviderARNs, SamlProviderARNs];
  return DeveloperProviderName !== undefined || lists.some((list) => list !== undefined && list.length > 0);
}

function checkLogin(provider: string, text: string, pool: IdentityPool, context: OperationContext<LoginRule>): Login {
  return provider.includes(':saml-provider/') ? checkSaml(provider, text, pool, context) : checkToken(provider, text, pool, context);
}

/** A SAML response, under its provider's ARN. Its attributes are what the role mapping's rules read as claims. */
function checkSaml(provider: string, text: string, pool: IdentityPool, context: OperationContext<LoginRule>): Login {
  const assertion = context.found('readable', assertionIn(text), 'a SAML response with an assertion');
  const known = context.get('AWS::IAM::SAMLProvider', provider);
  const trusted = pool.SamlProviderARNs?.includes(provider) === true && known !== undefined;
  context.hold('provider', trusted, known === undefined ? `${provider} is gone` : `the pool ${trusted ? 'lists' : 'does not list'} ${provider}`);
  const entity = entityIdOf(known);
  context.hold('issuer', assertion.issuer === entity, `the assertion is by ${assertion.issuer}, the provider is ${entity}`);
  context.hold('signature', assertion.signed, `signed with the key of ${assertion.issuer}`);
  const { notOnOrAfter: exp } = assertion;
  context.hold('expiry', context.now < exp, lifetime(exp - context.now), { now: context.now, exp });
  const attributes = Object.entries(assertion.attributes).map(([name, values]) => [name, values.length === 1 ? values[0] : values]);
  const claims = { ...Object.fromEntries(attributes), iss: assertion.issuer, sub: assertion.subject };
  return { provider, user: assertion.subject, claims, mapping: provider, amr: [provider, `${provider}:SAML:${assertion.subject}`] };
}

/** The entity id that a SAML provider's metadata gives. @throws NotRead when the metadata was not read. */
export function entityIdOf(provider: SamlProvider | undefined): string {
  const id = entityIdIn(provider?.SAMLMetadataDocument ?? '');
  if (id === undefined) throw new NotRead(`metadata of ${provider?.Arn ?? 'a SAML provider'}`);
  return id;
}

function checkToken(provider: string, text: string, pool: IdentityPool, context: OperationContext<LoginRule>): Login {
  const token = context.found('readable', decodeToken(text), 'three parts, of which two are JSON');
  const { claims } = token;
  const issuer = withoutScheme(String(claims.iss ?? 'absent'));
  const own = poolIssuer(context.partition, context.region).principal;
  if (issuer === own) context.refuse('cognitoToken', `iss is ${issuer}`);
  context.hold('issuer', issuer === provider, `iss is ${issuer}, the key is ${provider}`);
  context.hold('audience', claims.aud !== undefined, claims.aud === undefined ? 'the token has no aud' : `aud is ${claims.aud}`);
  const trust = trustIn(provider, claims, pool, context);
  context.hold('provider', trust.trusted, trust.actual);
  context.hold('signature', isSignedBy(token, signingKey(provider)), `signed with the key of ${provider}`);
  const exp = Number(claims.exp);
  context.hold('expiry', context.now < exp + trust.grace, lifetime(exp - context.now), { now: context.now, exp });
  if (trust.serverSideCheck) checkStillSignedIn(provider, claims, context);
  const user = String(claims.sub);
  return { provider, user, claims, mapping: trust.mapping, amr: [provider, trust.amr] };
}

function checkOwnToken(text: string, pool: IdentityPool, context: OperationContext<LoginRule | OwnTokenRule>): Login {
  const { principal, issuer } = poolIssuer(context.partition, context.region);
  const token = context.found('readable', decodeToken(text), 'three parts, of which two are JSON');
  const { claims } = token;
  context.hold('ownToken', claims.iss === issuer, `iss is ${claims.iss}`);
  context.hold('provider', claims.aud === pool.IdentityPoolId, `the token is for the pool ${claims.aud}`);
  context.hold('signature', isSignedBy(token, poolTokenKey(context.region)), 'RS512, with the key of identity pools');
  const exp = Number(claims.exp);
  context.hold('expiry', context.now < exp, lifetime(exp - context.now), { now: context.now, exp });
  const amr = (claims.amr as readonly string[]).slice(1);
  return { provider: principal, user: String(claims.sub), claims, mapping: principal, amr, pool: true };
}

/** What an identity pool says about the provider of a token. */
interface Trust {
  readonly trusted: boolean;
  readonly actual: string;
  readonly mapping: string;
  readonly amr: string;
  readonly serverSideCheck: boolean;
  /** Seconds after expiry for which the token is still taken. */
  readonly grace: number;
}

/** Clocks of OIDC providers may be five minutes off (aws-facts §8). */
const oidcGrace = 300;

function trustIn(provider: string, claims: Login['claims'], pool: IdentityPool, context: OperationContext<LoginRule>): Trust {
  const sub = String(claims.sub);
  const aud = String(claims.aud);
  const userPool = pool.CognitoIdentityProviders?.find((one) => one.ProviderName === provider && one.ClientId === aud);
  if (userPool !== undefined) {
    const serverSideCheck = userPool.ServerSideTokenCheck === true;
    const actual = `the pool lists ${provider} with app client ${aud}`;
    return { trusted: true, actual, mapping: `${provider}:${aud}`, amr: `${provider}:CognitoSignIn:${sub}`, serverSideCheck, grace: 0 };
  }
  const social = pool.SupportedLoginProviders?.[provider];
  if (social !== undefined) {
    const app = social.split(';')[0];
    const actual = `the pool lists ${provider} with ${app}, the token is for ${aud}`;
    return { trusted: app === aud, actual, mapping: provider, amr: `${provider}:${pool.IdentityPoolId}:${sub}`, serverSideCheck: false, grace: 0 };
  }
  const arn = pool.OpenIdConnectProviderARNs?.find((one) => one.endsWith(`:oidc-provider/${provider}`));
  if (arn !== undefined) {
    const clients = context.get('AWS::IAM::OIDCProvider', arn)?.ClientIDList;
    const audiences = oidcAudiences(claims);
    const trusted = clients?.some((client) => audiences.includes(client)) === true;
    const actual = clients === undefined ? `${arn} is gone` : `the provider takes ${clients.join(', ')}, the token is for ${audiences.join(', ')}`;
    return { trusted, actual, mapping: arn, amr: `${arn}:OIDC:${sub}`, serverSideCheck: false, grace: oidcGrace };
  }
  return { trusted: false, actual: `the pool does not list ${provider} with ${aud}`, mapping: provider, amr: provider, serverSideCheck: false, grace: 0 };
}

/** The authorized party when a token names one, else its audiences. */
export function oidcAudiences(claims: Login['claims']): readonly string[] {
  if (claims.azp !== undefined) return [String(claims.azp)];
  return Array.isArray(claims.aud) ? claims.aud.map(String) : [String(claims.aud)];
}

function checkStillSignedIn(provider: string, claims: Login['claims'], context: OperationContext<LoginRule>): void {
  const pool = userPoolIn(provider);
  const id = `${pool}/${claims['cognito:username']}`;
  const user = context.get('AWS::Cognito::UserPoolUser', id);
  // Only a sign-out everywhere counts; that a single refresh token was revoked, the pool does not notice.
  const signedOut = context.record('revocation', id) !== undefined && isSignedOut(pool, claims, context);
  const state = user === undefined ? 'deleted' : !user.Enabled ? 'disabled' : signedOut ? 'signed out' : 'signed in';
  context.hold('signedOut', state === 'signed in', `the user is ${state}`);
}

function withoutScheme(issuer: string): string {
  return issuer.startsWith('https://') ? issuer.slice('https://'.length) : issuer;
}

function lifetime(seconds: number): string {
  return seconds > 0 ? `expires in ${seconds} s` : `expired ${-seconds} s ago`;
}
