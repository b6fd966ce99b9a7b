import { shownMessage } from '../engine/refusal';
import type { Step, Trace } from '../engine/trace';
import type { Decider } from '../iam/decision';
import { mask } from './mask';

/** A run of the emulator on the account's configuration, in brief. Nothing in it was sent to AWS. */
export interface ReportRun {
  readonly title: string;
  readonly steps: readonly ReportStep[];
  /** `ok`, or the code of the AWS error that ended it. */
  readonly ended: string;
}

/** One operation: who called it with what, and what came of it. Passwords, keys and tokens are taken out. */
export interface ReportStep {
  readonly operation: string;
  /** The name of a person, or the service that makes a call inside another. */
  readonly by: string;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
  /** The rule that stopped it. */
  readonly refusedBy?: string;
  /** What IAM said to it, and by which statement. */
  readonly decisions?: readonly ReportDecision[];
  /** Calls that AWS makes within. */
  readonly inside?: readonly ReportStep[];
}

export interface ReportDecision {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly answer: string;
  readonly decidedBy?: Decider;
}

export function runOf(title: string, { steps, people, ended }: Trace): ReportRun {
  return { title, steps: steps.map((step) => stepOf(step, people)), ended };
}

function stepOf({ operation, by, sent, output, error, reasons, decisions, nested }: Step, people: Trace['people']): ReportStep {
  const stop = error === undefined ? undefined : reasons.find(({ holds }) => !holds);
  return {
    operation,
    by: people[by]?.name ?? by,
    input: mask(sent),
    ...(output === undefined ? {} : { output: mask(output) }),
    ...(error === undefined ? {} : { error: { code: error.code, message: shownMessage(error) } }),
    ...(stop === undefined ? {} : { refusedBy: `${stop.label}: ${stop.actual}` }),
    ...(decisions.length === 0 ? {} : { decisions: decisions.map(decisionOf) }),
    ...(nested.length === 0 ? {} : { inside: nested.map((step) => stepOf(step, people)) }),
  };
}

function decisionOf({ request, answer, decidedBy }: Step['decisions'][number]): ReportDecision {
  const { principal, action, resource } = request;
  return { principal, action, resource, answer, ...(decidedBy === undefined ? {} : { decidedBy }) };
}
