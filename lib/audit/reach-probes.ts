import { testOf, wildcards } from '../iam/match';
import type { Capability } from '../iam/reach/capability';
import type { Grant, Reach } from '../iam/reach/question';
import { instanceOf } from '../iam/reach/resources';
import type { Attempt, Check, Fix, Probe } from './check';
import type { Claim, Confidence, Severity } from './claim';
import { conditionalAttempt } from './conditional-grants';
import { crossings, ownGrants } from './data-grants';
import { subjectOf, type Tier } from './entrances';
import type { AuditedPool } from './pool';
import { editUntilRefused, listOf, type Edit } from './policy-edits';
import { probeOf, wantedBy, type Wanted } from './requests';
import { perWay, roleSubjects, type RoleSubject } from './role-subjects';
import { nameOf } from './roles';
import { severityFor, weighed } from './severities';
import type { Entered } from './sessions';

/** A permission beyond what is one’s own, and where it was found. */
export interface Asked {
  readonly action: string;
  readonly grant: Grant;
  readonly way: Entered;
  readonly reach: Reach;
  readonly pool: AuditedPool;
}

/** What a permission is worth to somebody who should not have it. */
export interface Worth {
  readonly capability: Capability;
  readonly secrets?: true;
  readonly confidence?: Confidence;
  /** What a plausible claim takes for granted. */
  readonly unread?: readonly string[];
}

/** A permission that is as it should be. */
export interface Harmless {
  /** Completes “…, which …”. */
  readonly which: string;
}

/** Actions that amount to the same, from the worst to the least. */
export interface ActionClass {
  /** Names, or patterns such as `polly:*`. */
  readonly actions: readonly string[];
  /** Completes “Anyone who signs up can …”. */
  readonly does: string;
  readonly worth: Worth | ((asked: Asked) => Worth | Harmless);
  /** Where the catalogue of rules says otherwise than the table of severities. */
  readonly severity?: (tier: Tier) => Severity;
  /** The request that shows it, where that is not simply the action on the resource. */
  readonly asks?: (wanted: Wanted, asked: Asked) => Wanted;
  /** Request keys that the caller chooses, such as a prefix: values for a permission that turns on them alone. */
  readonly chooses?: { readonly key: string; readonly values: (asked: Asked) => readonly string[] };
}

type Told = 'code' | 'name' | 'title' | 'severityRule' | 'docs' | 'references' | 'examples' | 'yieldsTo';

/** A check that is a question about some actions of every role that the pool gives. */
export interface ReachedActions extends Pick<Check<RoleSubject>, Told> {
  readonly classes: readonly ActionClass[];
  /** How a statement loses what was proved; without the actions when left out. */
  readonly narrows?: (pool: AuditedPool, roleArn: string, actions: readonly string[]) => Edit;
  /** What the fix does to the role of that name, in one imperative sentence. */
  readonly fixSummary?: (role: string) => string;
  readonly fixWarning?: string;
}

/** Makes the check: what IAM allows Mallory of these actions on what is not hers, tried. */
export function reachCheck(declared: ReachedActions): Check<RoleSubject> {
  const { classes, narrows, fixSummary, fixWarning, ...told } = declared;
  return {
    ...told,
    resource: 'AWS::IAM::Role',
    subjects: roleSubjects,
    probes: (subject, pool) => perWay(subject, pool, (way, reach) => attemptsOn(classes, way, reach, pool)),
    fix: ({ role }, pool, proved): Fix | undefined => {
      const kind = classes.find((one) => isAbout(one, proved));
      if (role === undefined || kind === undefined) return undefined;
      const edit = narrows?.(pool, role.arn, kind.actions) ?? withoutPatterns(kind.actions);
      const world = editUntilRefused(pool.world, role.arn, proved, edit) ?? editUntilRefused(pool.world, role.arn, proved, withoutPatterns(kind.actions));
      const summary = fixSummary?.(nameOf(role.arn)) ?? `Take ${kind.actions.join(', ')} from ${nameOf(role.arn)}.`;
      return world && { summary, world, ...(fixWarning === undefined ? {} : { warning: fixWarning }) };
    },
  };
}

function attemptsOn(classes: readonly ActionClass[], way: Entered, reach: Reach, pool: AuditedPool): readonly Attempt[] {
  const found = classes.flatMap((kind) => [...allowedProbes(kind, way, reach, pool), ...conditionalAttempts(kind, way, reach, pool)]);
  return found.length > 0 ? found : classes.slice(0, 1).map((kind) => refusedProbe(kind, way, reach));
}

function allowedProbes(kind: ActionClass, way: Entered, reach: Reach, pool: AuditedPool): readonly Probe[] {
  return crossings(reach, actionsOf(kind, reach)).map(({ action, grant }) => grantProbe(kind, { action, grant, way, reach, pool }));
}

function grantProbe(kind: ActionClass, asked: Asked): Probe {
  const { action, grant, way, reach } = asked;
  const wanted = wantedBy(reach, action, grant);
  return probeOf(way, [kind.asks?.(wanted, asked) ?? wanted], titleOf(asked), claimOf(kind, asked));
}

