import { severities } from '../iam/reach/severity';
import { patch, type World } from '../world/world';
import type { Attempt, Probe } from './check';
import type { Claim, Severity } from './claim';
import { callsOf, peopled, subjectOf, visitor, type Entrance } from './entrances';
import { orGap } from './or-gap';
import { isEntered, type AuditedPool } from './pool';
import { withPoolFields } from './pool-edits';
import { nameOf } from './roles';
import { isGap } from '../world/gap';
import { severityFor, worstOf } from './severities';
import type { Entered } from './sessions';

/** Somebody takes a role of their choice by the basic (classic) flow. */
export function classicProbe(entrance: Entrance, claim: Claim, more: Pick<Probe, 'prepare'> & { readonly when?: string } = {}): Probe {
  const { prepare, when } = more;
  return {
    title: `${entrance.provider === undefined ? 'A guest' : 'A signed-in user'} asks STS for ${nameOf(entrance.roleArn ?? '')}${when === undefined ? '' : `, ${when}`}`,
    prepare: (world) => peopled(prepare?.(world) ?? world, entrance),
    people: { mallory: visitor(entrance) },
    calls: callsOf(entrance),
    proves: { ends: 'ok' },
    claim,
  };
}

/**
 * The classic flow to the best role that it opens, or, where it opens none, to the role that a visitor would like.
 * @param claimFor what it means that this way is open
 */
export function bestClassicWay(pool: AuditedPool, claimFor: (way: Entrance, roles: readonly string[]) => Claim, more: Parameters<typeof classicProbe>[2] = {}): readonly Attempt[] {
  const within = more.prepare === undefined ? pool : pool.in(more.prepare(pool.world));
  const open = within.ways.filter((way) => isEntered(way) && way.entrance.flow === 'classic') as readonly Entered[];
  const [best] = [...open].sort((a, b) => rank(within, a) - rank(within, b));
  if (best !== undefined) {
    const roles = [...new Set(open.map(({ roleArn }) => nameOf(roleArn)))].sort();
    return [classicProbe(best.entrance, claimFor(best.entrance, roles), more)];
  }
  const gaps = within.ways.filter(isGap);
  if (gaps.length > 0) return gaps;
  const { unauthenticated, authenticated } = pool.attachment?.Roles ?? {};
  const guest = pool.guestClassic(unauthenticated ?? authenticated ?? `arn:${pool.world.partition}:iam::${pool.world.account}:role/any`);
  // A developer's backend asks for its users' tokens itself, whether the classic flow is on or not.
  const provider = pool.liveProviders.find(({ kind }) => kind !== 'developer');
  const entrance = pool.pool.AllowUnauthenticatedIdentities || provider === undefined ? guest : pool.signedInClassic(provider, authenticated ?? guest.roleArn ?? '');
  return [classicProbe(entrance, claimFor(entrance, []), more)];
}

/** Which way is the worst to leave open: who comes, and what the role may do. */
function rank(pool: AuditedPool, way: Entered): number {
  const worst = orGap(() => worstOf(pool.reach(way)));
  const capability = isGap(worst) ? undefined : worst[0]?.capability;
  const severity = capability === undefined ? 'none' : (severityFor(way.entrance.tier, capability) ?? 'none');
  return severities.indexOf(severity) * 10 + ['A0', 'A1', 'A2', 'A3'].indexOf(way.entrance.tier);
}

export function classicMessage(entrance: Entrance, roles: readonly string[]): string {
  const [one] = roles;
  const what = roles.length > 1 ? `take any of the roles ${roles.join(', ')} by naming it` : `take the role ${one ?? ''} by naming it`;
  return `${subjectOf(entrance)} can ${what}, for as long as the role allows and without AWS’s session policies.`;
}

export function classicClaim(severity: Severity, confidence: Claim['confidence']): (entrance: Entrance, roles: readonly string[]) => Claim {
  return (entrance, roles) => ({ severity, confidence, actor: entrance.actor, message: classicMessage(entrance, roles) });
}

/** The account where the pool has no role mappings any more. */
export function withoutMappings(world: World, poolId: string): World {
  return world.resources['AWS::Cognito::IdentityPoolRoleAttachment']?.[poolId] === undefined
    ? world
    : patch(world, 'AWS::Cognito::IdentityPoolRoleAttachment', poolId, { RoleMappings: undefined });
}

/** The account where nothing but trust policies stands between a pool's visitors and its roles. */
export function withEverythingOn(world: World, poolId: string): World {
  return withoutMappings(withPoolFields(world, poolId, { AllowUnauthenticatedIdentities: true, AllowClassicFlow: true }), poolId);
}
