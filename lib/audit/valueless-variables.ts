import type { Statement } from '../iam/policy';
import { operatorUse } from '../iam/operators';
import type { Reach } from '../iam/reach/question';
import type { World } from '../world/world';
import type { Attempt, Check, Probe } from './check';
import type { Claim } from './claim';
import { cast } from './people';
import type { AuditedPool } from './pool';
import { editStatement } from './policy-edits';
import { probeOf } from './requests';
import { perWay, roleSubjects, type RoleSubject } from './role-subjects';
import { nameOf } from './roles';
import { placedStatements, refersTo, requestFor, understandsVariables, variablesIn, type PlacedStatement } from './statement-requests';
import { withIdentityVariable } from './variable-edits';
import type { Entered } from './sessions';

/** A use of a variable in a statement; the statement as it is meant. */
export interface VariableUse extends PlacedStatement {
  readonly variable: string;
}

interface VariableRole extends RoleSubject {
  readonly uses: readonly VariableUse[];
}

type Told = 'code' | 'name' | 'title' | 'severityRule' | 'docs' | 'references' | 'examples';

/** A check that is a question about policy variables which IAM does not fill in. */
export interface DeadVariables extends Pick<Check<VariableRole>, Told> {
  readonly finds: (reach: Reach) => readonly VariableUse[];
  /** Uses that are right all the same. */
  readonly isRight?: (use: VariableUse, roleArn: string, pool: AuditedPool) => boolean;
  /** Why it is not filled in: completes “Nobody is allowed what statement 1 says: …”. */
  readonly because: (use: VariableUse, role: string) => string;
  readonly mend: (world: World, roleArn: string, use: VariableUse) => World | undefined;
  readonly fixSummary: string;
  readonly fixWarning?: string;
}

/** What AWS's services call a refusal by IAM. */
const denials = ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'AuthorizationError'];

/** Makes the check: somebody asks for what the statement seems to give them, or does what it seems to forbid. */
export function deadVariableCheck(declared: DeadVariables): Check<VariableRole> {
  const { finds, isRight, because, mend, fixSummary, fixWarning, ...told } = declared;
  return {
    ...told,
    resource: 'AWS::IAM::Role',
    subjects: (pool) =>
      roleSubjects(pool).flatMap((subject): readonly VariableRole[] => {
        const { role } = subject;
        const [way] = role?.ways ?? [];
        if (role === undefined || way === undefined) return [{ ...subject, uses: [] }];
        const uses = finds(pool.reach(way)).filter((use) => isRight?.(use, role.arn, pool) !== true);
        return uses.length === 0 ? [] : [{ ...subject, uses }];
      }),
    probes: (subject, pool): readonly Attempt[] => perWay(subject, pool, (way) => subject.uses.flatMap((use) => useProbe(use, way, because(use, nameOf(way.roleArn)), pool))),
    fix({ role, uses }, pool, { blames: [blame] = [] }) {
      const use = uses.find(({ policy, statement }) => policy === blame?.policy && statement === blame.statement);
      const world = role === undefined || use === undefined ? undefined : mend(pool.world, role.arn, use);
      return world && { summary: fixSummary, world, ...(fixWarning === undefined ? {} : { warning: fixWarning }) };
    },
  };
}

/** Such a check about variables by their names, which no session of an identity pool has a value for. */
export function valuelessCheck(declared: Omit<DeadVariables, 'finds' | 'because' | 'mend' | 'fixSummary'> & { readonly isOne: (variable: string) => boolean }): Check<VariableRole> {
  const { isOne, ...told } = declared;
  return deadVariableCheck({
    ...told,
    finds: (reach) => variableUses(placedStatements(reach, understandsVariables)).filter(({ variable }) => isOne(variable)),
    because: ({ variable }, role) => `\${${variable}} has no value in a session of ${role}`,
    mend: (world, roleArn, use) => editStatement(world, roleArn, use, withIdentityVariable(use.variable)),
    fixSummary: 'Name the folder by the identity ID: ${cognito-identity.amazonaws.com:sub}.',
  });
}

/** Each variable of each statement. */
export function variableUses(statements: readonly PlacedStatement[]): readonly VariableUse[] {
  return statements.flatMap((placed) => variablesIn(placed.text).map((variable) => ({ ...placed, variable })));
}

function useProbe({ policy, statement, text, variable }: VariableUse, way: Entered, because: string, { catalogue }: AuditedPool): readonly Probe[] {
  // By the name that a folder of one's own has once the policy is right.
  const wanted = requestFor(text, variable, way.malloryIdentity, catalogue);
  if (wanted === undefined) return [];
  const where = `statement ${statement + 1} of ${policy}`;
  const opens = failsOpen(text, variable);
  const message = opens
    ? `${text.effect === 'Deny' ? `A Deny in ${where} never applies` : `The comparison in ${where} always holds`}: ${because}.`
    : `Nobody is allowed what ${where} says: ${because}.`;
  const claim: Claim = { severity: opens ? 'high' : 'medium', confidence: 'proved', actor: way.entrance.actor, message };
  const who = way.entrance.tier === 'A0' ? 'a guest' : 'a signed-in user';
  const title = `${who.charAt(0).toUpperCase()}${who.slice(1)} ${opens ? `does what ${where} seems to forbid` : 'asks for a folder of their own'}`;
  const probe = { ...probeOf(way, [wanted], title, claim), blames: [{ policy, statement }] };
  return [opens ? probe : { ...probe, people: { ...probe.people, mallory: { ...cast.alice, detail: who } }, proves: { ends: denials, rule: 'authorized' } }];
}

/** Whether a comparison with nothing lets more through rather than less: in a Deny, or turned round in an Allow. */
function failsOpen({ effect, conditions, resources, notResource }: Statement, variable: string): boolean {
  const inResource = resources.some(({ value }) => refersTo(value, variable));
  const negated = conditions.some(({ operator, values }) => operatorUse(operator)?.negated === true && values.some(({ value }) => refersTo(value, variable)));
  const turnedRound = inResource ? notResource : negated;
  return (effect === 'Deny') !== turnedRound;
}
