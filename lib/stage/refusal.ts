import type { AwsError } from '../engine/refusal';
import type { Trace } from '../engine/trace';
import { refusedBeat, type Beat } from './beats';
import { allSteps } from './steps';

/** Where and why a run was refused and ended. */
export interface Refusal {
  /** The key of the beat, and of the step it belongs to. */
  readonly beat: string;
  readonly step: string;
  /** The rule that did not hold, and what was found. */
  readonly rule?: string;
  readonly actual?: string;
  /** What the refusing actor said; the caller may get to read something else (`told`). */
  readonly error: AwsError;
  readonly told: AwsError;
}

/** Only a refusal that ended the run counts: a run may be meant to be refused on its way and to go on (`goesOn`). */
export function refusalIn(trace: Trace, beats: readonly Beat[]): Refusal | undefined {
  const { stoppedAt } = trace;
  const beat = refusedBeat(beats.filter(({ step }) => step === stoppedAt || step.startsWith(`${stoppedAt}/`)));
  const step = beat === undefined ? undefined : allSteps(trace).find((one) => one.id === beat.step);
  if (beat?.error === undefined || step === undefined) return undefined;
  const reason = step.reasons.find((one) => !one.holds);
  const outer = trace.steps.find((one) => one.id === step.id || step.id.startsWith(`${one.id}/`));
  return {
    beat: beat.key,
    step: step.id,
    ...(reason === undefined ? {} : { rule: reason.rule, actual: reason.actual }),
    error: beat.error,
    told: outer?.error ?? beat.error,
  };
}
