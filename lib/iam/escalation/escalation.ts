import type { Catalogue } from '../catalogue/catalogue';
import { capabilityOf, type Capability, type CapabilityReason, type CapabilityVerdict } from '../reach/capability';
import { reachBeyond } from '../reach/difference';
import type { AccountFacts, Session } from './account';
import { askerOf, type Asker } from './asking';
import { edgesFrom, type Edge, type Gain } from './edges';

export type { AccountFacts, ComputeFacts, ComputeKind, DoorFacts, GroupFacts, RoleFacts, Session, UserFacts } from './account';
export type { Evidence } from './asking';
export type { Edge, Gain } from './edges';

/** How a session becomes more than it is, step by step. */
export interface EscalationPath {
  readonly steps: readonly Edge[];
  readonly gains: Gain;
  /** `proved`: every permission is allowed and every target known. `plausible`: something was not read, see `missing`. */
  readonly confidence: 'proved' | 'plausible';
  readonly missing: readonly string[];
  /** Rests on calls of which sources disagree whether AWS accepts them from a session of an identity pool. */
  readonly contested: boolean;
  /** What the gain is worth beyond what the session may do anyway; undefined when that was not read. */
  readonly capability?: Capability;
  readonly because?: CapabilityReason;
  /** All that the gain is worth, the worst first. */
  readonly reasons: readonly CapabilityReason[];
}

/** A longer way has more that can go wrong than anybody reads. */
const longestPath = 5;

function keyOf(gain: Gain): string {
  if (gain.kind === 'unread') return `unread ${gain.what}`;
  return [gain.kind, 'as' in gain ? gain.as : undefined, 'arn' in gain ? gain.arn : undefined, 'group' in gain ? gain.group : undefined].join(' ');
}

interface Trail {
  readonly asker: Asker;
  readonly steps: readonly Edge[];
}

/** What a session can be asked, and what it can become, each found out once. */
class Explorer {
  private readonly askers = new Map<string, Asker>();
  private readonly edges = new Map<Asker, readonly Edge[]>();
  private readonly values = new Map<Asker, CapabilityVerdict | undefined>();
  readonly start: Asker;

  constructor(
    session: Session,
    private readonly account: AccountFacts,
    private readonly catalogue: Catalogue,
  ) {
    this.start = askerOf(session, account, catalogue);
  }

  askerFor(session: Session): Asker {
    const asker = this.askers.get(session.name) ?? askerOf(session, this.account, this.catalogue);
    this.askers.set(session.name, asker);
    return asker;
  }

  edgesOf(asker: Asker): readonly Edge[] {
    const known = this.edges.get(asker) ?? edgesFrom(asker, this.account);
    this.edges.set(asker, known);
    return known;
  }

  /** What a session gives beyond the first one's own reach; undefined when it gives nothing. */
  worthOf(asker: Asker): CapabilityVerdict | undefined {
    if (this.values.has(asker)) return this.values.get(asker);
    const beyond = reachBeyond(asker.reach, this.start.reach);
    const value = beyond.actions.length === 0 ? undefined : capabilityOf(beyond);
    this.values.set(asker, value);
    return value;
  }
}

/**
 * The shortest way to each gain that begins with such a step, using only steps that pass. Breadth first, each gain once, so a
 * ring of roles that trust one another ends. Nobody goes on from the whole account.
 */
function search(explorer: Explorer, begins: (first: Edge) => boolean, passes: (edge: Edge) => boolean): ReadonlyMap<string, readonly Edge[]> {
  const found = new Map<string, readonly Edge[]>();
  let front: readonly Trail[] = [{ asker: explorer.start, steps: [] }];
  for (let length = 0; length < longestPath && front.length > 0; length++) {
    const next: Trail[] = [];
    for (const trail of front) {
      for (const step of explorer.edgesOf(trail.asker)) {
        const key = keyOf(step.gains);
        if (!passes(step) || found.has(key) || (length === 0 && !begins(step))) continue;
        const steps = [...trail.steps, step];
        found.set(key, steps);
        if (!step.to) continue;
        const asker = explorer.askerFor(step.to);
        if (explorer.worthOf(asker)?.capability !== 'K5') next.push({ asker, steps });
      }
    }
    front = next;
  }
  return found;
}

