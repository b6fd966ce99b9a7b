import type { Trace } from '../engine/trace';
import { parsePolicy } from '../iam/parse';
import { isGap, type Known } from '../world/gap';
import type { PolicyDocument } from '../world/resources';
import { known, type World } from '../world/world';
import { allSteps } from './steps';

/** The text of every policy that decided something in a run, by the name under which the decision speaks of it. */
export function policyTexts(world: World, trace: Trace): Readonly<Record<string, string>> {
  const named = new Set(
    allSteps(trace).flatMap((step) => step.decisions.flatMap((decision) => decision.layers.flatMap((layer) => layer.statements.map((one) => one.policy)))),
  );
  return Object.fromEntries(
    documentsOf(world)
      .filter(([name, document]) => named.has(name) && !isGap(document))
      .map(([name, document]) => [name, parsePolicy(document as PolicyDocument).policy.text]),
  );
}

function documentsOf(world: World): readonly (readonly [string, Known<PolicyDocument>])[] {
  const documents: (readonly [string, Known<PolicyDocument>])[] = [];
  for (const role of known(world, 'AWS::IAM::Role')) {
    if (isGap(role)) continue;
    documents.push([`trust policy of ${role.RoleName}`, role.AssumeRolePolicyDocument]);
    if (isGap(role.RolePolicyList)) continue;
    for (const inline of role.RolePolicyList) documents.push([`${role.RoleName}/${inline.PolicyName}`, inline.PolicyDocument]);
  }
  for (const policy of known(world, 'AWS::IAM::ManagedPolicy')) if (!isGap(policy)) documents.push([policy.PolicyName, policy.Document]);
  return documents;
}
