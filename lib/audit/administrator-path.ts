import type { Edge, EscalationPath } from '../iam/escalation/escalation';
import { capabilityOf } from '../iam/reach/capability';
import { isGap } from '../world/gap';
import type { Actor, Confidence } from './claim';
import { subjectOf, type Flow } from './entrances';
import { escalationsBy } from './escalation-probes';
import { orGap } from './or-gap';
import type { AuditedPool } from './pool';
import type { Entered } from './sessions';

/** The shortest way from the pool to administering the account (RCH-05), or that there is none in what was read. */
export interface AdministratorPath {
  readonly check: 'RCH-05';
  readonly pool: string;
  /** Null when there is no way, or nobody can tell. */
  readonly from: { readonly actor: Actor; readonly who: string; readonly flow: Flow; readonly role: string } | null;
  /** Steps after the credentials; none where the role allows everything. */
  readonly steps: readonly AdministratorStep[];
  readonly confidence: Exclude<Confidence, 'latent'> | null;
  /** What the way rests on, or what kept us from looking for one. */
  readonly unread: readonly string[];
}

export interface AdministratorStep {
  /** “assume a role that trusts it”. */
  readonly does: string;
  /** ARN of what the step works on, where that is one thing. */
  readonly on: string | null;
  /** The requests, as IAM names the actions. */
  readonly actions: readonly string[];
}

interface Candidate {
  readonly way: Entered;
  readonly steps: readonly Edge[];
  readonly confidence: Exclude<Confidence, 'latent'>;
  readonly missing: readonly string[];
}

const confidences = ['proved', 'contested', 'plausible'] as const;

/** The surest of the shortest ways, for the least privileged actor. */
export function administratorPath(pool: AuditedPool): AdministratorPath {
  const ways = pool.reachedRoles.flatMap((role) => role.ways);
  const found = ways.map((way) => orGap(() => candidatesOf(pool, way)));
  const unread = [...new Set([...pool.unreadWays, ...found.filter(isGap)].map((gap) => gap.unread))].sort();
  const [best] = found.flatMap((each) => (isGap(each) ? [] : each)).sort(byWeight);
  if (best === undefined) return { check: 'RCH-05', pool: pool.id, from: null, steps: [], confidence: null, unread };
  const { entrance, roleArn: role } = best.way;
  return {
    check: 'RCH-05',
    pool: pool.id,
    from: { actor: entrance.actor, who: subjectOf(entrance), flow: entrance.flow, role },
    steps: best.steps.map((step) => ({ does: step.technique.name, on: step.target ?? null, actions: actionsOf(step) })),
    confidence: best.confidence,
    unread: best.missing,
  };
}

/** @throws NotRead */
function candidatesOf(pool: AuditedPool, way: Entered): readonly Candidate[] {
  const { because } = capabilityOf(pool.reach(way));
  if (because?.capability === 'K5') return [{ way, steps: [], confidence: 'proved', missing: [] }];
  return escalationsBy(pool, way)
    .paths()
    .filter(({ capability, gains }) => capability === 'K5' && gains.kind !== 'unread')
    .map((path) => ({ way, steps: path.steps, confidence: confidenceOf(path), missing: path.missing }));
}

function confidenceOf({ confidence, contested }: EscalationPath): Candidate['confidence'] {
  return confidence === 'plausible' ? 'plausible' : contested ? 'contested' : 'proved';
}

function byWeight(one: Candidate, other: Candidate): number {
  const surer = confidences.indexOf(one.confidence) - confidences.indexOf(other.confidence);
  if (surer !== 0) return surer;
  if (one.steps.length !== other.steps.length) return one.steps.length - other.steps.length;
  const [a, b] = [one.way.entrance, other.way.entrance].map(({ tier, id }) => `${tier} ${id}`) as [string, string];
  return a < b ? -1 : a > b ? 1 : 0;
}

function actionsOf({ evidence, from }: Edge): readonly string[] {
  return [...new Set(evidence.flatMap(({ request: { principal, action } }) => (principal === from.principal ? [action] : [])))];
}
