import { signToken } from '../engine/token';
import { signingKey } from '../engine/logins';
import { defaultStart, type Person } from '../engine/scenario';
import { providerNameOf, publicKeysOf, userPoolIn, userPoolOfIssuer } from '../engine/user-pool';
import { outsideAssertion } from '../engine/outside-provider';
import { isGap, type Gap } from '../world/gap';
import type { IdentityPool, UserPoolUser } from '../world/resources';
import { get, listName, patch, put, type World } from '../world/world';
import { orGap } from './or-gap';

/** Two made-up people: Alice has something, Mallory wants it. */
export interface MadeUpPerson {
  readonly id: 'alice' | 'mallory';
  readonly name: string;
  readonly sub: string;
  readonly email: string;
  readonly password: string;
}

export const alice: MadeUpPerson = {
  id: 'alice',
  name: 'Alice',
  sub: 'a11ce000-0000-4000-8000-00000000a11c',
  email: 'alice@lifeguard.example',
  password: 'Warm-tide-3-gulls!',
};

export const mallory: MadeUpPerson = {
  id: 'mallory',
  name: 'Mallory',
  sub: 'ba110c00-0000-4000-8000-0000000ba110',
  email: 'mallory@lifeguard.example',
  password: 'Cold-tide-4-crows!',
};

/** What an identity pool takes logins from. */
export interface LoginProvider {
  /** The key in Logins. */
  readonly name: string;
  readonly kind: 'user pool' | 'social' | 'OIDC' | 'SAML' | 'developer';
  /** Whom its tokens must be for; empty where they say nothing of that. */
  readonly audience: string;
  /** Also of an OpenID Connect provider that stands for a user pool. */
  readonly userPoolId?: string;
  /** How role mappings name it. */
  readonly mapping: string;
}

/** The providers that a pool lists, in its order, and what keeps us from knowing more of them. */
export function loginProviders(pool: IdentityPool, world: World): { readonly providers: readonly LoginProvider[]; readonly gaps: readonly Gap[] } {
  const userPools = (pool.CognitoIdentityProviders ?? []).flatMap(({ ProviderName: name, ClientId: audience }): readonly LoginProvider[] => {
    if (name === undefined || audience === undefined) return [];
    return [{ name, kind: 'user pool', audience, userPoolId: userPoolIn(name), mapping: `${name}:${audience}` }];
  });
  const social = Object.entries(pool.SupportedLoginProviders ?? {}).map(([name, app]): LoginProvider => ({ name, kind: 'social', audience: app.split(';')[0] as string, mapping: name }));
  const oidc = (pool.OpenIdConnectProviderARNs ?? []).map((arn) => orGap(() => oidcProvider(arn, world)));
  const saml = (pool.SamlProviderARNs ?? []).map((name): LoginProvider => ({ name, kind: 'SAML', audience: '', mapping: name }));
  const { DeveloperProviderName: name } = pool;
  const developer: readonly LoginProvider[] = name === undefined ? [] : [{ name, kind: 'developer', audience: '', mapping: name }];
  return {
    providers: [...userPools, ...social, ...oidc.flatMap((one) => (one === undefined || isGap(one) ? [] : [one])), ...saml, ...developer],
    gaps: oidc.filter((one) => isGap(one)),
  };
}

/** An OpenID Connect provider of the account, for the first of its client IDs; undefined if it is gone or has none. @throws NotRead */
export function oidcProvider(arn: string, world: World): LoginProvider | undefined {
  const audience = get(world, 'AWS::IAM::OIDCProvider', arn)?.ClientIDList?.[0];
  const name = issuerIn(arn);
  const userPoolId = userPoolOfIssuer(name);
  return audience === undefined ? undefined : { name, kind: 'OIDC', audience, mapping: arn, ...(userPoolId === undefined ? {} : { userPoolId }) };
}

/** The issuer (host and path) in the ARN of an OpenID Connect provider. */
export function issuerIn(arn: string): string {
  return arn.slice(arn.indexOf(':oidc-provider/') + ':oidc-provider/'.length);
}

/**
 * Whether it is known that nobody can sign in with a provider: a SAML provider, a user pool or its app client does not exist, or
 * the user pool's tokens have another name. What is not read may exist.
 */
