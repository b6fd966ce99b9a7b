import { decide } from '../iam/authorize';
import type { Capability } from '../iam/reach/capability';
import type { Reach } from '../iam/reach/question';
import type { Attempt } from './check';
import type { Claim, Confidence } from './claim';
import { subjectOf } from './entrances';
import { probeOf } from './requests';
import { nameOf } from './roles';
import { severityFor, weighed } from './severities';
import type { Entered } from './sessions';

/** Actions on one resource that is known by its ARN, each of which amounts to the same. */
export interface Permission {
  readonly resource: string;
  readonly actions: readonly string[];
  readonly capability: Capability;
  /** Completes “Anyone who signs up can …”. */
  readonly does: string;
  readonly confidence?: Confidence;
  /** What a plausible claim takes for granted. */
  readonly unread?: readonly string[];
}

/** The first of the actions that IAM allows, tried; a gap where it turns on something; and the first of all, tried, where IAM allows none. */
export function permissionProbes(way: Entered, reach: Reach, permission: Permission): readonly Attempt[] {
  const { resource, actions } = permission;
  const answers = actions.map((action) => ({ action, answer: answerOn(reach, action, resource) }));
  const allowed = answers.find(({ answer }) => answer === 'Allowed');
  const open = answers.find(({ answer }) => answer === 'Depends');
  if (allowed === undefined && open !== undefined) return [{ unread: `${open.action} on ${resource} turns on ${turnsOn(reach, open.action).join(', ') || 'something that was not read'}` }];
  const claim = claimOn(way, permission, allowed?.action ?? (actions[0] as string));
  if (claim === undefined) return [];
  const action = allowed?.action ?? (actions[0] as string);
  return [probeOf(way, [{ action, resource }], `A session of ${nameOf(way.roleArn)} asks for ${action} on ${nameOf(resource)}`, claim)];
}

function claimOn({ entrance, roleArn }: Entered, { does, capability, confidence = 'proved', unread }: Permission, action: string): Claim | undefined {
  const severity = severityFor(entrance.tier, capability);
  if (severity === undefined) return undefined;
  return {
    severity: weighed(severity, confidence),
    confidence,
    actor: entrance.actor,
    message: `${subjectOf(entrance)} can ${does} with the role ${nameOf(roleArn)}: ${action}.`,
    ...(unread === undefined ? {} : { unread }),
  };
}

/** What IAM says of Mallory's request, with the keys left open that nobody knows. */
export function answerOn({ question, of }: Reach, action: string, resource: string): ReturnType<typeof decide>['answer'] {
  const { principal, account: resourceAccount, context, mallory, policies } = question;
  const unknown = [...new Set((of(action)?.grants ?? []).flatMap(({ witness }) => witness.unknown))];
  return decide({ principal, action, resource, resourceAccount, context: { ...context, ...mallory.context }, unknown }, policies).answer;
}

function turnsOn({ of }: Reach, action: string): readonly string[] {
  return [...new Set((of(action)?.grants ?? []).flatMap(({ dependsOn }) => dependsOn))];
}
