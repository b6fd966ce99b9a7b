import type { UserPoolClient, UserPoolGroup, UserPoolUser } from '../world/resources';
import type { Reader } from './user-pool';
import { isReadable } from './user-pool-attributes';

type Claims = Readonly<Record<string, unknown>>;

/** The attributes of a user that an app client may read within a scope, as an ID token states them. */
export function attributeClaims(client: UserPoolClient, user: UserPoolUser, scope: string): Claims {
  return Object.fromEntries(readableAttributes(client, user, scope).map(([name, value]) => [name, claimValue(name, value)]));
}

/** The attributes of a user, without `sub`, that an app client may read within a scope. */
export function readableAttributes(client: UserPoolClient, user: UserPoolUser, scope: string): readonly (readonly [string, string])[] {
  const within = attributesOfScope(scope);
  return Object.entries(user.Attributes).filter(([name]) => name !== 'sub' && name !== 'identities' && isReadable(client, name) && within(name));
}

/**
 * The attributes that a scope opens. Alone, openid opens all that the client may read; beside email and phone it opens only
 * theirs, and profile opens all again (developer guide, scopes of app clients). Tokens from the API are not limited so.
 */
function attributesOfScope(scope: string): (attribute: string) => boolean {
  const scopes = scope.split(' ');
  const [email, phone] = [scopes.includes('email'), scopes.includes('phone')];
  if (!scopes.includes('openid') || scopes.includes('profile') || (!email && !phone)) return () => true;
  return (attribute) => (email && attribute.startsWith('email')) || (phone && attribute.startsWith('phone_number'));
}

/**
 * Groups and their roles. The preferred role is that of the group with the best (lowest) precedence; groups that tie
 * for it with different roles leave the claim out (aws-facts §6).
 */
export function groupClaims(user: UserPoolUser, context: Reader): Claims {
  if (user.Groups.length === 0) return {};
  const groups = user.Groups.map((name) => context.get('AWS::Cognito::UserPoolGroup', `${user.UserPoolId}/${name}`)).filter((group) => group !== undefined);
  const roles = rolesOf(groups);
  const best = Math.min(...groups.filter((group) => group.RoleArn !== undefined).map(precedence));
  const preferred = rolesOf(groups.filter((group) => precedence(group) === best));
  return {
    'cognito:groups': groups.map((group) => group.GroupName),
    ...(roles.length > 0 ? { 'cognito:roles': roles } : {}),
    ...(preferred.length === 1 ? { 'cognito:preferred_role': preferred[0] } : {}),
  };
}

/** A sign-in at another provider, as the attribute `identities` lists it. */
export interface LinkedIdentity {
  readonly userId: string;
  readonly providerName: string;
  readonly providerType: string;
  readonly issuer: string | null;
  /** Whether the user came from there, and was not linked to it later. */
  readonly primary: boolean;
  /** Epoch milliseconds. */
  readonly dateCreated: number;
}

export function identitiesOf(user: UserPoolUser): readonly LinkedIdentity[] {
  return user.Attributes.identities === undefined ? [] : (JSON.parse(user.Attributes.identities) as readonly LinkedIdentity[]);
}

/** The sign-ins at other providers that a user is linked to, as an ID token has them: all values text. */
export function identityClaims(user: UserPoolUser): Claims {
  const linked = identitiesOf(user);
  if (linked.length === 0) return {};
  return { identities: linked.map(({ primary, dateCreated, ...identity }) => ({ ...identity, primary: String(primary), dateCreated: String(dateCreated) })) };
}

function rolesOf(groups: readonly UserPoolGroup[]): readonly string[] {
  return [...new Set(groups.flatMap((group) => group.RoleArn ?? []))];
}

function precedence(group: UserPoolGroup): number {
  return group.Precedence ?? Number.MAX_SAFE_INTEGER;
}

/** OpenID Connect gives four of the standard claims a type of their own; all others are text. */
function claimValue(name: string, value: string): unknown {
  if (name === 'email_verified' || name === 'phone_number_verified') return value === 'true';
  if (name === 'address') return { formatted: value };
  return name === 'updated_at' ? Number(value) : value;
}
