import type { Capability } from '../iam/reach/capability';
import { severities } from '../iam/reach/severity';
import { isGap } from '../world/gap';
import type { Severity } from './claim';
import { orGap } from './or-gap';
import { isEntered, type AuditedPool } from './pool';
import { withoutPublicReading } from './public-reading';
import { worstOf } from './severities';

/**
 * The worst that is known of any session that users of a user pool get here, with or without a group or claim. Undefined when
 * none is known: what nobody has read raises no severity.
 */
export function worthBehind(pool: AuditedPool, userPoolId: string): Capability | undefined {
  const found = pool.ways.flatMap((way) => {
    if (!isEntered(way) || way.entrance.provider?.userPoolId !== userPoolId) return [];
    const reach = orGap(() => withoutPublicReading(pool.reach(way), pool.world));
    if (isGap(reach)) return [];
    const worst = worstOf(reach).find(({ confidence }) => confidence === 'proved');
    return worst === undefined ? [] : [worst.capability];
  });
  return found.sort().at(-1);
}

/** What a weakness of the sign-in may weigh, given what a session is good for: nothing where that is the user's own. */
const ceilings: Readonly<Record<Capability, Severity>> = { K1: 'info', K2: 'low', K3: 'high', K4: 'high', K5: 'high' };

/** A severity, as far as what the sessions reach carries it. */
export function capped(severity: Severity, worth: Capability | undefined): Severity {
  const ceiling = worth === undefined ? 'info' : ceilings[worth];
  return severities.indexOf(ceiling) > severities.indexOf(severity) ? ceiling : severity;
}
