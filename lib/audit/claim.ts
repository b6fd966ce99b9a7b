import type { Severity as ReachSeverity } from '../iam/reach/severity';

export type Severity = Exclude<ReachSeverity, 'none'>;

/** Who holds the first request. */
export type Actor = 'anonymous' | 'self-registered' | 'signed-in' | 'claim-holder' | 'aws-principal';

/**
 * `proved`: every request of the proof was allowed on what was read. `plausible`: one link rests on something not read, which
 * the finding names. `contested`: sources disagree about a fact that it rests on. `latent`: true once one named setting changes.
 */
export type Confidence = 'proved' | 'plausible' | 'contested' | 'latent';

/** What is true if a probe ends as it foretells. */
export interface Claim {
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly actor: Actor;
  /** One sentence: who can do what. Shown first. */
  readonly message: string;
  /** Why that matters here, where the check's own text does not say it all. */
  readonly why?: string;
  /** What a plausible claim takes for granted because nobody has read it. */
  readonly unread?: readonly string[];
  /** As it should be: worth saying, and no failure. Goes with severity `info`. */
  readonly intended?: true;
}
