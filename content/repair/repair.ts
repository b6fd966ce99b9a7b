import { run } from '../../lib/engine/run';
import type { Call, Scenario } from '../../lib/engine/scenario';
import type { Step, Trace } from '../../lib/engine/trace';
import { sceneOf, type Scene } from '../../lib/stage/scene';
import { applyEdits, realEdits, thingsOf, type Edits, type Thing } from '../../lib/world/edit';
import { NotEmulated, NotRead } from '../../lib/world/gap';
import { unfolded } from '../drive/drive';
import { neededBy } from '../drive/move';
import { callName, stepName } from '../drive/names';
import { scenarioOf, type SwitchText, type Walkthrough } from '../walkthroughs/walkthrough';

/** How a run with an edited world compares with the lesson's own. */
export type Verdict =
  /** Nothing is switched on, nothing is edited. */
  | { readonly kind: 'untouched' }
  /** It was broken or edited, and goes as the lesson's own run does. */
  | { readonly kind: 'repaired'; readonly wasBroken: boolean }
  | { readonly kind: 'refused'; readonly step: string; readonly call: string; readonly code: string; readonly rule?: string; readonly found?: string }
  /** It ends, but some calls are answered otherwise: one that should be refused is not, for instance. */
  | { readonly kind: 'otherwise'; readonly calls: readonly Otherwise[] }
  /** A call is answered, but not with what a later one needs. */
  | { readonly kind: 'stuck'; readonly says: string }
  /** What went before the story does not happen any more. */
  | { readonly kind: 'before'; readonly says: string }
  | { readonly kind: 'unknown'; readonly what: string };

export interface Otherwise {
  readonly step: string;
  /** `ok`, or an error code. */
  readonly here: string;
  readonly good: string;
}

/** A lesson's world under repair, run. */
export interface Repair {
  readonly scenario: Scenario;
  readonly scene: Scene;
  readonly things: readonly Thing[];
  /** Keys of the things that the run has to do with. */
  readonly touched: readonly string[];
  /** Those edits that change something. */
  readonly edits: Edits;
  readonly problems: Readonly<Record<string, string>>;
  readonly verdict: Verdict;
  /** The switches that are on and change what is sent: no setting of the account is their cause. */
  readonly sent: readonly SwitchText[];
}

/** The world that a lesson's switches break, edited and run again. */
export function repair(walkthrough: Walkthrough, on: readonly string[], edits: Edits): Repair {
  const good = walkthrough.scenario;
  const broken = scenarioOf(walkthrough, on);
  const { world, problems } = applyEdits(broken.world, edits, good.world);
  const real = realEdits(broken.world, edits, good.world);
  const scenario = Object.keys(real).length === 0 ? broken : { ...broken, world };
  const { calls, verdict } = outcome(scenario, good, on.length > 0, Object.keys(real).length > 0);
  const shown = calls.length === scenario.calls.length ? scenario : { ...scenario, calls };
  const scene = verdict.kind === 'before' || verdict.kind === 'unknown' ? sceneOf({ scenario: good, locals: walkthrough.locals }) : sceneOf({ scenario: shown, locals: walkthrough.locals, ...(shown === good ? {} : { good }) });
  const things = thingsOf(broken.world, good.world);
  const text = JSON.stringify([scene.steps, scene.good, scene.policies, good.before, good.calls]);
  return {
    scenario: shown,
    scene,
    things,
    touched: things.filter((thing) => isTouched(thing, text)).map((thing) => thing.key),
    edits: real,
    problems,
    verdict,
    sent: walkthrough.switches.filter((one) => on.includes(one.id) && one.change(good).world === good.world),
  };
}

/** Whether a run's text speaks of a resource, by its id or its name. */
function isTouched({ id, name }: Thing, text: string): boolean {
  return [id, id.slice(id.lastIndexOf('/') + 1), name].some((word) => word.length > 2 && text.includes(word));
}

