import { escalations, type Edge, type EscalationPath } from '../iam/escalation/escalation';
import type { Attempt, Fix, Probe } from './check';
import type { Claim } from './claim';
import { subjectOf } from './entrances';
import { accountFacts, escalatingSession } from './escalation-facts';
import type { AuditedPool } from './pool';
import { editUntilRefused, withoutActions } from './policy-edits';
import { probeOf, type Wanted } from './requests';
import { nameOf } from './roles';
import { severityFor, weighed } from './severities';
import type { Entered } from './sessions';

/** Ways by which a session becomes more than it is, tried by the requests of their first step. */
export interface EscalationQuestion {
  /** Which first steps this is about. */
  readonly begins: (step: Edge) => boolean;
  /** What to ask for where there is no way, so that a pass has been tried. */
  readonly otherwise: (way: Entered) => Wanted;
  /** What it means that the request is allowed and leads nowhere. */
  readonly leadsNowhere: string;
}

/** The surest way, and the worst of those that rest on something not read. @throws NotRead */
export function escalationProbes(pool: AuditedPool, way: Entered, { begins, otherwise, leadsNowhere }: EscalationQuestion): readonly Attempt[] {
  const paths = escalations(escalatingSession(pool, way), accountFacts(pool.world), pool.catalogue).filter(({ steps: [first] }) => first !== undefined && begins(first));
  const chosen = [paths.find(({ confidence }) => confidence === 'proved'), paths.find(({ confidence }) => confidence === 'plausible')];
  const probes = chosen.flatMap((path) => (path === undefined ? [] : probeOn(path, way)));
  if (probes.length > 0) return probes;
  const claim: Claim = { severity: 'info', confidence: 'proved', actor: way.entrance.actor, message: leadsNowhere, intended: true };
  const wanted = otherwise(way);
  return [probeOf(way, [wanted], `A session of ${nameOf(way.roleArn)} asks for ${wanted.action}`, claim)];
}

function probeOn(path: EscalationPath, way: Entered): readonly Probe[] {
  const [first] = path.steps as readonly [Edge];
  const { entrance, roleArn } = way;
  const confidence = path.confidence === 'plausible' ? 'plausible' : path.contested ? 'contested' : 'proved';
  const severity = severityFor(entrance.tier, path.capability ?? 'K4');
  const wanted = requestsOf(first);
  if (severity === undefined || wanted.length === 0) return [];
  const then = path.steps.map(({ technique }) => technique.name).join(', then ');
  const message = `${subjectOf(entrance)}, with the role ${nameOf(roleArn)}, can ${then}${gained(path)}.`;
  const claim: Claim = {
    severity: weighed(severity, confidence),
    confidence,
    actor: entrance.actor,
    message,
    ...(path.missing.length > 0 ? { unread: path.missing } : {}),
  };
  return [probeOf(way, wanted, `A session of ${nameOf(roleArn)} tries to ${first.technique.name}`, claim)];
}

/** The requests of a step that the session itself signs; whom the target trusts is in the path already. */
function requestsOf({ evidence, from }: Edge): readonly Wanted[] {
  return evidence.flatMap(({ request: { principal, action, resource, context } }) => {
    if (principal !== from.principal || action.startsWith('sts:')) return [];
    const own = Object.entries(context).filter(([key]) => from.context[key] === undefined && key !== 'aws:CurrentTime');
    return [{ action, resource, context: Object.fromEntries(own) }];
  });
}

function gained({ gains }: EscalationPath): string {
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
  const actions = proved.calls.flatMap(({ operation, asks }) => (asks === undefined ? [] : [operation]));
  const world = editUntilRefused(pool.world, roleArn, proved, withoutActions([...new Set(actions)]));
  return world && { summary: `Take ${[...new Set(actions)].join(', ')} from ${nameOf(roleArn)}.`, world };
}
