import type { DoorFacts } from '../iam/escalation/escalation';
import { isGap } from '../world/gap';
import { orGap } from './or-gap';
import { isEntered, type AuditedPool } from './pool';
import { rolesInScope } from './roles';
import type { Entered } from './sessions';

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
  return usersWays(pool).flatMap((way): readonly DoorFacts[] => {
    const { userPoolId } = way.entrance.provider ?? {};
    if (userPoolId === undefined) return [];
    const door = { resource: `arn:${partition}:cognito-idp:${userPoolId.split('_')[0] ?? ''}:${account}:userpool/${userPoolId}`, opens: [way.roleArn] };
    const { claims } = way.entrance;
    if (claims === undefined) return [...takeovers, ...arrivals].map((technique) => ({ technique, ...door }));
    const direct = 'cognito:groups' in claims ? 'user-pool-AdminAddUserToGroup' : 'user-pool-AdminUpdateUserAttributes';
    return [{ technique: direct, ...door }, ...takeovers.map((technique) => ({ technique, ...door, unread: [`that somebody is among the ${way.entrance.who ?? 'users'}`] }))];
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

/** The ways in that users of a provider have. */
function usersWays(pool: AuditedPool): readonly Entered[] {
  const ways = orGap(() => pool.ways);
  return isGap(ways) ? [] : ways.filter(isEntered).filter(({ entrance }) => entrance.provider !== undefined);
}
