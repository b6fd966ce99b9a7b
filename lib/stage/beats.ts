import type { AwsError, Reason } from '../engine/refusal';
import type { Step, Trace, Truth } from '../engine/trace';
import { chipsIn, type Chip } from './chip';
import { labelOfAnswer, labelOfRequest, type Label } from './label';
import { allSteps } from './steps';

/** Something that happens inside one actor and is no call: typing a password, building the Logins map. */
export interface Local {
  /** Unique among the beats; part of every link to it. */
  readonly id: string;
  /** The lane where it happens. */
  readonly by: string;
  /** The id of the step that it comes before. */
  readonly before: string;
  /** Few words, for the row. */
  readonly label: string;
}

/** A rule as the stage shows it. `unreached`: the good run applied it, this run was refused before. */
export interface Check {
  readonly rule: string;
  readonly label: string;
  readonly verdict: 'passed' | 'failed' | 'unreached';
  /** An earlier request of the run has passed the same rule of the same service. */
  readonly again: boolean;
}

/** The smallest thing that the player shows: one message, or one moment inside an actor. */
export interface Beat {
  /** `type-password`, `get-id`, `get-id/answer`, `get-credentials/assume-role`. */
  readonly key: string;
  readonly kind: 'local' | 'request' | 'answer';
  /** The id of the step it belongs to; for a local moment, of the step that follows. */
  readonly step: string;
  readonly from: string;
  readonly to: string;
  /** A lane that hands it on under way: STS gives credentials to the identity pool, which gives them to the browser. */
  readonly via?: string;
  readonly label: Label;
  readonly carries: readonly Chip[];
  readonly checks: readonly Check[];
  /** IAM decides it before it arrives; only signed requests. */
  readonly gate?: 'allows' | 'refuses';
  /** On a request: refused where it arrives. On an answer: it says no. */
  readonly error?: AwsError;
  /** AWS does it out of the caller's sight. */
  readonly hidden: boolean;
  readonly truth: Truth;
  /** Epoch seconds. */
  readonly at: number;
  /** Part of the good run alone: the run that is shown never got here. */
  readonly ghost: boolean;
}

/** The key of the beat in which a step's answer comes back. */
export function answerKey(step: string): string {
  return `${step}/answer`;
}

/** The call that a nested step belongs to: `get-credentials/sts` → `get-credentials`. */
export function outerStep(step: string): string {
  return step.split('/')[0] as string;
}

/** What happened, one beat after the other. A nested call's answer travels with the answer of the call around it. */
export function beatsOf(trace: Trace, locals: readonly Local[] = [], good?: Trace): readonly Beat[] {
  const reasonsOfGoodRun = new Map(good === undefined ? [] : allSteps(good).map((step) => [step.id, step.reasons]));
  const beats: Beat[] = [];
  for (const step of trace.steps) {
    for (const local of locals) if (local.before === step.id) beats.push(localBeat(local, step));
    beats.push(...requestsOf(step, reasonsOfGoodRun), answerOf(step));
  }
  return markRepeated(beats);
}

/**
 * A run with the rest of the good run behind it, in the good run's order: rows that both have stand in the same place,
 * and rows that this run never reached are ghosts.
 */
export function withGhosts(beats: readonly Beat[], good: readonly Beat[]): readonly Beat[] {
  const here = new Map(beats.map((beat, index) => [beat.key, index]));
  const merged: Beat[] = [];
  let taken = 0;
  for (const beat of good) {
    const index = here.get(beat.key);
    if (index === undefined) merged.push({ ...beat, ghost: true });
    else for (; taken <= index; taken++) merged.push(beats[taken] as Beat);
  }
  return [...merged, ...beats.slice(taken)];
}

/** The first beat that AWS refuses, where it is refused and not where the answer arrives; undefined when all went well. */
export function refusedBeat(beats: readonly Beat[]): Beat | undefined {
  return beats.find((beat) => beat.kind === 'request' && beat.error !== undefined && !beat.ghost);
}

/** The first beat in which a run is not the good run any more: another sender, payload, verdict or time. */
export function divergence(beats: readonly Beat[], good: readonly Beat[]): string | undefined {
  return beats.find((beat, index) => {
    const same = good[index];
    return same === undefined || fingerprint(beat) !== fingerprint(same);
  })?.key;
}

function fingerprint({ key, from, to, label, carries, error, at }: Beat): string {
  return JSON.stringify([key, from, to, label, carries, error, at]);
}