function outcome(scenario: Scenario, good: Scenario, wasBroken: boolean, edited: boolean): { readonly calls: readonly Call[]; readonly verdict: Verdict } {
  try {
    const before = run(unfolded(scenario, []));
    const refused = before.steps.find((step) => step.error !== undefined);
    if (refused !== undefined) return { calls: [], verdict: { kind: 'before', says: `${stepName(refused)}, before the story, is refused: ${refused.error?.message}` } };
    const { calls, says } = asFarAsItGoes(scenario);
    if (says !== undefined) return { calls, verdict: { kind: 'stuck', says } };
    return { calls, verdict: verdictOf(run(scenario), run(good), wasBroken, edited) };
  } catch (problem) {
    if (problem instanceof NotEmulated) return { calls: [], verdict: { kind: 'unknown', what: problem.what } };
    if (problem instanceof NotRead) return { calls: [], verdict: { kind: 'unknown', what: problem.unread } };
    throw problem;
  }
}

/** The calls that can be made: up to one that needs an answer which did not come. */
export function asFarAsItGoes(scenario: Scenario): { readonly calls: readonly Call[]; readonly says?: string } {
  const made: Call[] = [];
  let steps: readonly Step[] = [];
  for (const call of scenario.calls) {
    const needed = [...neededBy(call.input), ...(typeof call.signedBy === 'object' ? [call.signedBy.$ref] : [])];
    // What earlier calls answered is asked again only where it is not known, or not enough.
    if (needed.some((ref) => !has(steps, ref))) {
      const soFar = run(unfolded(scenario, made));
      if (soFar.ended !== 'ok') break;
      ({ steps } = soFar);
    }
    const missing = needed.find((ref) => !has(steps, ref));
    if (missing !== undefined) {
      const source = steps.find((step) => step.id === missing.split('.')[0]);
      const answered = source?.output?.ChallengeName ?? source?.error?.code ?? (source?.output?.AuthenticationResult === undefined ? 'something else' : 'tokens');
      return { calls: made, says: `${callName(call)} needs ${missing.slice(missing.lastIndexOf('.') + 1)}, and ${source === undefined ? 'an earlier call' : source.id} was answered with ${String(answered)} instead.` };
    }
    made.push(call);
  }
  return { calls: scenario.calls };
}

function has(steps: readonly Step[], ref: string): boolean {
  const [id, ...path] = ref.split('.');
  let value: unknown = steps.find((step) => step.id === id)?.output;
  for (const field of path) value = (value as Readonly<Record<string, unknown>> | undefined)?.[field];
  return value !== undefined;
}

function verdictOf(here: Trace, good: Trace, wasBroken: boolean, edited: boolean): Verdict {
  const { stoppedAt } = here;
  const stopped = here.steps.find((step) => step.id === stoppedAt);
  if (stopped?.error !== undefined) {
    const { step, reason } = failed(stopped);
    return { kind: 'refused', step: step.id, call: stepName(step), code: stopped.error.code, ...(reason === undefined ? {} : { rule: reason.says, found: reason.actual }) };
  }
  const codes = new Map(good.steps.map((step) => [step.id, step.error?.code ?? 'ok']));
  const calls = here.steps.map((step) => ({ step: step.id, here: step.error?.code ?? 'ok', good: codes.get(step.id) ?? 'ok' })).filter((one) => one.here !== one.good);
  if (calls.length > 0) return { kind: 'otherwise', calls };
  return wasBroken || edited ? { kind: 'repaired', wasBroken } : { kind: 'untouched' };
}

/** The innermost call that was refused, and the rule that did not hold there. */
function failed(step: Step): { readonly step: Step; readonly reason: Step['reasons'][number] | undefined } {
  const inner = step.nested.find((one) => one.error !== undefined);
  return inner === undefined ? { step, reason: step.reasons.find((one) => !one.holds) } : failed(inner);
}
