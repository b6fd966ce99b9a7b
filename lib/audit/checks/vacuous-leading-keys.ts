import type { Condition } from '../../iam/policy';
import { check, type Attempt } from '../check';
import type { Claim } from '../claim';
import { subjectOf } from '../entrances';
import { allow, notesWorld, signedInRole, sub, withPolicy } from '../examples';
import { editStatement, type Edit } from '../policy-edits';
import { cwe, references } from '../references';
import { probeOf, wantedBy } from '../requests';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';
import type { Entered } from '../sessions';
import type { PlacedStatement } from '../statement-requests';
import type { Reach } from '../../iam/reach/question';

const table = 'arn:aws:dynamodb:us-east-1:111122223333:table/notes';
const bound = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [sub] } };

interface LeadingKeysRole extends RoleSubject {
  readonly statements: readonly PlacedStatement[];
}

export const vacuousLeadingKeys = check<LeadingKeysRole>({
  code: 'VAR-07',
  name: 'vacuous-leading-keys',
  title: 'Rows are bound to their owner, and then a request without a key gets them all',
  resource: 'AWS::IAM::Role',
  severityRule: 'High: the isolation that the policy promises is not there.',
  docs: {
    what: 'A statement binds DynamoDB rows to the identity with ForAllValues on dynamodb:LeadingKeys, and also allows operations that name no key: Scan, a PartiQL select without one, or dynamodb:*. The check has one user make such a request on the table with everybody’s rows.',
    why: 'ForAllValues is true when the key is not in the request at all. The operations that ask for single rows are bound; the one that reads the whole table is not.',
    falsePositives: 'A statement that lists only operations which name their keys is the documented form, and passes.',
    fix: 'List the operations that name a key, or add a Null condition so that the key has to be there.',
  },
  references: [references.multiValue, references.dynamodb, cwe(697), cwe(639)],
  examples: {
    fails: [
      { title: 'every operation is allowed', world: withPolicy(signedInRole, [allow('dynamodb:*', table, bound)]), severity: 'high' },
      { title: 'Scan is among the operations', world: withPolicy(signedInRole, [allow(['dynamodb:Query', 'dynamodb:Scan'], table, bound)]), severity: 'high' },
    ],
    passes: [
      { title: 'only operations that name keys are allowed', world: notesWorld },
      {
        title: 'rows are bound to a tag, and operations name their keys',
        world: withPolicy(signedInRole, [allow(['dynamodb:Query', 'dynamodb:GetItem'], table, { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['${aws:PrincipalTag/tenant}-*'] } })]),
      },
      { title: 'the key has to be there', world: withPolicy(signedInRole, [allow('dynamodb:*', table, { ...bound, Null: { 'dynamodb:LeadingKeys': 'false' } })]) },
    ],
  },
  subjects: (pool) =>
    roleSubjects(pool).flatMap((subject): readonly LeadingKeysRole[] => {
      const [way] = subject.role?.ways ?? [];
      if (way === undefined) return [{ ...subject, statements: [] }];
      const statements = boundStatements(pool.reach(way));
      return statements.length === 0 ? [] : [{ ...subject, statements }];
    }),
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way, reach) => subject.statements.flatMap((placed) => rowsAttempt(placed, way, reach))),
  fix({ role }, pool, { blames: [blame] = [] }) {
    if (role === undefined || blame === undefined) return undefined;
    const world = editStatement(pool.world, role.arn, blame, keyRequired);
    return world && { summary: 'Let the statement apply only to requests that name a leading key.', world };
  },
});

/** A request for items names their keys, always. */
const namingKeys = ['dynamodb:Query', 'dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'];

/** Those that may come without a key first. */
const dataActions = ['dynamodb:Scan', 'dynamodb:PartiQLSelect', 'dynamodb:ExportTableToPointInTime', ...namingKeys];

function rowsAttempt({ policy, statement }: PlacedStatement, way: Entered, reach: Reach): readonly Attempt[] {
  const grants = dataActions.flatMap((action) => (reach.of(action)?.grants ?? []).filter(({ by }) => by?.policy === policy && by.statement === statement).map((grant) => ({ action, grant })));
  const crossing = grants.find(({ grant }) => grant.scope !== 'own' && grant.verdict === 'allowed');
  const one = crossing ?? grants.find(({ grant }) => grant.scope === 'own') ?? grants.find(({ action }) => namingKeys.includes(action)) ?? grants[0];
  if (one === undefined) return [];
  const { action, grant } = one;
  const wanted = wantedBy(reach, action, grant);
  const leavesOpen = crossing === undefined && grant.scope !== 'own';
  // What turns on something else cannot be told by leaving the key out.
  if (leavesOpen && !namingKeys.includes(action)) return [{ unread: `${action} on ${grant.resource} turns on ${grant.dependsOn.join(', ')}` }];
  const asked = leavesOpen ? { ...wanted, context: { ...wanted.context, 'dynamodb:LeadingKeys': 'somebody-elses' } } : wanted;
  const message = `${subjectOf(way.entrance)} can read everybody’s rows in ${grant.resource} with ${action}: without a key in the request, the condition of statement ${statement + 1} of ${policy} is true.`;
  const claim: Claim = { severity: 'high', confidence: 'proved', actor: way.entrance.actor, message };
  return [{ ...probeOf(way, [asked], `Mallory asks for ${action} on Alice’s rows with ${nameOf(way.roleArn)}`, claim), blames: [{ policy, statement }] }];
}

function boundStatements(reach: Reach): readonly PlacedStatement[] {
  const isBinding = ({ operator, key }: Condition): boolean => /^ForAllValues:/i.test(operator) && key.toLowerCase() === 'dynamodb:leadingkeys';
  return reach.question.policies.identity.flatMap(({ name, policy }) =>
    policy.statements.filter(({ effect, conditions }) => effect === 'Allow' && conditions.some(isBinding)).map((text) => ({ policy: name, statement: text.index, text })),
  );
}

const keyRequired: Edit = (statement) => [{ ...statement, Condition: { ...((statement.Condition ?? {}) as object), Null: { 'dynamodb:LeadingKeys': 'false' } } }];
