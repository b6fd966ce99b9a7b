import type { AccessRequest, Decision, Explanation, PolicySet } from './decision';
import { describeLayers } from './describe';
import { assumptionsOf, denialOf } from './denial';
import { dependencies } from './dependencies';
import { deciderOf, settle, situate, tallies } from './layers';

/** What IAM answers, and what settles it. The quick way: nothing is explained. */
export function decide(request: AccessRequest, policies: PolicySet): Decision {
  const situation = situate(request, policies);
  const settlement = settle(situation, tallies(situation, policies));
  return { answer: settlement.answer, decidedBy: deciderOf(settlement) };
}

/** What IAM answers, with every statement of every layer that has a say explained, and AWS's sentence when the answer is no. */
export function explain(request: AccessRequest, policies: PolicySet): Explanation {
  const situation = situate(request, policies);
  const all = tallies(situation, policies);
  const settlement = settle(situation, all);
  return {
    answer: settlement.answer,
    decidedBy: deciderOf(settlement),
    request,
    layers: describeLayers(situation, all, settlement),
    dependsOn: settlement.answer === 'Depends' ? dependencies(request, policies, decide) : [],
    ...denialOf(situation, settlement),
    assumptions: assumptionsOf(situation, policies),
  };
}