export function isGone({ kind, name, userPoolId, audience }: LoginProvider, world: World): boolean {
  if (kind === 'SAML') return orGap(() => get(world, 'AWS::IAM::SAMLProvider', name)) === undefined;
  if (userPoolId === undefined) return false;
  if (name.replace(/^issuer-/, '') !== providerNameOf(userPoolId)) return true;
  const pool = orGap(() => get(world, 'AWS::Cognito::UserPool', userPoolId));
  if (isGap(pool)) return false;
  if (pool === undefined) {
    const keys = orGap(() => get(world, 'Lifeguard::PublicKeySet', publicKeysOf(userPoolId)));
    return !isGap(keys) && keys?.Status !== 200;
  }
  return orGap(() => get(world, 'AWS::Cognito::UserPoolClient', audience)) === undefined;
}

type Claims = Readonly<Record<string, unknown>>;

/** The entity id of every SAML provider in a probe: who signs its assertions is not what is asked. */
const entityId = 'https://lifeguard.example/saml';

/** Its metadata, as far as it is looked at. */
export const samlMetadata = `<EntityDescriptor entityID="${entityId}">`;

/** The account where a SAML provider's metadata is that of the made-up provider. */
export function withSamlMetadata(world: World, arn: string): World {
  const known = orGap(() => get(world, 'AWS::IAM::SAMLProvider', arn));
  if (known === undefined) return world;
  const provider = isGap(known) ? { Arn: arn } : known;
  return put(world, 'AWS::IAM::SAMLProvider', arn, { ...provider, SAMLMetadataDocument: samlMetadata });
}

/**
 * What a person has after signing in with a provider: an ID token that is signed with the provider's key and good for an hour, or
 * a SAML response.
 */
export function idTokenOf(person: MadeUpPerson, provider: LoginProvider, claims: Claims = {}): string {
  if (provider.kind === 'SAML') return outsideAssertion({ Provider: entityId, Subject: person.email, Claims: claims }, [], defaultStart);
  return signToken(
    { kid: signingKey(provider.name), alg: 'RS256' },
    {
      sub: person.sub,
      ...(provider.userPoolId !== undefined ? { 'cognito:username': person.email, token_use: 'id' } : {}),
      email: person.email,
      email_verified: true,
      iss: `https://${provider.name}`,
      aud: provider.audience,
      auth_time: defaultStart,
      iat: defaultStart,
      exp: defaultStart + 3600,
      ...claims,
    },
  );
}

/** The account with Alice and Mallory, and nobody else, among a user pool's users: who else is there is not asked. */
export function withPeople(world: World, userPoolId: string, attributes: Readonly<Record<string, string>> = {}): World {
  let populated = world;
  for (const id of Object.keys(world.resources['AWS::Cognito::UserPoolUser'] ?? {})) {
    if (id.startsWith(`${userPoolId}/`)) populated = put(populated, 'AWS::Cognito::UserPoolUser', id, undefined);
  }
  for (const person of [alice, mallory]) {
    populated = put(populated, 'AWS::Cognito::UserPoolUser', `${userPoolId}/${person.email}`, userOf(person, userPoolId, attributes));
  }
  if (populated.complete === 'everything') return populated;
  return { ...populated, complete: { ...populated.complete, [listName('AWS::Cognito::UserPoolUser', userPoolId)]: true } };
}

/** The account where Mallory is in these groups of a user pool. */
export function withGroups(world: World, userPoolId: string, Groups: readonly string[]): World {
  return patch(world, 'AWS::Cognito::UserPoolUser', `${userPoolId}/${mallory.email}`, { Groups });
}

function userOf(person: MadeUpPerson, UserPoolId: string, attributes: Readonly<Record<string, string>>): UserPoolUser {
  return {
    UserPoolId,
    Username: person.email,
    Attributes: { sub: person.sub, email: person.email, email_verified: 'true', ...attributes },
    Groups: [],
    UserStatus: 'CONFIRMED',
    Enabled: true,
    password: person.password,
    UserCreateDate: defaultStart - 86_400,
  };
}

/** How the people of a probe are shown. */
export const cast = {
  anyone: { name: 'Anyone', kind: 'attacker', detail: 'no account' },
  newcomer: { name: 'Mallory', kind: 'attacker', detail: 'signed up by herself' },
  user: { name: 'Mallory', kind: 'attacker', detail: 'a signed-in user' },
  alice: { name: 'Alice', kind: 'user', detail: 'another user' },
  backend: { name: 'The app’s backend', kind: 'backend' },
  operator: { name: 'The auditor', kind: 'operator' },
} as const satisfies Readonly<Record<string, Person>>;
