import { testOf, wildcards } from '../../iam/match';
import type { Grant, Reach } from '../../iam/reach/question';
import { check, type Attempt } from '../check';
import type { Claim } from '../claim';
import { conditionalAttempt } from '../conditional-grants';
import { asksForLeadingKeys, conditionalCrossings, crossings, ownGrants, statementOf } from '../data-grants';
import { subjectOf } from '../entrances';
import { allow, guestRole, invitationOnly, notesWorld, signedInRole, sub, withPolicy } from '../examples';
import { editUntilRefused, withoutActions, type Edit } from '../policy-edits';
import { cwe, references } from '../references';
import { probeOf, wantedBy, type Wanted } from '../requests';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';
import { severityFor } from '../severities';
import { standIns } from '../stand-ins';

const writing = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem', 'dynamodb:PartiQLUpdate', 'dynamodb:PartiQLInsert', 'dynamodb:PartiQLDelete', 'sdb:PutAttributes', 'rds-data:ExecuteStatement'];
const reading = ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:BatchGetItem', 'dynamodb:PartiQLSelect', 'sdb:Select', 'timestream:Select'];
const table = 'arn:aws:dynamodb:us-east-1:111122223333:table/notes';
const ownRows = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [sub] } };

export const tableWideAccess = check<RoleSubject>({
  code: 'PER-06',
  name: 'table-wide-access',
  title: 'One person reads or writes everybody’s rows',
  resource: 'AWS::IAM::Role',
  severityRule: 'Who gets the role × writing (or, less, reading) others’ data.',
  docs: {
    what: 'A role that the pool gives lets its session into a whole table: the statement does not bind the rows to the session’s identity. The check has one user ask for another’s rows.',
    why: 'DynamoDB has no rows of one’s own unless the policy says so with dynamodb:LeadingKeys. What the application’s code asks for does not matter, since the session is in the user’s hands.',
    falsePositives: 'A table of reference data that everybody reads is meant to be wide; say so with a suppression. Statements that try to bind the rows and fail are the subject of VAR-07.',
    fix: 'Bind the statement to the identity with dynamodb:LeadingKeys, and leave out operations that name no key.',
  },
  references: [references.dynamodb, cwe(639)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users may do everything with the table', world: withPolicy(signedInRole, [allow('dynamodb:*', table)]), severity: 'high' },
      { title: 'invited users may write any row', world: invitationOnly(withPolicy(signedInRole, [allow(['dynamodb:PutItem', 'dynamodb:GetItem'], table)])), severity: 'medium' },
      { title: 'guests read any table', world: withPolicy(guestRole, [allow('dynamodb:Get*')]), severity: 'high' },
      { title: 'users read any row from some network', world: withPolicy(signedInRole, [allow('dynamodb:GetItem', table, { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })]), severity: 'medium' },
      { title: 'users read a database with SQL', world: withPolicy(signedInRole, [allow('rds-data:*')]), severity: 'high' },
    ],
    passes: [
      { title: 'rows are bound to the identity', world: notesWorld },
      { title: 'rows are bound where it counts', world: withPolicy(signedInRole, [allow(['dynamodb:GetItem', 'dynamodb:PutItem'], table, ownRows), allow('dynamodb:DescribeTable', table)]) },
    ],
  },
  subjects: roleSubjects,
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way, reach) => {
      const { entrance, roleArn } = way;
      const unbound = (grant: Grant): boolean => !asksForLeadingKeys(statementOf(reach, grant));
      const propose = (actions: readonly string[], capability: 'K3' | 'K4', does: string): readonly Attempt[] => {
        const severity = severityFor(entrance.tier, capability);
        if (severity === undefined) return [];
        const claimOn = (action: string, grant: Grant): Claim => {
          const message = `${subjectOf(entrance)} can ${does} everybody’s rows in ${grant.resource} with the role ${nameOf(roleArn)}: ${action}.`;
          return { severity, confidence: 'proved', actor: entrance.actor, message };
        };
        const title = (action: string): string => `Mallory asks for ${action} on Alice’s rows`;
        const hers = (wanted: Wanted): Wanted => withAlicesKey(wanted, way.aliceIdentity);
        const sure = crossings(reach, actions, unbound).map(({ action, grant }) => probeOf(way, [hers(wantedBy(reach, action, grant))], title(action), claimOn(action, grant)));
        const conditional = conditionalCrossings(reach, actions, unbound).map(({ action, grant }) => conditionalAttempt(way, reach, action, grant, title(action), claimOn(action, grant), hers));
        return [...sure, ...conditional];
      };
      const found = [...propose(writing, 'K4', 'write'), ...propose(reading, 'K3', 'read')];
      return found.length > 0 ? found : [refused(subject, way, reach)];
    }),
  fix({ role }, pool, proved) {
    if (role === undefined) return undefined;
    const world = editUntilRefused(pool.world, role.arn, proved, boundToIdentity);
    return world && { summary: `Bind the rows to the identity in the policy of ${nameOf(role.arn)}.`, world, warning: 'The table’s partition key has to be the identity ID. If it is the user’s sub, map that to a principal tag and bind the rows to the tag.' };
  },
});

function refused({ role }: RoleSubject, way: Parameters<typeof probeOf>[0], reach: Reach): Attempt {
  const [hers] = ownGrants(reach, [...reading, ...writing]);
  const wanted = hers === undefined ? { action: 'dynamodb:GetItem', resource: standIns(reach.question).table } : wantedBy(reach, hers.action, hers.grant);
  const claim: Claim = { severity: 'high', confidence: 'proved', actor: way.entrance.actor, message: `${subjectOf(way.entrance)} can reach rows that are another’s.` };
  return probeOf(way, [wanted], `Mallory asks for Alice’s rows with the role ${nameOf(role?.arn ?? '')}`, claim);
}

/** Operations on rows name their keys, whether or not a policy looks at them. */
function withAlicesKey(wanted: Wanted, identity: string): Wanted {
  return byKey.includes(wanted.action) ? { ...wanted, context: { ...wanted.context, 'dynamodb:LeadingKeys': [identity] } } : wanted;
}

const byKey = ['dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem', 'dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'];

/** The statement with its DynamoDB actions bound to the identity; what names no key goes. Other services' actions stay as they are. */
const boundToIdentity: Edit = (statement, blame) => {
  const actions = (Array.isArray(statement.Action) ? statement.Action : [statement.Action]) as readonly (string | undefined)[];
  const dynamodb = actions.filter((action) => action !== undefined && /^dynamodb:/i.test(action)) as readonly string[];
  if (dynamodb.length === 0 || statement.NotAction !== undefined) return withoutActions([...writing, ...reading])(statement, blame);
  const others = actions.filter((action) => action !== undefined && !/^dynamodb:/i.test(action)) as readonly string[];
  const covered = byKey.filter((action) => dynamodb.some((pattern) => covers(pattern, action)));
  const Condition = { ...((statement.Condition ?? {}) as object), 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [sub] } };
  return [
    ...(others.length > 0 ? [{ ...statement, Action: others }] : []),
    ...(covered.length > 0 ? [{ ...statement, Action: covered, Condition }] : []),
  ];
};

function covers(pattern: string, action: string): boolean {
  return testOf(wildcards(pattern.toLowerCase()))(action.toLowerCase());
}
