import type { Condition } from '../iam/policy';
import { neverInARoleSession, type Reach } from '../iam/reach/question';
import { reachOf } from '../iam/reach/reach';
import { isGap } from '../world/gap';
import type { Attempt, Check, Probe } from './check';
import type { Claim, Severity } from './claim';
import { subjectOf } from './entrances';
import type { AuditedPool } from './pool';
import { editStatement, type Edit } from './policy-edits';
import { isMeantForAll } from './public-reading';
import { probeOf, wantedBy } from './requests';
import { perWay, roleSubjects, type RoleSubject } from './role-subjects';
import { nameOf } from './roles';
import type { Entered } from './sessions';
import { severityFor, weighed } from './severities';
import { placedStatements, requestFor, type PlacedStatement } from './statement-requests';
import { worstBy, type WorstGrant } from './statement-worth';

/** A condition of an Allow that holds back less than it seems to. */
export interface VainCondition extends PlacedStatement {
  readonly condition: Condition;
}

interface ConditionRole extends RoleSubject {
  readonly found: readonly VainCondition[];
}

type Told = 'code' | 'name' | 'title' | 'severityRule' | 'docs' | 'references' | 'examples' | 'yieldsTo';

/** A check that is a question about conditions of a kind: what does the statement give all the same? */
export interface VainConditions extends Pick<Check<ConditionRole>, Told> {
  readonly isOne: (condition: Condition) => boolean;
  /** Whether sessions of this kind show it: those without the tag that the condition is about. */
  readonly showsIn?: (condition: Condition, reach: Reach) => boolean;
  /** Where it is not who gets the role × what the statement gives. */
  readonly severity?: Severity;
  /** Completes “Statement 1 of … does not hold back …: ”. */
  readonly because: (condition: Condition) => string;
  readonly mend: (condition: Condition) => Edit;
  readonly fixSummary: (condition: Condition, role: string) => string;
  readonly fixWarning?: string;
}

/** Makes the check: Mallory makes the worst request that the statement allows her, on what is not hers. */
export function vainConditionCheck(declared: VainConditions): Check<ConditionRole> {
  const { isOne, showsIn = () => true, severity, because, mend, fixSummary, fixWarning, ...told } = declared;
  return {
    ...told,
    resource: 'AWS::IAM::Role',
    subjects: (pool) =>
      roleSubjects(pool).flatMap((subject): readonly ConditionRole[] => {
        const [way] = subject.role?.ways ?? [];
        if (way === undefined) return [{ ...subject, found: [] }];
        const found = conditionsIn(pool.reach(way)).filter(({ condition }) => isOne(condition));
        return found.length === 0 ? [] : [{ ...subject, found }];
      }),
    probes: (subject, pool): readonly Attempt[] =>
      perWay(subject, pool, (way) => {
        const reach = withoutOtherTags(pool.reach(way));
        return subject.found.flatMap((vain) => (showsIn(vain.condition, reach) ? attemptsOn(vain, way, reach, pool, because(vain.condition), severity) : []));
      }),
    fix({ role, found }, pool, { blames: [blame] = [] }) {
      const vain = found.find(({ policy, statement }) => policy === blame?.policy && statement === blame.statement);
      const world = role === undefined || vain === undefined ? undefined : editStatement(pool.world, role.arn, vain, mend(vain.condition));
      return world && { summary: fixSummary((vain as VainCondition).condition, nameOf((role as { arn: string }).arn)), world, ...(fixWarning === undefined ? {} : { warning: fixWarning }) };
    },
  };
}

/** What sessions with no other tags than they are known to have may do: those who try have no attributes of note. */
function withoutOtherTags({ question }: Reach): Reach {
  return reachOf({ ...question, absent: [...neverInARoleSession, 'aws:PrincipalTag/*'] });
}

function conditionsIn(reach: Reach): readonly VainCondition[] {
  return placedStatements(reach).flatMap((placed) => (placed.text.effect === 'Allow' ? placed.text.conditions.map((condition) => ({ ...placed, condition })) : []));
}

function attemptsOn(vain: VainCondition, way: Entered, reach: Reach, pool: AuditedPool, because: string, fixed: Severity | undefined): readonly Attempt[] {
  const worst = worstBy(reach, (by) => by.policy === vain.policy && by.statement === vain.statement);
  if (worst === undefined) return refused(vain, way, pool, because, fixed);
  return [isGap(worst) ? worst : allowed(vain, worst, way, reach, pool, because, fixed)];
}

function allowed({ policy, statement }: VainCondition, worst: WorstGrant, way: Entered, reach: Reach, pool: AuditedPool, because: string, fixed: Severity | undefined): Probe {
  const { action, grant, capability, secrets, contested } = worst;
  const { entrance } = way;
  const confidence = contested ? 'contested' : 'proved';
  const found = severityFor(entrance.tier, capability, secrets);
  const harmless = found === undefined || found === 'info' || isMeantForAll(action, grant, reach, pool.world);
  const message = `${subjectOf(entrance)} has ${action} on ${grant.resource} by statement ${statement + 1} of ${policy}, whose condition holds nobody back: ${because}.`;
  const claim: Claim = harmless
    ? { severity: 'info', confidence, actor: entrance.actor, message, intended: true }
    : { severity: weighed(fixed ?? found, confidence), confidence, actor: entrance.actor, message };
  return { ...probeOf(way, [wantedBy(reach, action, grant)], `Mallory asks for ${action} by statement ${statement + 1} of ${policy}`, claim), blames: [{ policy, statement }] };
}

/** Something else stands in the way: what is Alice's is asked for all the same. */
function refused({ policy, statement, text }: VainCondition, way: Entered, { catalogue }: AuditedPool, because: string, fixed: Severity | undefined): readonly Probe[] {
  const wanted = requestFor(text, 'cognito-identity.amazonaws.com:sub', way.aliceIdentity, catalogue);
  if (wanted === undefined) return [];
  // What a session carries is not for the caller to say.
  const context = Object.fromEntries(Object.entries(wanted.context ?? {}).filter(([key]) => !/^(aws|cognito-identity[^:]*):/i.test(key)));
  const { actor } = way.entrance;
  const claim: Claim = { severity: fixed ?? 'medium', confidence: 'proved', actor, message: `A condition of statement ${statement + 1} of ${policy} holds nobody back: ${because}.` };
  return [{ ...probeOf(way, [{ ...wanted, context }], `Mallory asks for ${wanted.action} by statement ${statement + 1} of ${policy}`, claim), blames: [{ policy, statement }] }];
}
