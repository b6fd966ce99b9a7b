import { allow, guestRole, invitationOnly, notes, notesWorld, signedInRole, withPolicy } from '../examples';
import type { Severity } from '../claim';
import type { Tier } from '../entrances';
import { reachCheck } from '../reach-probes';
import { cwe, references } from '../references';

const onePolicy = `arn:aws:iot:${notes.region}:${notes.account}:policy/notes-sensors`;

/** What the attached policies allow is not read: the step alone counts. */
const severity = (tier: Tier): Severity => ({ A0: 'high', A1: 'high', A2: 'medium', A3: 'low' } as const)[tier];

export const iotPolicyAttachment = reachCheck({
  code: 'PER-17',
  name: 'iot-policy-attachment',
  title: 'A session attaches IoT policies to itself',
  severityRule: 'High where anyone, or anyone who signs up, gets the role; medium for invited users.',
  docs: {
    what: 'A role that the pool gives lets its session attach AWS IoT policies to identities or certificates, or detach them. The check asks IAM for it.',
    why: 'For signed-in identities AWS IoT asks for a policy of its own beside the role. Whoever may attach them picks the widest one that the account has; whoever may detach them silences devices.',
    falsePositives: 'The caller has to know a policy’s name, or to list the policies. A statement that names a policy as its resource allows nothing, since what IAM is asked about is the target. What the policies of the account allow is not read.',
    fix: 'Attach policies from a backend. No statement can say which policy may be attached: what IAM is asked about is the target.',
  },
  references: [references.iotPolicies, cwe(269)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users attach any policy', world: withPolicy(signedInRole, [allow('iot:AttachPolicy')]), severity: 'high' },
      { title: 'guests may do everything with IoT', world: withPolicy(guestRole, [allow('iot:*')]), severity: 'high' },
      { title: 'invited users detach policies', world: invitationOnly(withPolicy(signedInRole, [allow('iot:Detach*')])), severity: 'medium' },
    ],
    passes: [
      { title: 'roles attach nothing', world: notesWorld },
      { title: 'a policy is named where the target would stand', world: withPolicy(signedInRole, [allow('iot:AttachPolicy', onePolicy)]) },
    ],
  },
  classes: [
    {
      actions: ['iot:AttachPolicy', 'iot:AttachPrincipalPolicy', 'iot:DetachPolicy', 'iot:DetachPrincipalPolicy'],
      does: 'attach or detach IoT policies',
      worth: { capability: 'K4' },
      severity,
    },
  ],
});
