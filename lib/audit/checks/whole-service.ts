import { worthOf } from '../../iam/reach/capability';
import type { Grant, Reach } from '../../iam/reach/question';
import type { Attempt, Check } from '../check';
import type { Claim } from '../claim';
import { ownGrants, statementOf } from '../data-grants';
import { subjectOf } from '../entrances';
import { allow, guestRole, invitationOnly, notesWorld, signedInRole, sub, withPolicy } from '../examples';
import { editUntilRefused, listOf, withoutActions, type Edit } from '../policy-edits';
import { covers, reachCheck, withoutPatterns, type ActionClass } from '../reach-probes';
import { cwe, references } from '../references';
import { probeOf } from '../requests';
import { perWay, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';
import type { Entered } from '../sessions';

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

/** What people do with objects of their own. */
const data = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:GetObjectVersion', 's3:DeleteObjectVersion'];
const ownFolder = withPolicy(signedInRole, [allow('s3:*', `${photos}/users/${sub}/*`)]);

/** A statement means the whole service from this share of its actions on. */
const wholeFrom = 0.95;

const beyondOwn = reachCheck({
  code: 'PER-02',
  name: 'whole-service',
  title: 'A wildcard allows a whole service',
  severityRule: 'Who gets the role × the worst of what the service does.',
  docs: {
    what: 'A statement of a role that the pool gives allows all of a service, or at least 95 of 100 of its actions, on resources that are not bound to the session’s identity. The check tries the worst action of the service.',
    why: 'Nobody needs all of a service: the wildcard holds deleting, publishing and administration beside the one action that was meant, and what AWS adds to the service tomorrow.',
    falsePositives: 'On a folder of one’s own s3:* is low: it holds publishing and deleting beside reading and writing. What a Deny, a boundary or a guest’s session policies take back does not count.',
    fix: 'Replace the wildcard by the actions and resources that the application needs.',
  },
  references: [references.iamRoles, cwe(732)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users may do everything with S3', world: withPolicy(signedInRole, [allow('s3:*')]), severity: 'high' },
      { title: 'guests may do everything with DynamoDB', world: withPolicy(guestRole, [allow('dynamodb:*')]), severity: 'critical' },
      { title: 'the wildcard is confined to one’s own folder', world: ownFolder, severity: 'low' },
      { title: 'invited users may speak', world: invitationOnly(withPolicy(signedInRole, [allow('polly:*')])), severity: 'low' },
    ],
    passes: [
      { title: 'roles name their actions', world: notesWorld },
      { title: 'users may do three things in their own folder', world: withPolicy(signedInRole, [allow(data, `${photos}/users/${sub}/*`)]) },
      { title: 'users may do one thing', world: withPolicy(signedInRole, [allow('polly:SynthesizeSpeech')]) },
    ],
  },
  classes: worst.map((action): ActionClass => {
    const service = action.slice(0, action.indexOf(':'));
    return {
      actions: [action],
      does: `do everything that ${service} offers`,
      worth: ({ grant, reach }) => (isWhole(service, grant, reach) ? { capability: worthOf(action, reach.question.catalogue)?.wide ?? 'K2' } : { which: 'is not allowed by a wildcard over the whole service' }),
    };
  }),
  narrows: (_pool, _role, actions) => withoutPatterns(actions.map(serviceOf)),
  fixSummary: (role) => `Take the wildcard over the whole service out of ${role}, and allow what the application needs by name.`,
});

export const wholeService: Check<RoleSubject> = {
  ...beyondOwn,
  severityRule: `${beyondOwn.severityRule} Low on a folder of one’s own.`,
  probes: (subject, pool) => [...beyondOwn.probes(subject, pool), ...perWay(subject, pool, ownWildcards)],
  fix(subject, pool, proved) {
    if (proved.calls.every(({ operation }) => operation !== publishing)) return beyondOwn.fix(subject, pool, proved);
    const world = subject.role && editUntilRefused(pool.world, subject.role.arn, proved, onlyData);
    return world && { summary: `Name what sessions of ${nameOf(subject.role?.arn ?? '')} do with objects of their own, instead of s3:*.`, world };
  },
};

const publishing = 's3:PutObjectAcl';

/** A wildcard over S3 in a folder of one's own lets people publish what is there. */
function ownWildcards(way: Entered, reach: Reach): readonly Attempt[] {
  return ownGrants(reach, [publishing]).flatMap(({ action, grant }) => {
    if (grant.verdict !== 'allowed' || !isWhole('s3', grant, reach)) return [];
    const { resource, given } = grant.witness;
    const claim: Claim = {
      severity: 'low',
      confidence: 'proved',
      actor: way.entrance.actor,
      message: `${subjectOf(way.entrance)} can do everything that s3 offers in a folder of their own, ${grant.resource}, with the role ${nameOf(way.roleArn)}: also ${action}.`,
    };
    const own = resource.split(way.aliceIdentity).join(way.malloryIdentity);
    return [probeOf(way, [{ action, resource: own, context: given }], `Mallory publishes an object of her own with the role ${nameOf(way.roleArn)}`, claim)];
  });
}

/** The statement with what people do with data instead of s3:*. */
const onlyData: Edit = (statement, blame) => {
  const named = listOf(statement.Action);
  if (!named.some((action) => covers('s3:*', action))) return withoutActions([publishing])(statement, blame);
  return [{ ...statement, Action: [...named.filter((action) => !covers('s3:*', action)), ...data] }];
};

const serviceOf = (action: string): string => `${action.slice(0, action.indexOf(':'))}:*`;

function isWhole(service: string, grant: Grant, reach: Reach): boolean {
  const statement = statementOf(reach, grant);
  if (statement === undefined) return false;
  const all = reach.question.catalogue.expand(`${service}:*`);
  const named = all.filter((action) => statement.actions.some(({ value }) => covers(value, action)) !== statement.notAction);
  return named.length >= all.length * wholeFrom;
}
