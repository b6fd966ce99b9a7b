import type { CapabilityReason } from '../iam/reach/capability';
import type { Reach } from '../iam/reach/question';
import type { Probe } from './check';
import type { Claim } from './claim';
import { callsOf, credentialsOf, visitor } from './entrances';
import { requestCall, wantedBy } from './requests';
import type { Entered } from './sessions';

/** The same guest asks for the same thing twice, by the enhanced flow and by the classic one, and is answered differently. */
export function bothFlows(enhanced: Entered, classic: Entered, { action, grant }: CapabilityReason, reach: Reach, claim: Claim): Probe {
  const wanted = wantedBy(reach, action, grant);
  const [getId, ...withToken] = callsOf(classic.entrance);
  const inEnhanced = requestCall(enhanced, wanted, 0, { goesOn: true });
  const inClassic = requestCall(classic, wanted, 1);
  return {
    title: `A guest asks for ${action} by the enhanced flow, then by the classic flow`,
    people: { mallory: visitor(classic.entrance) },
    calls: [getId as Probe['calls'][number], ...callsOf(enhanced.entrance).slice(1), { ...inEnhanced, signedBy: credentialsOf(enhanced.entrance) }, ...withToken, inClassic],
    proves: { ends: 'ok', refused: [{ call: inEnhanced.id }] },
    claim,
  };
}

/** “Anyone on the internet reads secrets: …, which AWS’s session policies for guests refuse and the classic flow does not.” */
export function beyondMessage({ action, grant, does }: CapabilityReason): string {
  return `Anyone on the internet ${does}: ${action} on ${grant.resource}, which AWS’s session policies for guests refuse and the classic flow does not.`;
}
