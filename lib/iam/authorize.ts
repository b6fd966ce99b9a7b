import type { AccessRequest, Decision, Explanation, PolicySet } from './decision';
import { denialOf, notesOn } from './denial';
import { dependencies } from './dependencies';
import { describeLayers } from './describe';
import { deciderOf, judgeLayers, settle } from './layers';
import { situate, type Situation } from './situation';

/** What IAM answers, and what settles it. The quick way: nothing is explained. */
export function decide(request: AccessRequest, policies: PolicySet): Decision {
  const situation = situate(request, policies);
  if (needsNoPermission(situation)) return { answer: 'Allowed', decidedBy: undefined };
  const settlement = settle(situation, judgeLayers(situation, policies));
  return { answer: settlement.answer, decidedBy: deciderOf(settlement) };
}

/** What IAM answers, with every statement of every layer that has a say explained, and AWS's sentence when the answer is no. */
export function explain(request: AccessRequest, policies: PolicySet): Explanation {
  const situation = situate(request, policies);
  const notes = notesOn(situation, policies);
  if (needsNoPermission(situation)) return { answer: 'Allowed', decidedBy: undefined, request, layers: [], dependsOn: [], notes };
  const layers = judgeLayers(situation, policies);
  const settlement = settle(situation, layers);
  const denial = denialOf(situation, settlement);
  return {
    answer: settlement.answer,
    decidedBy: deciderOf(settlement),
    request,
    layers: describeLayers(situation, layers, settlement),
    dependsOn: settlement.answer === 'Depends' ? dependencies(request, policies, decide) : [],
    message: denial?.message,
    because: denial?.because,
    notes,
  };
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: an explicit deny does not stop it either. */
export function needsNoPermission({ action }: Situation): boolean {
  return action === 'sts:getcalleridentity';
}
