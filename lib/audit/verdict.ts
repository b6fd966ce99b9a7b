import type { Scenario } from '../engine/scenario';
import type { Trace } from '../engine/trace';
import type { World } from '../world/world';
import type { AnyCheck, FixText, ResourceName } from './check';
import type { Actor, Confidence, Severity } from './claim';

/** A run that bears a verdict out. */
export interface Proof {
  readonly title: string;
  readonly scenario: Scenario;
  readonly trace: Trace;
}

/** What an intended use comes to after a fix. */
export interface IntendedUse {
  readonly title: string;
  readonly trace: Trace;
  readonly works: boolean;
}

/** One changed resource, as it was and as it will be. */
export interface Change {
  readonly resource: ResourceName;
  readonly before: object | undefined;
  readonly after: object | undefined;
}

/** A fix, tried out. */
export interface TriedFix {
  readonly summary: string;
  readonly warning?: string;
  readonly changes: readonly Change[];
  readonly texts: readonly FixText[];
  /** Ways in that it closes on purpose, by their ids. */
  readonly closes?: readonly string[];
  /** The account after it. */
  readonly world: World;
  /** The proof, replayed. */
  readonly replay: { readonly trace: Trace; readonly refused: boolean; readonly says: string };
  /** Who must not be harmed, replayed. */
  readonly intended: readonly IntendedUse[];
}

/** What one check says about one resource of one pool. A pass without a proof does not exist. */
export interface Verdict {
  readonly check: AnyCheck;
  readonly pool: string;
  readonly resource: ResourceName;
  readonly verdict: 'fail' | 'pass' | 'unknown' | 'not-applicable';
  /** Of failures; and `info` on a pass that is worth a remark. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly actor?: Actor;
  readonly message: string;
  readonly why?: string;
  readonly proof?: Proof;
  readonly fix?: TriedFix;
  /** What was not read, for `unknown`, and what a plausible failure takes for granted. */
  readonly unread?: readonly string[];
}
