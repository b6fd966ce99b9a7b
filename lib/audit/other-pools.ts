import { isGap, type Gap } from '../world/gap';
import { known, list } from '../world/world';
import { orGap } from './or-gap';
import { AuditedPool } from './pool';

/** The account's other identity pools, as far as they are known, and what keeps us from knowing more. */
export function otherPools(pool: AuditedPool): { readonly pools: readonly AuditedPool[]; readonly gaps: readonly Gap[] } {
  const all = orGap(() => list(pool.world, 'AWS::Cognito::IdentityPool'));
  const entries = known(pool.world, 'AWS::Cognito::IdentityPool');
  const ids = entries.flatMap((one) => (isGap(one) || one.IdentityPoolId === pool.id ? [] : [one.IdentityPoolId])).sort();
  const pools = ids.map((id) => new AuditedPool({ ...pool.world, region: id.split(':')[0] ?? pool.world.region }, id, pool.catalogue));
  return { pools, gaps: isGap(all) ? [all] : [] };
}
