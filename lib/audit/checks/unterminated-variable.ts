import type { Located, Statement } from '../../iam/policy';
import type { IdentityPoolPrincipalTag } from '../../world/resources';
import { isGap } from '../../world/gap';
import { put, type World } from '../../world/world';
import { check, type Attempt, type Probe } from '../check';
import type { Claim } from '../claim';
import { subjectOf } from '../entrances';
import { allow, notes, notesWorld, signedInRole, sub, trust, withPolicy, withTrust } from '../examples';
import { orGap } from '../or-gap';
import { identityVariable } from '../own-folder';
import type { AuditedPool } from '../pool';
import { editStatement, type StatementObject } from '../policy-edits';
import { enteredWith, mappedTags } from '../principal-tags';
import { cwe, references } from '../references';
import { probeOf } from '../requests';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';
import type { Entered } from '../sessions';
import { placedStatements, refersTo, requestFor, understandsVariables, type PlacedStatement } from '../statement-requests';

interface BoundRole extends RoleSubject {
  readonly bound: readonly Bound[];
}

/** A statement with a variable in it that stands for who is asking. */
interface Bound extends PlacedStatement {
  readonly variable: string;
  /** Whether a wildcard goes on where the value ends. */
  readonly isGlued: boolean;
}

const photos = 'arn:aws:s3:::notes-photos';
const identity = identityVariable.slice(2, -1);
const department = '${aws:PrincipalTag/department}';

/** The notes app where an attribute becomes a tag, and the tag names a folder. */
function byDepartment(statements: readonly object[], map: Partial<IdentityPoolPrincipalTag> = { PrincipalTags: { department: 'custom:department' } }): World {
  const world = withPolicy(signedInRole, statements, withTrust(signedInRole, trust({ aud: notes.identityPool, amr: 'authenticated', tags: true })));
  return put(world, 'AWS::Cognito::IdentityPoolPrincipalTag', `${notes.identityPool}/${notes.provider}`, { IdentityPoolId: notes.identityPool, IdentityProviderName: notes.provider, UseDefaults: false, ...map });
}

export const unterminatedVariable = check<BoundRole>({
  code: 'VAR-06',
  name: 'unterminated-variable',
  title: 'A wildcard goes on where a variable’s value ends',
  resource: 'AWS::IAM::Role',
  severityRule: 'Medium where the variable is a tag, whose value may begin another’s; low for the identity ID, which begins nobody else’s.',
  docs: {
    what: 'A statement of a role that the pool gives names folders by a variable and lets a wildcard follow without a slash between them, such as ${aws:PrincipalTag/department}*. The check makes up the neighbour: somebody of “eng” asks for the folder of “eng-secret”.',
    why: 'A value that begins another value opens that one’s folder too. With departments, customers or names that is a matter of time. Identity IDs all have the same length, so that with them it is only untidy, until somebody names a folder after an ID and something else.',
    falsePositives: 'MQTT client IDs that begin with the identity ID are the usual way with AWS IoT, and not asked about. A slash after the variable ends it, and passes.',
    fix: 'Put a slash between the variable and the wildcard.',
  },
  references: [references.variables, references.s3PerUser, cwe(697)],
  examples: {
    fails: [
      { title: 'the department’s folder is not closed', world: byDepartment([allow('s3:GetObject', `${photos}/teams/${department}*`)]), severity: 'medium' },
      { title: 'nor is the listing of it', world: byDepartment([allow('s3:ListBucket', photos, { StringLike: { 's3:prefix': `teams/${department}*` } })]), severity: 'medium' },
      { title: 'the identity’s folder is not closed', world: withPolicy(signedInRole, [allow('s3:GetObject', `${photos}/users/${sub}*`)]), severity: 'low' },
    ],
    passes: [
      { title: 'a slash follows', world: notesWorld },
      { title: 'a slash follows the department', world: byDepartment([allow('s3:GetObject', `${photos}/teams/${department}/*`)]) },
      { title: 'a Deny keeps the others out', world: byDepartment([allow('s3:GetObject', `${photos}/teams/${department}*`), { Effect: 'Deny', Action: 's3:*', NotResource: `${photos}/teams/${department}/*` }]) },
      { title: 'it is a client ID of AWS IoT', world: withPolicy(signedInRole, [allow('iot:Connect', `arn:aws:iot:us-east-1:${notes.account}:client/${sub}*`)]) },
    ],
  },
  subjects: (pool) =>
    roleSubjects(pool).flatMap((subject): readonly BoundRole[] => {
      const [way] = subject.role?.ways ?? [];
      if (way === undefined) return [{ ...subject, bound: [] }];
      const bound = placedStatements(pool.reach(way), understandsVariables).flatMap(boundIn);
      return bound.length === 0 ? [] : [{ ...subject, bound }];
    }),
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way) => {
      const glued = subject.bound.filter(({ isGlued }) => isGlued);
      return (glued.length > 0 ? glued : subject.bound.slice(0, 1)).flatMap((bound) => attemptsOn(bound, way, pool));
    }),
  fix({ role, bound }, pool, { blames: [blame] = [] }) {
    const one = bound.find(({ policy, statement, isGlued }) => isGlued && policy === blame?.policy && statement === blame.statement);
    if (role === undefined || one === undefined) return undefined;
    const world = editStatement(pool.world, role.arn, one, (statement) => [JSON.parse(JSON.stringify(statement).replace(/\}[^/"}]*\*/g, '}/*')) as StatementObject]);
    return (
      world && {
        summary: 'Put a slash between the variable and the wildcard.',
        world,
        warning: 'What is named without a slash has to be moved into the folder first.',
        // A name that goes on without a slash is somebody’s own too, and is lost to them.
        closes: role.ways.map(({ entrance }) => entrance.id),
      }
    );
  },
});

/** The variables of an Allow that stand for who is asking: the identity ID, or a principal tag. */
function boundIn(placed: PlacedStatement): readonly Bound[] {
  if (placed.text.effect !== 'Allow') return [];
  const texts = [...placed.text.resources, ...placed.text.conditions.flatMap(({ values }) => values)].map(({ value }) => value);
  const names = texts.flatMap((text) => [...text.matchAll(/\$\{\s*(cognito-identity[^:}]*:sub|aws:PrincipalTag\/[^},\s]+)\s*(?:,[^}]*)?\}/gi)].map(([, name]) => name ?? ''));
  return [...new Set(names)].map((variable) => {
    const text = narrowed(placed.text, variable, isOpen);
    return { ...placed, variable, text: text ?? placed.text, isGlued: text !== undefined };
  });
}