/** Surest first, then what is worth most, then the shortest. */
function byWeight(a: EscalationPath, b: EscalationPath): number {
  if (a.confidence !== b.confidence) return a.confidence === 'proved' ? -1 : 1;
  if (a.contested !== b.contested) return a.contested ? 1 : -1;
  const worthOf = ({ capability }: EscalationPath): string => capability ?? '';
  if (worthOf(a) !== worthOf(b)) return worthOf(a) > worthOf(b) ? -1 : 1;
  return a.steps.length - b.steps.length;
}

/** The ways by which one session becomes more than it is, as often as somebody asks. */
export interface Escalations {
  /** Those that begin with such a step and would be longer without it; all when left out. */
  paths(begins?: (first: Edge) => boolean): readonly EscalationPath[];
}

/**
 * The ways by which a session becomes more than it is: one for each gain, the shortest of the surest kind. A path is proved only
 * if IAM allows every request of it on targets that are known; what is not known makes it plausible and is named.
 * Roles and users that give nothing beyond what the session has anyway, or no more than telemetry and the like, are no gain.
 */
export function escalationsOf(session: Session, account: AccountFacts, catalogue: Catalogue): Escalations {
  const explorer = new Explorer(session, account, catalogue);
  const any = (): boolean => true;
  const shortest = new Map<(edge: Edge) => boolean, ReturnType<typeof search>>();
  const shortestBy = (pass: (edge: Edge) => boolean): ReturnType<typeof search> => {
    const known = shortest.get(pass) ?? search(explorer, any, pass);
    shortest.set(pass, known);
    return known;
  };
  return {
    paths(begins = any) {
      const found = new Map<string, readonly Edge[]>();
      for (const pass of passes) {
        const direct = shortestBy(pass);
        for (const [key, steps] of begins === any ? direct : search(explorer, begins, pass)) {
          const isDetour = (direct.get(key)?.length ?? steps.length) < steps.length;
          if (!found.has(key) && !isDetour) found.set(key, steps);
        }
      }
      const paths = [...found.values()].flatMap((steps) => pathOf(steps, explorer) ?? []).sort(byWeight);
      const crown = paths.find(isWholeAccount);
      return paths.filter((path) => path === crown || !isWholeAccount(path));
    },
  };
}

/** All of them, asked once. */
export function escalations(session: Session, account: AccountFacts, catalogue: Catalogue): readonly EscalationPath[] {
  return escalationsOf(session, account, catalogue).paths();
}

/** The surest steps first, so that a gain keeps its surest way. */
const passes: readonly ((edge: Edge) => boolean)[] = [
  ({ missing, technique }) => missing.length === 0 && !technique.contested,
  ({ missing }) => missing.length === 0,
  ({ technique }) => !technique.contested,
  () => true,
];

/** Many roles may be rewritten into the administrator: one way says it. */
const isWholeAccount = ({ gains, capability }: EscalationPath): boolean => gains.kind === 'administrator' && capability === 'K5';

/** What a reach is worth at its surest: what is proved of more than one's own data, else the worst that is not. */
function weightiest({ because, reasons }: CapabilityVerdict): CapabilityReason | undefined {
  return because && because.capability !== 'K1' ? because : reasons.find(({ capability }) => capability !== 'K1');
}

function pathOf(steps: readonly Edge[], explorer: Explorer): EscalationPath | undefined {
  const { to, gains } = steps.at(-1) as Edge;
  const value = to && explorer.worthOf(explorer.askerFor(to));
  const because = value && weightiest(value);
  if (to && !because) return undefined;
  const missing = [...new Set([...steps.flatMap((step) => step.missing), ...(because?.grant.dependsOn ?? [])])];
  return {
    steps,
    gains,
    confidence: missing.length === 0 ? 'proved' : 'plausible',
    missing,
    contested: because?.confidence === 'contested' || steps.some(({ technique }) => technique.contested),
    capability: because?.capability,
    because,
    reasons: value?.reasons ?? [],
  };
}