function titleOf({ action, grant, way }: Asked): string {
  return `Mallory asks for ${action} on ${grant.resource} with the role ${nameOf(way.roleArn)}`;
}

/** Permissions that turn on something: tried with what the caller may choose, else with what a request would have to carry. */
function conditionalAttempts(kind: ActionClass, way: Entered, reach: Reach, pool: AuditedPool): readonly Attempt[] {
  return actionsOf(kind, reach).flatMap((action) =>
    (reach.of(action)?.grants ?? []).flatMap((grant): readonly Attempt[] => {
      const { scope, verdict, dependsOn, witness } = grant;
      if (scope === 'own' || verdict === 'allowed') return [];
      const { key, values } = kind.chooses ?? {};
      const chosen = key !== undefined && dependsOn.every((one) => one.toLowerCase() === key) ? (values?.({ action, grant, way, reach, pool }) ?? []) : [];
      if (key === undefined || chosen.length === 0) {
        const asked: Asked = { action, grant, way, reach, pool };
        return [conditionalAttempt(way, reach, action, grant, titleOf(asked), claimOf(kind, asked), (wanted) => kind.asks?.(wanted, asked) ?? wanted)];
      }
      return chosen.map((value) => grantProbe(kind, { action, grant: { ...grant, witness: { ...witness, given: { ...witness.given, [key]: value } } }, way, reach, pool }));
    }),
  );
}

function claimOf(kind: ActionClass, asked: Asked): Claim {
  const { action, grant, way: { entrance, roleArn } } = asked;
  const { actor } = entrance;
  const worth = typeof kind.worth === 'function' ? kind.worth(asked) : kind.worth;
  const request = `${action} on ${grant.resource}`;
  const who = subjectOf(entrance);
  if ('which' in worth) return { severity: 'info', confidence: 'proved', actor, message: `${who} may ask for ${request}, which ${worth.which}.`, intended: true };
  const { confidence = 'proved', unread } = worth;
  const severity = kind.severity?.(entrance.tier) ?? severityFor(entrance.tier, worth.capability, worth.secrets);
  const message = `${who} can ${kind.does} with the role ${nameOf(roleArn)}: ${request}.`;
  if (severity === undefined) return { severity: 'info', confidence: 'proved', actor, message, intended: true };
  return { severity: kind.severity === undefined ? weighed(severity, confidence) : severity, confidence, actor, message, ...(unread === undefined ? {} : { unread }) };
}

/** Nothing was found that is allowed: asked all the same, of what is Alice’s if there is such a thing. */
function refusedProbe(kind: ActionClass, way: Entered, reach: Reach): Probe {
  const { question } = reach;
  const actions = actionsOf(kind, reach);
  const [hers] = ownGrants(reach, actions);
  const action = hers?.action ?? (actions[0] as string);
  const [use] = question.catalogue.resourceTypes(action);
  const wanted = hers === undefined ? { action, resource: use === undefined ? '*' : instanceOf(use.type, question) } : wantedBy(reach, action, hers.grant);
  const { tier, actor } = way.entrance;
  const claim: Claim = { severity: severityFor(tier, 'K3') ?? 'low', confidence: 'proved', actor, message: `${subjectOf(way.entrance)} can ${kind.does} with the role ${nameOf(way.roleArn)}: ${action}.` };
  return probeOf(way, [wanted], `Mallory asks for ${action} with the role ${nameOf(way.roleArn)}`, claim);
}

function actionsOf({ actions }: ActionClass, { question: { catalogue } }: Reach): readonly string[] {
  return [...new Set(actions.flatMap((pattern) => (/[*?]/.test(pattern) ? catalogue.expand(pattern) : [pattern])))];
}

function isAbout({ actions }: ActionClass, { calls }: Probe): boolean {
  return calls.some(({ operation, asks }) => asks !== undefined && actions.some((pattern) => covers(pattern, operation)));
}

/** Whether every action that one pattern stands for is covered by another. */
export function covers(pattern: string, action: string): boolean {
  return testOf(wildcards(pattern.toLowerCase()))(action.toLowerCase());
}

/** The statement without the actions that these patterns cover; where a wider one covers them too, they are denied beside it. */
export function withoutPatterns(patterns: readonly string[]): Edit {
  return (statement) => {
    const named = statement.NotAction === undefined ? listOf(statement.Action) : [];
    const kept = named.filter((action) => !patterns.some((pattern) => covers(pattern, action)));
    if (kept.length < named.length) return kept.length === 0 ? [] : [{ ...statement, Action: kept }];
    return [statement, { Effect: 'Deny', Action: patterns, Resource: '*' }];
  };
}

/** Whether a resource is spelled out to the end. */
export function isSpelledOut({ resource, scope }: Grant): boolean {
  return scope === 'named' && resource !== 'NotResource' && !/[*?]/.test(resource.replace(/\$\{[^}]*\}/g, ''));
}

/** Whether a permission goes beyond the resources that a policy names. */
export function isWide({ scope }: Grant): boolean {
  return scope === 'any' || scope === 'service';
}