/** Whether something may follow the variable before the next slash. */
function isOpen(text: string): boolean {
  return !/^arn:[^:]*:iot:/.test(text) && /\}[^/}]*\*/.test(text);
}

/** The statement with those of its texts alone that hold the variable so; undefined when there are none. */
function narrowed(statement: Statement, variable: string, counts: (text: string) => boolean): Statement | undefined {
  const isSuch = ({ value }: Located): boolean => refersTo(value, variable) && counts(value);
  const resources = statement.resources.filter(isSuch);
  if (resources.length > 0) return { ...statement, resources };
  const conditions = statement.conditions.map((condition) => ({ ...condition, values: condition.values.filter((value) => isSuch(value) || !refersTo(value.value, variable)) }));
  return statement.conditions.some(({ values }) => values.some(isSuch)) ? { ...statement, conditions } : undefined;
}

function attemptsOn(bound: Bound, way: Entered, pool: AuditedPool): readonly Attempt[] {
  const own = orGap(() => ownValue(bound.variable, way, pool));
  if (isGap(own)) return [own];
  return own.flatMap(([entered, value]) => neighbourProbe(bound, entered, value, pool));
}

/** What the variable stands for in a session that has it: with a tag, the session of somebody of that department. @throws NotRead */
function ownValue(variable: string, way: Entered, pool: AuditedPool): readonly (readonly [Entered, string])[] {
  if (variable.toLowerCase() === identity) return [[way, way.malloryIdentity]];
  const tag = variable.slice(variable.indexOf('/') + 1).toLowerCase();
  return mappedTags(pool)
    .filter((mapped) => mapped.tag.toLowerCase() === tag && mapped.provider.name === way.entrance.provider?.name)
    .flatMap((mapped) => {
      const tagged = enteredWith(mapped, 'eng', pool);
      return tagged?.roleArn === way.roleArn ? [[tagged, 'eng'] as const] : [];
    });
}

function neighbourProbe({ policy, statement, text, variable, isGlued }: Bound, way: Entered, value: string, { catalogue }: AuditedPool): readonly Probe[] {
  const neighbour = `${value}-secret`;
  const wanted = requestFor(text, variable, neighbour, catalogue);
  if (wanted === undefined) return [];
  const byTag = variable.toLowerCase() !== identity;
  const where = `statement ${statement + 1} of ${policy} has a wildcard right after the variable`;
  const message = byTag
    ? `${subjectOf(way.entrance)} whose ${variable} is “${value}” reaches what is “${neighbour}”’s as well: ${where}.`
    : `${subjectOf(way.entrance)} reaches every name that only begins with their identity ID: ${where}.`;
  const claim: Claim = isGlued
    ? { severity: byTag ? 'medium' : 'low', confidence: 'proved', actor: way.entrance.actor, message }
    : { severity: 'info', confidence: 'proved', actor: way.entrance.actor, message: `A slash follows the variable; ${wanted.action} on a neighbour’s folder is allowed for another reason.`, intended: true };
  return [{ ...probeOf(way, [wanted], `Mallory asks for what is named like hers and goes on, with ${nameOf(way.roleArn)}`, claim), blames: [{ policy, statement }] }];
}
