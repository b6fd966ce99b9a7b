import { capabilityOf, type CapabilityReason } from '../iam/reach/capability';
import type { Capability } from '../iam/reach/capability';
import { lowered, severityOf } from '../iam/reach/severity';
import type { Reach } from '../iam/reach/question';
import type { Confidence, Severity } from './claim';
import type { Tier } from './entrances';
import type { ClassicFlow } from './pool';

/** How bad a capability is in the hands of an actor; undefined when it is nothing to speak of. */
export function severityFor(tier: Tier, capability: Capability, secrets = false): Severity | undefined {
  const severity = severityOf(tier, capability, { secrets });
  return severity === 'none' ? undefined : severity;
}

/** A severity as it counts with a confidence: what is contested weighs one level less, what is latent two. */
export function weighed(severity: Severity, confidence: Confidence): Severity {
  const levels = { proved: 0, plausible: 0, contested: 1, latent: 2 }[confidence];
  return lowered(severity, levels) as Severity;
}

/** What rests on the classic flow is contested while the pool has never said whether it wants it. */
export function confidenceIn(classic: ClassicFlow): Confidence {
  return classic === 'unset' ? 'contested' : 'proved';
}

/** The worst that a session may do, surely, and the worst of what sources disagree about. */
export function worstOf(reach: Reach): readonly CapabilityReason[] {
  const { reasons } = capabilityOf(reach);
  const worst = (confidence: CapabilityReason['confidence']) => reasons.find((reason) => reason.confidence === confidence);
  return [worst('proved'), worst('contested')].filter((reason) => reason !== undefined);
}
