type Claims = Readonly<Record<string, unknown>>;

/** What a PreTokenGeneration trigger writes into its response, in the older form or in the one that also reaches access tokens. */
interface Override {
  readonly claimsToAddOrOverride?: Claims;
  readonly claimsToSuppress?: readonly string[];
  readonly scopesToAdd?: readonly string[];
  readonly scopesToSuppress?: readonly string[];
}

interface GroupOverride {
  readonly groupsToOverride?: readonly string[];
  readonly iamRolesToOverride?: readonly string[];
  readonly preferredRole?: string;
}

/** Claims that no trigger can change. */
const fixed: ReadonlySet<string> = new Set([
  'acr', 'amr', 'at_hash', 'aud', 'auth_time', 'azp', 'client_id', 'cognito:username', 'device_key', 'event_id', 'exp', 'iat', 'identities', 'iss', 'jti',
  'nbf', 'nonce', 'origin_jti', 'scope', 'sub', 'token_use', 'username', 'version',
]);

/** An ID or access token's claims after the pool's PreTokenGeneration trigger. */
export function overridden(claims: Claims, use: 'id' | 'access', response: Claims | undefined): Claims {
  const older = response?.claimsOverrideDetails as (Override & { groupOverrideDetails?: GroupOverride }) | undefined;
  const newer = response?.claimsAndScopeOverrideDetails as
    | { idTokenGeneration?: Override; accessTokenGeneration?: Override; groupOverrideDetails?: GroupOverride }
    | undefined;
  const override = use === 'id' ? (newer?.idTokenGeneration ?? older) : newer?.accessTokenGeneration;
  const groups = newer?.groupOverrideDetails ?? older?.groupOverrideDetails;
  const suppressed = new Set(override?.claimsToSuppress?.filter((name) => !fixed.has(name)));
  const added = Object.entries(override?.claimsToAddOrOverride ?? {}).filter(([name]) => !fixed.has(name));
  const result = { ...withGroups(claims, use, groups), ...Object.fromEntries(added) };
  const kept = Object.fromEntries(Object.entries(result).filter(([name]) => !suppressed.has(name)));
  return use === 'access' && override !== undefined ? { ...kept, scope: scopes(String(claims.scope), override) } : kept;
}

function withGroups(claims: Claims, use: 'id' | 'access', groups: GroupOverride | undefined): Claims {
  if (groups === undefined) return claims;
  const { 'cognito:groups': _groups, 'cognito:roles': _roles, 'cognito:preferred_role': _preferred, ...others } = claims;
  return {
    ...others,
    ...(groups.groupsToOverride === undefined ? {} : { 'cognito:groups': groups.groupsToOverride }),
    ...(use === 'access' || groups.iamRolesToOverride === undefined ? {} : { 'cognito:roles': groups.iamRolesToOverride }),
    ...(use === 'access' || groups.preferredRole === undefined ? {} : { 'cognito:preferred_role': groups.preferredRole }),
  };
}

function scopes(before: string, override: Override): string {
  const kept = before.split(' ').filter((scope) => !override.scopesToSuppress?.includes(scope));
  return [...kept, ...(override.scopesToAdd ?? [])].join(' ');
}
