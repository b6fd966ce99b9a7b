import type { UserPoolClient, UserPoolGroup, UserPoolUser } from '../world/resources';
import type { Reader } from './user-pool';
import { isReadable } from './user-pool-attributes';

type Claims = Readonly<Record<string, unknown>>;

/** The attributes of a user that an app client may read, as an ID token states them. */
export function attributeClaims(client: UserPoolClient, user: UserPoolUser): Claims {
  const claims: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(user.Attributes)) {
    if (name === 'sub' || name === 'identities' || !isReadable(client, name)) continue;
    claims[name] = claimValue(name, value);
  }
  return claims;
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

/** The sign-ins at other providers that a user is linked to. */
export function identityClaims(user: UserPoolUser): Claims {
  const { identities } = user.Attributes;
  return identities === undefined ? {} : { identities: JSON.parse(identities) as unknown };
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
