import type { CapabilityReason } from '../iam/reach/capability';
import type { Capability } from '../iam/reach/capability-facts';
import { isGap } from '../world/gap';
import { orGap } from './or-gap';
import type { LoginProvider } from './people';
import { isEntered, type AuditedPool } from './pool';
import { withoutPublicReading } from './public-reading';
import { worstOf } from './severities';

/** The worst that is sure of what users of a provider may do with any role that it gives them; undefined when that is nothing, or not known. */
export function worstThrough(provider: LoginProvider, pool: AuditedPool): CapabilityReason | undefined {
  const reasons = pool.ways.flatMap((way) => {
    if (!isEntered(way) || way.entrance.provider?.mapping !== provider.mapping) return [];
    const worst = orGap(() => worstOf(withoutPublicReading(pool.reach(way), pool.world)));
    return isGap(worst) ? [] : worst.filter(({ confidence }) => confidence === 'proved');
  });
  return [...reasons].sort((a, b) => (a.capability > b.capability ? -1 : 1))[0];
}

/** Whether users of a provider may do that much or worse. */
export function givesAtLeast(provider: LoginProvider, pool: AuditedPool, capability: Capability): boolean {
  const worst = worstThrough(provider, pool);
  return worst !== undefined && worst.capability >= capability;
}
