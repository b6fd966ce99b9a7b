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
    what: 'A role that the pool gives lets its session attach AWS IoT policies to identities or certificates, or detach them, beyond one policy that it names. The check asks IAM for it.',
    why: 'For signed-in identities AWS IoT asks for a policy of its own beside the role. Whoever may attach them picks the widest one that the account has; whoever may detach them silences devices.',
    falsePositives: 'The caller has to know a policy’s name, or to list the policies. To attach one policy that the role names is what applications do that have no backend for it, and is a remark. What the policies of the account allow is not read.',
    fix: 'Attach policies from a backend; if the browser must do it, name the one policy, and never allow detaching.',
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
      { title: 'users attach the one policy', world: withPolicy(signedInRole, [allow('iot:AttachPolicy', onePolicy)]) },
    ],
  },
  classes: [
    {
      actions: ['iot:AttachPolicy', 'iot:AttachPrincipalPolicy', 'iot:DetachPolicy', 'iot:DetachPrincipalPolicy'],
      does: 'attach or detach IoT policies',
      worth: ({ action, grant }) => (/:Attach/.test(action) && grant.scope === 'named' && /:policy\/[^*?]+$/.test(grant.resource) ? { which: 'attaches the one policy that the role names' } : { capability: 'K4' }),
      severity,
    },
  ],
});
