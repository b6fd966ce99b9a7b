import type { DoorFacts } from '../iam/escalation/escalation';
import { isGap } from '../world/gap';
import type { Entrance } from './entrances';
import { orGap } from './or-gap';
import { isEntered, type AuditedPool } from './pool';
import { rolesInScope } from './roles';

/** Each of these alone makes somebody another user of a user pool, so that a pool that trusts it gives them that user's role. */
const takeovers = ['user-pool-AdminSetUserPassword', 'user-pool-AdminInitiateAuth', 'user-pool-AdminLinkProviderForUser', 'user-pool-provider'] as const;
/** By these they become nobody in particular: they get what everybody gets who signs in. */
const arrivals = ['user-pool-AdminCreateUser', 'user-pool-settings'] as const;

/** Ways into roles past the directories of one pool: whoever administers a user pool that it trusts, or the pool itself, gets what it gives. */
export function doorsOf(pool: AuditedPool): readonly DoorFacts[] {
  return [...userPoolDoors(pool), ...identityPoolDoors(pool)];
}

function userPoolDoors(pool: AuditedPool): readonly DoorFacts[] {
  const { partition, account } = pool.world;
  return usersWays(pool).flatMap(({ entrance: { provider, claims, who = 'users' }, roleArn, unread }): readonly DoorFacts[] => {
    const { userPoolId } = provider ?? {};
    if (userPoolId === undefined) return [];
    const door = { resource: `arn:${partition}:cognito-idp:${userPoolId.split('_')[0] ?? ''}:${account}:userpool/${userPoolId}`, opens: [roleArn], unread };
    if (claims === undefined) return [...takeovers, ...arrivals].map((technique) => ({ technique, ...door }));
    const direct = 'cognito:groups' in claims ? 'user-pool-AdminAddUserToGroup' : 'user-pool-AdminUpdateUserAttributes';
    return [{ technique: direct, ...door }, ...takeovers.map((technique) => ({ technique, ...door, unread: [...unread, `that somebody is among the ${who}`] }))];
  });
}

function identityPoolDoors(pool: AuditedPool): readonly DoorFacts[] {
  const { partition, account } = pool.world;
  const resource = `arn:${partition}:cognito-identity:${pool.id.split(':')[0] ?? ''}:${account}:identitypool/${pool.id}`;
  const scope = orGap(() => rolesInScope(pool));
  if (isGap(scope)) return [];
  const [own, all] = [[...scope.own], [...scope.arns]];
  const developer = orGap(() => (pool.pool.DeveloperProviderName === undefined ? undefined : pool.attachment?.Roles?.authenticated));
  return [
    { technique: 'identity-pool-update', resource, opens: own },
    { technique: 'identity-pool-tags', resource, opens: own },
    { technique: 'identity-pool-roles', resource, opens: all },
    ...(developer === undefined || isGap(developer) ? [] : [{ technique: 'identity-pool-developer', resource, opens: [developer] }]),
  ];
}

interface UsersWay {
  readonly entrance: Entrance;
  readonly roleArn: string;
  /** What keeps us from knowing whether users come in this way. */
  readonly unread: readonly string[];
}

/** The ways in that users of a provider have, or may have: those of which nobody can tell lead to the role that they would give. */
function usersWays(pool: AuditedPool): readonly UsersWay[] {
  const ways = orGap(() => pool.ways);
  if (isGap(ways)) return [];
  const usual = orGap(() => pool.attachment?.Roles?.authenticated);
  return ways.flatMap((way): readonly UsersWay[] => {
    const { entrance } = way;
    if (entrance?.provider === undefined) return [];
    if (isEntered(way)) return [{ entrance, roleArn: way.roleArn, unread: [] }];
    const roleArn = entrance.roleArn ?? (isGap(usual) ? undefined : usual);
    return 'unread' in way && roleArn !== undefined ? [{ entrance, roleArn, unread: [way.unread] }] : [];
  });
}
