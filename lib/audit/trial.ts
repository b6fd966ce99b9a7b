import { run } from '../engine/run';
import { defaultStart, type Scenario } from '../engine/scenario';
import type { Step, Trace } from '../engine/trace';
import type { World } from '../world/world';
import type { Probe } from './check';

/** What became of a probe. */
export interface Trial {
  readonly probe: Probe;
  readonly scenario: Scenario;
  readonly trace: Trace;
  readonly proved: boolean;
  /** What was taken for granted because nobody has read it. */
  readonly assumed: readonly string[];
}

/**
 * Tries a probe in an account.
 * @throws NotRead, NotEmulated when nobody can tell what AWS would do
 */
export function tryIn(world: World, probe: Probe): Trial {
  const { ends } = probe.proves;
  const scenario: Scenario = {
    world: probe.prepare?.(world) ?? world,
    people: probe.people,
    calls: probe.calls,
    ...(probe.before === undefined ? {} : { before: probe.before }),
    start: defaultStart,
    ends: ends === 'ok' ? 'ok' : (ends[0] as string),
  };
  const trace = run(scenario);
  return { probe, scenario, trace, proved: isProved(probe, trace), assumed: assumptionsIn(trace) };
}

function isProved({ proves }: Probe, trace: Trace): boolean {
  const { ends, rule, refused = [], told = [] } = proves;
  const stepOf = (call: string): Step | undefined => trace.steps.find(({ id }) => id === call);
  const ended = ends === 'ok' ? trace.ended === 'ok' : ends.includes(trace.ended);
  const stoppedBy = rule === undefined || stopIn(trace)?.reason?.rule === rule;
  return ended && stoppedBy && refused.every(({ call, rule: by }) => wasRefused(stepOf(call), by)) && told.every(({ call, holds }) => wasTold(stepOf(call), holds));
}

function wasRefused(step: Step | undefined, rule: string | undefined): boolean {
  if (step?.error === undefined) return false;
  return rule === undefined || step.reasons.some((reason) => !reason.holds && reason.rule === rule);
}

function wasTold(step: Step | undefined, holds: (output: Readonly<Record<string, unknown>>) => boolean): boolean {
  return step?.output !== undefined && step.error === undefined && holds(step.output as Readonly<Record<string, unknown>>);
}

/** The step that ended a run with a refusal, and the rule that did not hold. */
export interface Stop {
  readonly step: Step;
  readonly reason?: Step['reasons'][number];
}

/** Where AWS said no. The reason is the innermost one: the trust policy rather than “STS agrees”. */
export function stopIn(trace: Trace): Stop | undefined {
  const step = trace.steps.at(-1);
  if (step?.error === undefined) return undefined;
  const inner = innermost(step);
  const reason = inner.reasons.find(({ holds }) => !holds) ?? step.reasons.find(({ holds }) => !holds);
  return { step: inner, ...(reason === undefined ? {} : { reason }) };
}

function innermost(step: Step): Step {
  const refused = step.nested.find(({ error }) => error !== undefined);
  return refused === undefined ? step : innermost(refused);
}

/** “GetOpenIdToken was refused: AllowClassicFlow is false.” */
export function saysStop(trace: Trace): string {
  const stop = stopIn(trace);
  if (stop === undefined) return 'Every call was answered.';
  const { step, reason } = stop;
  const name = step.operation.slice(step.operation.indexOf(':') + 1);
  const why = reason === undefined ? (step.error?.message ?? '') : `${reason.actual} (${reason.label})`;
  return `${name} was refused: ${why.replace(/\.$/, '')}.`;
}

function assumptionsIn(trace: Trace): readonly string[] {
  const notes = all(trace.steps).flatMap(({ decisions }) => decisions.flatMap(({ notes: said }) => said));
  return [...new Set(notes.flatMap((note) => / was not read \((.*)\);/.exec(note)?.[1] ?? []))];
}

function all(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) => [step, ...all(step.nested)]);
}