function localBeat({ id, by, label }: Local, next: Step): Beat {
  return {
    key: id,
    kind: 'local',
    step: next.id,
    from: by,
    to: by,
    label: { text: label, voice: 'plain' },
    carries: [],
    checks: [],
    hidden: false,
    truth: next.truth,
    at: next.at,
    ghost: false,
  };
}

function requestsOf(step: Step, good: ReadonlyMap<string, readonly Reason[]>): readonly Beat[] {
  const refusedInside = step.nested.some((inner) => inner.error !== undefined);
  const gated = step.signedBy !== undefined && step.decisions.length > 0;
  const allowed = step.decisions.every((decision) => decision.answer === 'Allowed');
  const request: Beat = {
    key: step.id,
    kind: 'request',
    step: step.id,
    from: step.by,
    to: step.service,
    label: labelOfRequest(step),
    carries: carriedByRequest(step),
    checks: checksOf(step.reasons, good.get(step.id)),
    ...(gated ? { gate: allowed ? ('allows' as const) : ('refuses' as const) } : {}),
    ...(step.error !== undefined && !refusedInside ? { error: step.error } : {}),
    hidden: step.truth === 'inferred',
    truth: step.truth,
    at: step.at,
    ghost: false,
  };
  return [request, ...step.nested.flatMap((inner) => requestsOf(inner, good))];
}

function answerOf(step: Step): Beat {
  const carries = carriedByAnswer(step);
  const maker = step.nested.findLast((inner) => inner.error === undefined && handsOn(inner, carries));
  return {
    key: answerKey(step.id),
    kind: 'answer',
    step: step.id,
    from: maker?.service ?? step.service,
    to: step.by,
    ...(maker === undefined ? {} : { via: step.service }),
    label: labelOfAnswer(step),
    carries,
    checks: [],
    ...(step.error === undefined ? {} : { error: step.error }),
    hidden: false,
    truth: step.truth,
    at: step.at,
    ghost: false,
  };
}

/** Whether what an inner call returned is what the outer call hands on. */
function handsOn(inner: Step, carries: readonly Chip[]): boolean {
  const made = chipsIn(inner.output ?? {}, 'answer').find((chip) => chip.kind === 'credentials');
  return made !== undefined && carries.some((chip) => chip.kind === 'credentials' && chip.text === made.text);
}

function carriedByRequest(step: Step): readonly Chip[] {
  const chips = chipsIn(step.sent, 'request');
  return step.signedBy === undefined ? chips : [...chips, { kind: 'credentials', text: step.signedBy.accessKeyId }];
}

function carriedByAnswer(step: Step): readonly Chip[] {
  const guest = step.operation === 'cognito-identity:GetId' && Object.keys(step.sent.Logins ?? {}).length === 0;
  const known = new Set(carriedByRequest(step).map((chip) => chip.token));
  const chips = chipsIn(step.output ?? {}, 'answer').filter((chip) => chip.token === undefined || !known.has(chip.token));
  const news = step.operation === 'cognito-identity:GetId' ? chips : chips.filter((chip) => chip.kind !== 'identity');
  return guest ? news.map((chip) => (chip.kind === 'identity' ? { ...chip, kind: 'guest' } : chip)) : news;
}

/** Rules about what a nested call answered; the nested beat shows it better. */
const aboutNested = new Set(['sts', 'calls']);

function checksOf(reasons: readonly Reason[], good: readonly Reason[] = []): readonly Check[] {
  const met = new Set(reasons.map((reason) => reason.rule));
  const refused = reasons.some((reason) => !reason.holds);
  const rest = refused ? good.filter((reason) => !met.has(reason.rule)) : [];
  const checks = new Map<string, Check>();
  for (const { rule, label, holds } of reasons) {
    if (!aboutNested.has(rule)) checks.set(rule, { rule, label, verdict: holds ? 'passed' : 'failed', again: false });
  }
  for (const { rule, label } of rest) if (!aboutNested.has(rule)) checks.set(rule, { rule, label, verdict: 'unreached', again: false });
  return [...checks.values()];
}

function markRepeated(beats: readonly Beat[]): readonly Beat[] {
  const passed = new Set<string>();
  return beats.map((beat) => {
    const checks = beat.checks.map((check) => ({ ...check, again: check.verdict === 'passed' && passed.has(`${beat.to} ${check.rule}`) }));
    for (const check of beat.checks) if (check.verdict === 'passed') passed.add(`${beat.to} ${check.rule}`);
    return { ...beat, checks };
  });
}
