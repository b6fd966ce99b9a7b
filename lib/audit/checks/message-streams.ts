import { allow, guestRole, invitationOnly, notes, notesWorld, signedInRole, sub, withPolicy } from '../examples';
import { isSpelledOut, reachCheck, type Asked, type Harmless, type Worth } from '../reach-probes';
import { cwe, references } from '../references';

const iot = (rest: string) => `arn:aws:iot:${notes.region}:${notes.account}:${rest}`;

/** A stream, queue or topic that a policy names in full is meant for the application’s users. */
const beyondNamed = (worth: Worth) => ({ grant }: Asked): Worth | Harmless => (isSpelledOut(grant) ? { which: 'is the one that the policy names; who else reads or writes it, only its owner knows' } : worth);

export const messageStreams = reachCheck({
  code: 'PER-16',
  name: 'message-streams',
  title: 'One person reads or forges everybody’s messages',
  severityRule: 'Who gets the role × writing (or, less, reading) others’ data.',
  docs: {
    what: 'A role that the pool gives lets its session read from or write to streams, queues and IoT topics that are neither its own nor named one by one. The check has one user do it to what is another’s.',
    why: 'What reads a queue or a topic takes it for genuine. A session that may publish anywhere speaks for every device and every service; one that may receive anywhere listens to all of them.',
    falsePositives: 'A topic with ${cognito-identity.amazonaws.com:sub} in it is one’s own, and a queue that the policy names in full is a remark. Signed-in identities also need a policy of AWS IoT itself, which is not read; for guests IAM alone decides.',
    fix: 'Name the streams and queues, and bind topics to the identity.',
  },
  references: [references.iotPolicies, cwe(862)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'guests publish to any topic', world: withPolicy(guestRole, [allow('iot:Publish', iot('topic/*'))]), severity: 'critical' },
      { title: 'users read any queue', world: withPolicy(signedInRole, [allow('sqs:ReceiveMessage')]), severity: 'high' },
      { title: 'invited users write any stream', world: invitationOnly(withPolicy(signedInRole, [allow(['kinesis:PutRecord', 'firehose:PutRecord*'])])), severity: 'medium' },
    ],
    passes: [
      { title: 'roles speak of no streams', world: notesWorld },
      { title: 'users publish to a topic of their own', world: withPolicy(signedInRole, [allow('iot:Publish', iot(`topic/${sub}/*`))]) },
      { title: 'users write one stream', world: withPolicy(signedInRole, [allow('kinesis:PutRecord', `arn:aws:kinesis:${notes.region}:${notes.account}:stream/clicks`)]) },
    ],
  },
  classes: [
    {
      actions: ['iot:Publish', 'iot:UpdateThingShadow', 'sqs:SendMessage', 'sqs:DeleteMessage', 'kinesis:PutRecord', 'kinesis:PutRecords', 'firehose:PutRecord', 'firehose:PutRecordBatch'],
      does: 'forge or delete messages',
      worth: beyondNamed({ capability: 'K4' }),
    },
    {
      actions: ['iot:Subscribe', 'iot:Receive', 'iot:GetThingShadow', 'sqs:ReceiveMessage', 'kinesis:GetRecords', 'kinesis:SubscribeToShard'],
      does: 'read messages meant for others',
      worth: beyondNamed({ capability: 'K3' }),
    },
  ],
});
