import type { Statement } from '../iam/policy';
import { operatorUse } from '../iam/operators';
import type { Reach } from '../iam/reach/question';
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

/** A use of a variable in a statement. */
export interface VariableUse extends PlacedStatement {
  readonly variable: string;
}

interface ValuelessRole extends RoleSubject {
  readonly uses: readonly VariableUse[];
}

type Told = 'code' | 'name' | 'title' | 'severityRule' | 'docs' | 'references' | 'examples';

/** A check that is a question about variables that no session of an identity pool has a value for. */
export interface ValuelessVariables extends Pick<Check<ValuelessRole>, Told> {
  /** Whether a variable is one of them. */
  readonly isOne: (variable: string) => boolean;
  /** Uses that are right all the same. */
  readonly isRight?: (use: VariableUse, roleArn: string, pool: AuditedPool) => boolean;
  readonly fixWarning: string;
}

/** What AWS's services call a refusal by IAM. */
export const denials = ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'AuthorizationError'];

/** Makes the check: somebody asks for what the statement seems to give them, or does what it seems to forbid. */
export function valuelessCheck(declared: ValuelessVariables): Check<ValuelessRole> {
  const { isOne, isRight, fixWarning, ...told } = declared;
  return {
    ...told,
    resource: 'AWS::IAM::Role',
    subjects: (pool) =>
      roleSubjects(pool).flatMap((subject): readonly ValuelessRole[] => {
        const { role } = subject;
        const [way] = role?.ways ?? [];
        if (role === undefined || way === undefined) return [{ ...subject, uses: [] }];
        const uses = usesIn(pool.reach(way), isOne).filter((use) => isRight?.(use, role.arn, pool) !== true);
        return uses.length === 0 ? [] : [{ ...subject, uses }];
      }),
    probes: (subject, pool): readonly Attempt[] => perWay(subject, pool, (way) => subject.uses.flatMap((use) => useProbe(use, way, pool))),
    fix({ role, uses }, pool, { blames: [blame] = [] }) {
      const use = uses.find(({ policy, statement }) => policy === blame?.policy && statement === blame.statement);
      if (role === undefined || use === undefined) return undefined;
      const world = editStatement(pool.world, role.arn, use, withIdentityVariable(use.variable));
      return world && { summary: 'Name the folder by the identity ID: ${cognito-identity.amazonaws.com:sub}.', world, warning: fixWarning };
    },
  };
}

function usesIn(reach: Reach, isOne: (variable: string) => boolean): readonly VariableUse[] {
  return placedStatements(reach, understandsVariables).flatMap((placed) => variablesIn(placed.text).flatMap((variable) => (isOne(variable) ? [{ ...placed, variable }] : [])));
}

function useProbe({ policy, statement, text, variable }: VariableUse, way: Entered, { catalogue }: AuditedPool): readonly Probe[] {
  // By the name that a folder of one's own has once the policy is right.
  const wanted = requestFor(text, variable, way.malloryIdentity, catalogue);
  if (wanted === undefined) return [];
  const where = `statement ${statement + 1} of ${policy}`;
  const opens = failsOpen(text, variable);
  const because = `\${${variable}} has no value in a session of ${nameOf(way.roleArn)}`;
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
