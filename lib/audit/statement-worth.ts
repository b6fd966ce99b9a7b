import { worthOf, type Capability } from '../iam/reach/capability';
import type { Grant, GrantingStatement, Reach } from '../iam/reach/question';
import { isGap, type Gap } from '../world/gap';
import type { Attempt } from './check';
import type { Claim, Severity } from './claim';
import { subjectOf } from './entrances';
import { isWide } from './reach-probes';
import { probeOf, wantedBy } from './requests';
import { nameOf } from './roles';
import { severityFor, weighed } from './severities';
import type { Entered } from './sessions';

/** The worst that some statements give to a session beyond what is its own. */
export interface WorstGrant {
  readonly action: string;
  readonly grant: Grant;
  readonly capability: Capability;
  /** Completes “With it a session …”. */
  readonly does: string;
  readonly secrets: boolean;
  readonly contested: boolean;
}

/** The worst that IAM allows by these statements; a gap when all there is turns on something; undefined when there is nothing. */
export function worstBy(reach: Reach, counts: (by: GrantingStatement) => boolean): WorstGrant | Gap | undefined {
  let worst: WorstGrant | undefined;
  let open: Gap | undefined;
  for (const { action, grants } of reach.actions) {
    for (const grant of grants) {
      if (grant.by === undefined || grant.scope === 'own' || !counts(grant.by)) continue;
      const fact = worthOf(action, reach.question.catalogue);
      if (fact === undefined) continue;
      if (grant.verdict !== 'allowed') open ??= { unread: `${action} on ${grant.resource} turns on ${grant.dependsOn.join(', ')}` };
      else {
        const capability = isWide(grant) ? fact.wide : fact.named;
        const found: WorstGrant = { action, grant, capability, does: fact.does, secrets: fact.secrets === true, contested: fact.contested === true };
        if (worst === undefined || isWorse(found, worst)) worst = found;
      }
    }
  }
  return worst ?? open;
}

/** What sources disagree about counts less than anything that is sure and as bad. */
function isWorse(one: WorstGrant, other: WorstGrant): boolean {
  if (one.contested !== other.contested) return other.contested;
  return one.capability !== other.capability ? one.capability > other.capability : one.secrets && !other.secrets;
}

/** Mallory tries the worst of some statements; `at` is how the claim names them, and `least` what it counts for at the least. */
export function worstProbe(way: Entered, reach: Reach, worst: WorstGrant | Gap, at: string, least?: Severity): Attempt {
  if (isGap(worst)) return worst;
  const { entrance, roleArn } = way;
  const { action, grant, capability, secrets, contested } = worst;
  const confidence = contested ? 'contested' : 'proved';
  const found = severityFor(entrance.tier, capability, secrets);
  const severity = found === undefined || found === 'info' ? least : weighed(found, confidence);
  const message = `${subjectOf(entrance)} has ${action} on ${grant.resource} by ${at} of the role ${nameOf(roleArn)}: with it a session ${worst.does}.`;
  const claim: Claim =
    severity === undefined
      ? { severity: 'info', confidence, actor: entrance.actor, message, intended: true }
      : { severity: least === 'medium' && (severity === 'low' || severity === 'info') ? least : severity, confidence, actor: entrance.actor, message };
  return probeOf(way, [wantedBy(reach, action, grant)], `Mallory asks for ${action} by ${at}`, claim);
}
