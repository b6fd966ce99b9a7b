import { check, type Attempt } from '../check';
import type { Claim } from '../claim';
import { subjectOf } from '../entrances';
import { allow, notesWorld, signedInRole, sub, withPolicy } from '../examples';
import { editStatement } from '../policy-edits';
import { cwe, references } from '../references';
import { probeOf } from '../requests';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';
import { requestFor, statementsWith, type PlacedStatement } from '../statement-requests';
import { withIdentityVariable } from '../variable-edits';

const variable = 'aws:userid';
const photos = 'arn:aws:s3:::notes-photos';
const folder = `${photos}/users/\${aws:userid}/*`;

interface UseridRole extends RoleSubject {
  readonly statements: readonly PlacedStatement[];
}

export const awsUseridVariable = check<UseridRole>({
  code: 'VAR-02',
  name: 'aws-userid-variable',
  title: '${aws:userid} is the same for every user',
  resource: 'AWS::IAM::Role',
  severityRule: 'High: what looks like one folder for each user is one folder for all.',
  docs: {
    what: 'A policy of a role that the pool gives keeps users apart by ${aws:userid}. In the enhanced flow its value is the role’s ID and the constant session name CognitoIdentityCredentials, for everybody alike; in the classic flow the caller chooses the name. The check has one user ask for what lies where another’s session keeps it.',
    why: 'All users share one folder and read, replace and delete each other’s objects. In the classic flow a caller becomes anybody by naming the session so.',
    falsePositives: 'A statement that another one denies anyway does no harm, and the check passes.',
    fix: 'Use ${cognito-identity.amazonaws.com:sub}, the identity ID, which is one for each user.',
  },
  references: [references.conditionKeys, references.variables, references.s3PerUser, cwe(639)],
  examples: {
    fails: [
      { title: 'users’ folders are named by it', world: withPolicy(signedInRole, [allow(['s3:GetObject', 's3:PutObject'], folder)]), severity: 'high' },
      { title: 'rows are bound by it', world: withPolicy(signedInRole, [allow('dynamodb:GetItem', 'arn:aws:dynamodb:us-east-1:111122223333:table/notes', { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${aws:userid}'] } })]), severity: 'high' },
    ],
    passes: [
      { title: 'no policy uses it', world: notesWorld },
      { title: 'a Deny keeps users apart', world: withPolicy(signedInRole, [allow('s3:GetObject', folder), { Effect: 'Deny', Action: 's3:*', NotResource: `${photos}/users/${sub}/*` }]) },
    ],
  },
  subjects: (pool) =>
    roleSubjects(pool).flatMap((subject): readonly UseridRole[] => {
      const [way] = subject.role?.ways ?? [];
      if (way === undefined) return [{ ...subject, statements: [] }];
      const statements = statementsWith(variable, pool.reach(way)).filter(({ text }) => text.effect === 'Allow');
      return statements.length === 0 ? [] : [{ ...subject, statements }];
    }),
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way) =>
      subject.statements.flatMap(({ policy, statement, text }) => {
        // Alice's value, put into Mallory's request: it is hers as well.
        const wanted = requestFor(text, variable, way.alice.userId, pool.catalogue);
        if (wanted === undefined) return [];
        const message = `${subjectOf(way.entrance)} can reach what statement ${statement + 1} of ${policy} keeps for another user: \${aws:userid} is ${way.alice.userId} for all of them.`;
        const claim: Claim = { severity: 'high', confidence: 'proved', actor: way.entrance.actor, message };
        return [{ ...probeOf(way, [wanted], `Mallory asks for what ${nameOf(way.roleArn)} keeps for Alice`, claim), blames: [{ policy, statement }] }];
      }),
    ),
  fix({ role }, pool, { blames: [blame] = [] }) {
    if (role === undefined || blame === undefined) return undefined;
    const world = editStatement(pool.world, role.arn, blame, withIdentityVariable(variable));
    return world && { summary: 'Name the folder by the identity ID: ${cognito-identity.amazonaws.com:sub}.', world, warning: 'What lies in the shared folder has to be sorted by owner first.' };
  },
});
