import { run } from '../../lib/engine/run';
import { defaultStart, type Scenario } from '../../lib/engine/scenario';
import type { Step, Trace } from '../../lib/engine/trace';
import { sceneOf, type Scene } from '../../lib/stage/scene';
import { applyEdits, realEdits, type Edits } from '../../lib/world/edit';
import { NotEmulated, NotRead } from '../../lib/world/gap';
import type { World } from '../../lib/world/world';
import { unfolded } from '../drive/drive';
import { callName, stepName } from '../drive/names';
import { asFarAsItGoes } from '../repair/repair';
import { appKey } from './app-key';
import { goalsOf, type App, type Attempt, type AttemptRun, type Goal, type Outcome, type Room } from './room';

/** A room with somebody's changes, tried. */
export interface Played {
  readonly world: World;
  readonly app: App;
  /** Those changes that change something, by their fields. */
  readonly edits: Edits;
  /** What is wrong with what was typed, by field; the world has it as before. */
  readonly problems: Readonly<Record<string, string>>;
  /** How many fields are other than they were. */
  readonly changes: number;
  readonly attempts: readonly AttemptRun[];
  readonly goals: readonly { readonly goal: Goal; readonly met: boolean }[];
  readonly solved: boolean;
}

/** Tries everything that people do in a room, with these changes to its account and its app. */
export function play(room: Room, edits: Edits): Played {
  const { world, problems } = applyEdits(room.world, edits);
  const app = appWith(room, edits);
  const chosen = Object.fromEntries(room.app.filter(({ id, now }) => app[id] !== now).map((setting) => [appKey(setting), app[setting.id] as string]));
  const real = { ...realEdits(room.world, edits), ...chosen };
  const attempts = room.attempts.map((attempt) => attemptIn(world, app, attempt));
  const runs = Object.fromEntries(attempts.map((one) => [one.attempt.id, one]));
  const goals = goalsOf(room).map((goal) => ({ goal, met: goal.holds(world, runs) }));
  return {
    world,
    app,
    edits: real,
    problems,
    changes: Object.keys(real).filter((key) => problems[key] === undefined).length,
    attempts,
    goals,
    solved: goals.every(({ met }) => met),
  };
}

/** The app as chosen; a choice that there is none of is passed over. */
function appWith(room: Room, edits: Edits): App {
  return Object.fromEntries(
    room.app.map((setting) => {
      const chosen = edits[appKey(setting)];
      return [setting.id, setting.options.some(({ value }) => value === chosen) ? (chosen as string) : setting.now];
    }),
  );
}

/** An attempt’s run laid out for the stage. */
export function sceneOfAttempt({ scenario }: AttemptRun): Scene {
  return sceneOf({ scenario });
}

function attemptIn(world: World, app: App, attempt: Attempt): AttemptRun {
  const { people, before, kind } = attempt;
  const scenario: Scenario = { world, people, ...(before === undefined ? {} : { before }), calls: attempt.calls(app), start: defaultStart, ends: 'ok' };
  const done = (calls: Scenario['calls'], trace: Trace, outcome: Outcome): AttemptRun => {
    return { attempt, scenario: { ...scenario, calls }, trace, outcome, asWanted: outcome.kind === (kind === 'use' ? 'works' : 'fails') };
  };
  const untold = (what: string): AttemptRun => ({ attempt, scenario: { ...scenario, before: [], calls: [] }, trace: { people, steps: [], ended: 'ok' }, outcome: { kind: 'unknown', what }, asWanted: false });
  try {
    const prologue = run(unfolded(scenario, []));
    const refused = prologue.steps.find((step) => step.error !== undefined);
    if (refused !== undefined) return untold(`${stepName(refused)} is refused before it begins`);
    const { calls, says } = asFarAsItGoes(scenario);
    const trace = run({ ...scenario, calls });
    return done(calls, trace, outcomeOf(attempt, trace, says));
  } catch (problem) {
    if (problem instanceof NotEmulated) return untold(problem.what);
    if (problem instanceof NotRead) return untold(problem.unread);
    throw problem;
  }
}

function outcomeOf({ kind, prizes = [] }: Attempt, trace: Trace, stuck: string | undefined): Outcome {
  if (kind === 'attack' && trace.steps.some((step) => prizes.includes(step.id) && step.error === undefined)) return { kind: 'works' };
  const refused = trace.steps.findLast((step) => step.error !== undefined && (kind === 'use' || step.id === trace.stoppedAt || prizes.includes(step.id)));
  if (refused?.error !== undefined) return { kind: 'fails', says: saysRefused(refused), error: refused.error };
  if (stuck !== undefined) return { kind: 'fails', says: stuck };
  return kind === 'use' ? { kind: 'works' } : { kind: 'fails', says: 'Nothing is refused, and nothing is to be had.' };
}

/** “GetId is refused.” */
function saysRefused(step: Step): string {
  return `${callName({ operation: step.operation, input: {} })} is refused.`;
}
