import { worthOf } from '../../iam/reach/capability';
import { statementOf } from '../data-grants';
import { allow, guestRole, invitationOnly, notesWorld, signedInRole, sub, withPolicy } from '../examples';
import { covers, reachCheck, withoutPatterns, type ActionClass, type Asked } from '../reach-probes';
import { cwe, references } from '../references';

const photos = 'arn:aws:s3:::notes-photos';

/** What stands for a service: the worst that most statements mean by its wildcard. */
const worst = [
  's3:DeleteObject',
  'dynamodb:DeleteItem',
  'lambda:UpdateFunctionCode',
  'cognito-idp:AdminSetUserPassword',
  'secretsmanager:GetSecretValue',
  'ssm:GetParameter',
  'kms:Decrypt',
  'iot:UpdateThingShadow',
  'sqs:DeleteMessage',
  'kinesis:PutRecord',
  'logs:FilterLogEvents',
  'sns:Publish',
  'ses:SendEmail',
  'appsync:GraphQL',
  'polly:SynthesizeSpeech',
  'rekognition:DetectLabels',
];

/** A statement means the whole service from this share of its actions on. */
const wholeFrom = 0.95;

export const wholeService = reachCheck({
  code: 'PER-02',
  name: 'whole-service',
  title: 'A wildcard allows a whole service',
  severityRule: 'Who gets the role × the worst of what the service does.',
  docs: {
    what: 'A statement of a role that the pool gives allows all of a service, or at least 95 of 100 of its actions, on resources that are not bound to the session’s identity. The check tries the worst action of the service.',
    why: 'Nobody needs all of a service: the wildcard holds deleting, publishing and administration beside the one action that was meant, and what AWS adds to the service tomorrow.',
    falsePositives: 'A wildcard that a resource bound to the identity confines is no finding here, though it does hold more than reading and writing. What a Deny, a boundary or a guest’s session policies take back does not count.',
    fix: 'Replace the wildcard by the actions and resources that the application needs.',
  },
  references: [references.iamRoles, cwe(732)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users may do everything with S3', world: withPolicy(signedInRole, [allow('s3:*')]), severity: 'high' },
      { title: 'guests may do everything with DynamoDB', world: withPolicy(guestRole, [allow('dynamodb:*')]), severity: 'critical' },
      { title: 'invited users may speak', world: invitationOnly(withPolicy(signedInRole, [allow('polly:*')])), severity: 'low' },
    ],
    passes: [
      { title: 'roles name their actions', world: notesWorld },
      { title: 'the wildcard is confined to one’s own', world: withPolicy(signedInRole, [allow('s3:*', `${photos}/users/${sub}/*`)]) },
      { title: 'users may do one thing', world: withPolicy(signedInRole, [allow('polly:SynthesizeSpeech')]) },
    ],
  },
  classes: worst.map((action): ActionClass => {
    const service = action.slice(0, action.indexOf(':'));
    return {
      actions: [action],
      does: `do everything that ${service} offers`,
      worth: (asked) => (allowsAll(service, asked) ? { capability: worthOf(action, asked.reach.question.catalogue)?.wide ?? 'K2' } : { which: 'is not allowed by a wildcard over the whole service' }),
    };
  }),
  narrows: (_pool, _role, actions) => withoutPatterns(actions.map(serviceOf)),
  fixSummary: (role) => `Take the wildcard over the whole service out of ${role}, and allow what the application needs by name.`,
});

const serviceOf = (action: string): string => `${action.slice(0, action.indexOf(':'))}:*`;

function allowsAll(service: string, { grant, reach }: Asked): boolean {
  const statement = statementOf(reach, grant);
  if (statement === undefined) return false;
  const all = reach.question.catalogue.expand(`${service}:*`);
  const named = all.filter((action) => statement.actions.some(({ value }) => covers(value, action)) !== statement.notAction);
  return named.length >= all.length * wholeFrom;
}
