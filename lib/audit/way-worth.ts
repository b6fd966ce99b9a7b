import type { CapabilityReason } from '../iam/reach/capability';
import type { Reach } from '../iam/reach/question';
import type { Probe } from './check';
import type { Confidence, Severity } from './claim';
import { probeOf, wantedBy } from './requests';
import { severityFor, weighed, worstOf } from './severities';
import type { Entered } from './sessions';

/** The worst that a way to a role gives, and how bad that is in the hands of whoever comes this way. */
export interface WayWorth {
  readonly reason: CapabilityReason;
  readonly severity: Severity;
  readonly confidence: Extract<Confidence, 'proved' | 'contested'>;
}

/** Undefined when it gives nothing to speak of: one's own data, telemetry. */
export function worthOfWay({ entrance }: Entered, reach: Reach): WayWorth | undefined {
  return worstOf(reach).flatMap((reason): readonly WayWorth[] => {
    const found = severityFor(entrance.tier, reason.capability, reason.secrets);
    if (found === undefined || found === 'info') return [];
    const confidence = reason.confidence === 'contested' ? 'contested' : 'proved';
    return [{ reason, severity: weighed(found, confidence), confidence }];
  })[0];
}

/** “s3:GetObject on arn:aws:s3:::photos/*”. */
export function requestIn({ reason: { action, grant } }: WayWorth): string {
  return `${action} on ${grant.resource}`;
}

/** Mallory comes this way and makes the worst request that it allows. */
export function worthProbe(way: Entered, reach: Reach, { reason: { action, grant } }: WayWorth, title: string, claim: Probe['claim']): Probe {
  return probeOf(way, [wantedBy(reach, action, grant)], title, claim);
}
