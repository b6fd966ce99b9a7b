import { from as answerOf, type Call, type Ref } from '../engine/scenario';
import { escalationsOf, type Edge, type EscalationPath, type Escalations } from '../iam/escalation/escalation';
import type { Attempt, Fix, Probe } from './check';
import type { Claim } from './claim';
import { subjectOf } from './entrances';
import { accountFacts, escalatingSession } from './escalation-facts';
import type { AuditedPool } from './pool';
import { editUntilRefused, withoutActions } from './policy-edits';
import { probeOf, requestCall, type Wanted } from './requests';
import { nameOf } from './roles';
import { severityFor, weighed } from './severities';
import type { Entered } from './sessions';

/** Ways by which a session becomes more than it is, tried by the requests of their first step. */
export interface EscalationQuestion {
  /** Which first steps this is about. */
  readonly begins: (step: Edge) => boolean;
  /** Which of the ways lead anywhere; all of them when left out. */
  readonly counts?: (path: EscalationPath) => boolean;
  /** What to ask for where there is no way, so that a pass has been tried. */
  readonly otherwise: (way: Entered) => Wanted;
  /** What it means that the request is allowed and leads nowhere. */
  readonly leadsNowhere: string;
}

const searches = new WeakMap<Entered, Escalations>();

/** How a session that came in this way becomes more than it is. @throws NotRead */
export function escalationsBy(pool: AuditedPool, way: Entered): Escalations {
  const search = searches.get(way) ?? escalationsOf(escalatingSession(pool, way), accountFacts(pool), pool.catalogue);
  searches.set(way, search);
  return search;
}

/** The surest way, and the worst of those that rest on something not read. @throws NotRead */
export function escalationProbes(pool: AuditedPool, way: Entered, { begins, counts, otherwise, leadsNowhere }: EscalationQuestion): readonly Attempt[] {
  const paths = escalationsBy(pool, way).paths(begins).filter((path) => counts?.(path) !== false);
  const chosen = [paths.find(({ confidence }) => confidence === 'proved'), paths.find(({ confidence }) => confidence === 'plausible')];
  const attempts = chosen.flatMap((path) => (path === undefined ? [] : attemptOn(path, way)));
  if (attempts.length > 0) return attempts;
  const claim: Claim = { severity: 'info', confidence: 'proved', actor: way.entrance.actor, message: leadsNowhere, intended: true };
  const wanted = otherwise(way);
  return [probeOf(way, [wanted], `A session of ${nameOf(way.roleArn)} asks for ${wanted.action}`, claim)];
}

function attemptOn(path: EscalationPath, way: Entered): readonly Attempt[] {
  const claim = claimOn(path, way);
  if (claim === undefined) return [];
  const [first] = path.steps as readonly [Edge];
  const title = `A session of ${nameOf(way.roleArn)} tries to ${first.technique.name}`;
  if (first.technique.id === 'assume-role') return [path.gains.kind === 'unread' ? { unread: path.missing.join('; ') } : chainProbe(path, way, title, claim)];
  const wanted = requestsOf(first);
  return wanted.length === 0 ? [] : [probeOf(way, wanted, title, claim)];
}

function claimOn(path: EscalationPath, { entrance, roleArn }: Entered): Claim | undefined {
  const confidence = path.confidence === 'plausible' ? 'plausible' : path.contested ? 'contested' : 'proved';
  const severity = severityFor(entrance.tier, path.capability ?? 'K4');
  if (severity === undefined) return undefined;
  return {
    severity: weighed(severity, path.contested ? 'contested' : confidence),
    confidence,
    actor: entrance.actor,
    message: `${subjectOf(entrance)}, with the role ${nameOf(roleArn)}, can ${stepsOf(path)}${gained(path)}.`,
    ...(path.missing.length > 0 ? { unread: path.missing } : {}),
  };
}

/** “assume a role that trusts it, then write an inline policy into its own role”. */
export function stepsOf({ steps }: EscalationPath): string {
  return steps.map(({ technique }) => technique.name).join(', then ');
}

/** The requests of a step that the session itself signs; whom the target trusts is in the path already. */
export function requestsOf({ evidence, from }: Edge): readonly Wanted[] {
  return evidence.flatMap(({ request: { principal, action, resource, context } }) => {
    if (principal !== from.principal || action.startsWith('sts:')) return [];
    const own = Object.entries(context).filter(([key]) => from.context[key] === undefined && !ours.has(key));
    return [{ action, resource, context: Object.fromEntries(own) }];
  });
}

/** Keys that the engine gives every request. */
const ours: ReadonlySet<string> = new Set(['aws:CurrentTime', 'aws:TokenIssueTime']);

/** Mallory goes from role to role as far as the path does by assuming them, and then does what the last one allows, or tries the next step. */
function chainProbe(path: EscalationPath, way: Entered, title: string, claim: Claim): Probe {
  const next = path.steps.find(({ technique }) => technique.id !== 'assume-role');
  const assumed = next === undefined ? path.steps : path.steps.slice(0, path.steps.indexOf(next));
  const arrival = probeOf(way, [], title, claim);
  let signedBy: Ref | undefined;
  const chain = assumed.map((step, index): Call => {
    const call = assumeCall(step, way, index, signedBy);
    signedBy = answerOf(call.id, 'Credentials');
    return call;
  });
  const wanted = next === undefined ? worstOf(path) : requestsOf(next);
  const requests = wanted.map((one, index) => requestCall(way, one, index, signedBy === undefined ? {} : { signedBy }));
  return { ...arrival, calls: [...arrival.calls, ...chain, ...requests] };
}

/** The worst that the role at the end allows beyond what the session had. */
function worstOf({ because }: EscalationPath): readonly Wanted[] {
  if (because === undefined) return [];
  const { resource, given } = because.grant.witness;
  return [{ action: because.action, resource, context: given }];
}

function assumeCall({ target = '' }: Edge, way: Entered, index: number, signedBy: Ref | undefined): Call {
  const { signedBy: own } = requestCall(way, { action: 'sts:AssumeRole', resource: target });
  return {
    id: index === 0 ? 'assume-another-role' : `assume-another-role-${index + 1}`,
    by: 'mallory',
    operation: 'sts:AssumeRole',
    input: { RoleArn: target, RoleSessionName: 'lifeguard' },
    signedBy: signedBy ?? own ?? 'unsigned',
  };
}

/** “, and so administer the account”. */
export function gained({ gains }: EscalationPath): string {
  switch (gains.kind) {
    case 'administrator':
      return ', and so administer the account';
    case 'role':
      return `, and so act as ${nameOf(gains.arn)}`;
    case 'user':
      return `, and so act as the user ${nameOf(gains.arn)}`;
    case 'role without its boundary':
      return ', and so shed its boundary';
    case 'unread':
      return `, and so act as ${gains.what}, which was not read`;
  }
}

/** The role no longer allowed the requests that the proof makes. @throws NotRead */
export function fixEscalation(pool: AuditedPool, roleArn: string, proved: Probe): Fix | undefined {
  const assumes = proved.calls.flatMap(({ operation }) => (operation === 'sts:AssumeRole' ? [operation] : []));
  const asked = assumes.length > 0 ? assumes : proved.calls.flatMap(({ operation, asks, goesOn }) => (asks === undefined || goesOn === true ? [] : [operation]));
  const actions = [...new Set(asked)];
  const world = editUntilRefused(pool.world, roleArn, proved, withoutActions(actions));
  return world && { summary: `Take ${actions.join(', ')} from ${nameOf(roleArn)}.`, world };
}
