import { check, type Attempt } from '../check';
import { allow, guestRole, invitationOnly, notesWorld, signedInRole, withPolicy, withStatement } from '../examples';
import { editUntilRefused, removeIt } from '../policy-edits';
import { cwe, references } from '../references';
import { probeOf } from '../requests';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';
import { worstBy, worstProbe } from '../statement-worth';

const allBut = (element: 'NotAction' | 'NotResource', value: string) => (element === 'NotAction' ? { Effect: 'Allow', NotAction: value, Resource: '*' } : { Effect: 'Allow', Action: 's3:GetObject', NotResource: value });

export const invertedStatement = check<RoleSubject>({
  code: 'PER-21',
  name: 'inverted-statement',
  title: 'A statement allows all but a few things',
  resource: 'AWS::IAM::Role',
  severityRule: 'Medium at the least; more where the worst that is left over is worth more to who gets the role.',
  docs: {
    what: 'A statement of a role that the pool gives allows with NotAction or NotResource, which means everything except what it lists. The check works out what is left over, and tries the worst of it.',
    why: 'Such a statement reads like a limit and is the opposite. It grows with every service and every resource that is added to the account.',
    falsePositives: 'None where the rest is worked out: what a Deny, a boundary or a guest’s session policies take back does not count.',
    fix: 'Say what is allowed instead of what is not; or use a Deny for the exceptions beside a narrow Allow.',
  },
  references: [references.iamRoles, cwe(183)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users may do everything but IAM', world: withStatement(signedInRole, allBut('NotAction', 'iam:*')), severity: 'high' },
      { title: 'invited users read all buckets but one', world: invitationOnly(withStatement(signedInRole, allBut('NotResource', 'arn:aws:s3:::notes-keys/*'))), severity: 'medium' },
      { title: 'guests may do everything but S3', world: withPolicy(guestRole, [allBut('NotAction', 's3:*')]), severity: 'critical' },
    ],
    passes: [
      { title: 'a Deny takes the rest back', world: withPolicy(signedInRole, [allBut('NotAction', 'iam:*'), { Effect: 'Deny', Action: '*', Resource: '*' }]) },
      { title: 'statements say what they allow', world: notesWorld },
      { title: 'the inverted statement is a Deny', world: withPolicy(signedInRole, [allow('polly:SynthesizeSpeech'), { Effect: 'Deny', NotAction: 'polly:*', Resource: '*' }]) },
    ],
  },
  subjects: roleSubjects,
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way, reach) =>
      reach.question.policies.identity.flatMap(({ name, policy }) =>
        policy.statements.flatMap(({ effect, notAction, notResource, index }): readonly Attempt[] => {
          if (effect !== 'Allow' || !(notAction || notResource)) return [];
          const worst = worstBy(reach, (by) => by.policy === name && by.statement === index);
          const at = `statement ${index + 1} of ${name}, which is inverted,`;
          if (worst !== undefined) return [worstProbe(way, reach, worst, at, 'medium')];
          const { actor } = way.entrance;
          return [probeOf(way, [{ action: 's3:ListAllMyBuckets', resource: '*' }], `Mallory asks for s3:ListAllMyBuckets by ${at}`, { severity: 'medium', confidence: 'proved', actor, message: `${at} allows more than it seems.` })];
        }),
      ),
    ),
  fix({ role }, pool, proved) {
    if (role === undefined) return undefined;
    const world = editUntilRefused(pool.world, role.arn, proved, removeIt);
    return world && { summary: `Take the inverted statement out of ${nameOf(role.arn)}, and allow what the application needs by name.`, world };
  },
});
