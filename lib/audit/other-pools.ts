import { isGap, type Gap } from '../world/gap';
import { known, list, type World } from '../world/world';
import { orGap } from './or-gap';
import { AuditedPool } from './pool';

/** The account's other identity pools, as far as they are known, and what keeps us from knowing more. */
export function otherPools(pool: AuditedPool): { readonly pools: readonly AuditedPool[]; readonly gaps: readonly Gap[] } {
  const all = orGap(() => list(pool.world, 'AWS::Cognito::IdentityPool'));
  const entries = known(pool.world, 'AWS::Cognito::IdentityPool');
  const ids = entries.flatMap((one) => (isGap(one) || one.IdentityPoolId === pool.id ? [] : [one.IdentityPoolId])).sort();
  const pools = ids.map((id) => audited(id, pool));
  return { pools, gaps: isGap(all) ? [all] : [] };
}

/** What one pool works out of another, the next one need not work out again. */
const remembered = new WeakMap<World['resources'], Map<string, AuditedPool>>();

function audited(id: string, { world, catalogue }: AuditedPool): AuditedPool {
  const known = remembered.get(world.resources) ?? new Map<string, AuditedPool>();
  remembered.set(world.resources, known);
  const before = known.get(id);
  if (before?.world.complete === world.complete && before.catalogue === catalogue) return before;
  const pool = new AuditedPool({ ...world, region: id.split(':')[0] ?? world.region }, id, catalogue);
  known.set(id, pool);
  return pool;
}
