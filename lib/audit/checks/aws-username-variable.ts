import { isGap } from '../../world/gap';
import { known, type World } from '../../world/world';
import { check, type Attempt } from '../check';
import type { Claim } from '../claim';
import { allow, notesWorld, signedInRole, withPolicy } from '../examples';
import { cast } from '../people';
import { editStatement } from '../policy-edits';
import { cwe, references } from '../references';
import { probeOf } from '../requests';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';
import { requestFor, statementsWith, type PlacedStatement } from '../statement-requests';
import { withIdentityVariable } from '../variable-edits';

const variable = 'aws:username';
const photos = 'arn:aws:s3:::notes-photos';
const folder = `${photos}/users/\${aws:username}/*`;
const denials = ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'AuthorizationError'];

interface UsernameRole extends RoleSubject {
  readonly statements: readonly PlacedStatement[];
}

export const awsUsernameVariable = check<UsernameRole>({
  code: 'VAR-01',
  name: 'aws-username-variable',
  title: '${aws:username} has no value in a session of an identity pool',
  resource: 'AWS::IAM::Role',
  severityRule: 'Medium where an Allow then matches nobody; high where a Deny does not bite.',
  docs: {
    what: 'A policy of a role that the pool gives uses ${aws:username}. That key belongs to IAM users; a session of a role does not carry it, and a resource with a variable without a value matches nothing. The check has a user ask for a folder of their own.',
    why: 'The statement reads as if it kept users apart, and allows nobody anything. People then widen it until the application works. In a Deny it is worse: the Deny never applies.',
    falsePositives: 'A managed policy that IAM users have as well is written for them. If another statement allows the same, the variable does no harm, and the check passes.',
    fix: 'Use ${cognito-identity.amazonaws.com:sub}, the identity ID, or a principal tag that the pool maps from a claim.',
  },
  references: [references.conditionKeys, references.variables, references.s3PerUser, cwe(639)],
  examples: {
    fails: [
      { title: 'users’ folders are named by it', world: withPolicy(signedInRole, [allow(['s3:GetObject', 's3:PutObject'], folder)]), severity: 'medium' },
      { title: 'the listing is limited by it', world: withPolicy(signedInRole, [allow('s3:ListBucket', photos, { StringLike: { 's3:prefix': 'users/${aws:username}/*' } })]), severity: 'medium' },
      { title: 'a Deny relies on it', world: withPolicy(signedInRole, [allow('s3:*', `${photos}/*`), { Effect: 'Deny', Action: 's3:DeleteObject', Resource: folder }]), severity: 'high' },
    ],
    passes: [
      { title: 'no policy uses it', world: notesWorld },
      { title: 'another statement allows the same', world: withPolicy(signedInRole, [allow('s3:GetObject', folder), allow('s3:GetObject', `${photos}/*`)]) },
    ],
  },
  subjects: (pool) =>
    roleSubjects(pool).flatMap((subject): readonly UsernameRole[] => {
      const [way] = subject.role?.ways ?? [];
      if (way === undefined) return [{ ...subject, statements: [] }];
      const statements = statementsWith(variable, pool.reach(way)).filter(({ policy }) => !isForUsersToo(policy, pool.world));
      return statements.length === 0 ? [] : [{ ...subject, statements }];
    }),
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way) =>
      subject.statements.flatMap(({ policy, statement, text }) => {
        const wanted = requestFor(text, variable, way.malloryIdentity, pool.catalogue);
        if (wanted === undefined) return [];
        const where = `statement ${statement + 1} of ${policy}`;
        const denies = text.effect === 'Deny';
        const message = denies
          ? `A Deny in ${where} never applies: \${aws:username} has no value in a session of ${nameOf(way.roleArn)}.`
          : `Nobody is allowed what ${where} says: \${aws:username} has no value in a session of ${nameOf(way.roleArn)}.`;
        const claim: Claim = { severity: denies ? 'high' : 'medium', confidence: 'proved', actor: way.entrance.actor, message };
        const probe = probeOf(way, [wanted], denies ? 'A user does what the Deny forbids' : 'A user asks for a folder of their own', claim);
        const blamed = { ...probe, blames: [{ policy, statement }] };
        return [denies ? blamed : { ...blamed, people: { mallory: { ...cast.alice, detail: 'a signed-in user' } }, proves: { ends: denials, rule: 'authorized' } }];
      }),
    ),
  fix({ role }, pool, { blames: [blame] = [] }) {
    if (role === undefined || blame === undefined) return undefined;
    const world = editStatement(pool.world, role.arn, blame, withIdentityVariable(variable));
    return world && { summary: 'Name the folder by the identity ID: ${cognito-identity.amazonaws.com:sub}.', world, warning: 'Objects under other names have to be moved.' };
  },
});

/** Whether IAM users have the policy as well, for whom the variable has a value. */
function isForUsersToo(policyName: string, world: World): boolean {
  return known(world, 'AWS::IAM::User').some((user) => {
    if (isGap(user) || user.AttachedManagedPolicies === undefined || isGap(user.AttachedManagedPolicies)) return false;
    return user.AttachedManagedPolicies.some(({ PolicyName }) => PolicyName === policyName);
  });
}

