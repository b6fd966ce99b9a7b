import type { Call, Scenario } from '../../lib/engine/scenario';
import { digest } from '../../lib/engine/mint';
import { run } from '../../lib/engine/run';
import { serviceOf } from '../../lib/engine/services';
import type { Step } from '../../lib/engine/trace';
import type { Beat } from '../../lib/stage/beats';
import { sceneOf, type Scene } from '../../lib/stage/scene';
import { sceneOfLesson, type Narration, type Walkthrough } from '../walkthroughs/walkthrough';
import { distractorsFor } from './distractors';
import { goals } from './goals';
import { holdingsOf, knownOfOthers, type Holding } from './holdings';
import type { Length } from './length';
import { moveOf, refsIn, type Move } from './move';

/** A lesson whose last calls somebody makes. Each call made has the id of the lesson's own call in its place. */
export interface Drive {
  readonly walkthrough: Walkthrough;
  /** The lesson's own run. */
  readonly good: Scene;
  /** How many calls the lesson makes itself before the learner begins. */
  readonly given: number;
  /** All calls so far, the lesson's and the learner's. */
  readonly made: readonly Call[];
  /** The calls to choose from, always in the same order. */
  readonly moves: readonly Move[];
}

/** A lesson at the call where the learner takes over. */
export function startDrive(walkthrough: Walkthrough, length: Length): Drive {
  const { calls } = walkthrough.scenario;
  const given = length === 'all' ? 0 : Math.max(0, calls.length - Number(length));
  return { walkthrough, good: sceneOfLesson(walkthrough, []), given, made: calls.slice(0, given), moves: movesOf(walkthrough) };
}

/** The lesson's call that is to be made now; undefined when all are made. */
export function nextCall({ walkthrough, made }: Drive): Call | undefined {
  return walkthrough.scenario.calls[made.length];
}

/** What is wanted of the next call. */
export function goalOf(drive: Drive): string {
  const next = nextCall(drive);
  if (next === undefined) return 'Every call is made, and the run ends as the lesson’s own does.';
  return goals[drive.walkthrough.slug]?.[next.id] ?? drive.walkthrough.narration[next.id]?.title ?? drive.walkthrough.question;
}

/** Everything that has happened by now, what came before the story included. */
export function stepsSoFar(drive: Drive): readonly Step[] {
  const known = past.get(drive) ?? run(unfolded(drive.walkthrough.scenario, drive.made)).steps;
  past.set(drive, known);
  return known;
}

const past = new WeakMap<Drive, readonly Step[]>();

/** The scenario with the calls before the story among the others, so that their outputs can be seen. */
export function unfolded(scenario: Scenario, calls: readonly Call[]): Scenario {
  return { ...scenario, before: [], calls: [...(scenario.before ?? []), ...calls] };
}

/** What the one who calls next can put into the call. */
export function holdings(drive: Drive): readonly Holding[] {
  const { scenario } = drive.walkthrough;
  const next = nextCall(drive);
  if (next === undefined) return [];
  const known = knownOfOthers(scenario.calls, next.by, (call) => refsIn(call.input));
  return holdingsOf(stepsSoFar(drive), next.by, scenario.people, known);
}

/** When the next call is made, in epoch seconds. */
export function timeOfNext({ good, walkthrough, made }: Drive): number {
  const next = walkthrough.scenario.calls[made.length];
  return good.beats.find((beat) => beat.key === next?.id)?.at ?? good.beats.at(-1)?.at ?? walkthrough.scenario.start;
}

/** How many distractors stand among a lesson's own calls. */
const distractors = 3;

function movesOf(walkthrough: Walkthrough): readonly Move[] {
  const { scenario, slug } = walkthrough;
  const own = new Map(scenario.calls.map((call) => [call.id, moveOf(call)] as const).map(([, move]) => [move.id, move]));
  const operations = new Set(scenario.calls.map((call) => call.operation));
  const lanes = new Set(sceneOfLesson(walkthrough, []).lanes.map((lane) => lane.id));
  const fits = ({ operation }: Move): boolean => [serviceOf(operation), ...(operation === 'cognito-identity:GetCredentialsForIdentity' ? ['sts', 'iam'] : [])].every((service) => lanes.has(service));
  const others = distractorsFor(scenario.world).filter((move) => !own.has(move.id) && fits(move) && (!operations.has(move.operation) || refreshes(move, operations)));
  return [...own.values(), ...others.slice(0, distractors)].sort((a, b) => (digest(`${slug} ${a.id}`) < digest(`${slug} ${b.id}`) ? -1 : 1));
}

/** The older way to new tokens is a fair choice only where a lesson takes the newer one. */
function refreshes(move: Move, operations: ReadonlySet<string>): boolean {
  return move.detail === 'REFRESH_TOKEN_AUTH' && operations.has('cognito-idp:GetTokensFromRefreshToken');
}

/** The key of the row that waits for the learner's call, and the id of a call that is not the right one. */
export const waiting = 'your-move';
export const attempted = 'your-call';

/**
 * What the stage shows: the run so far, and the row where the next call will stand; with `attempt`, that call in its place.
 * The lanes are the whole lesson's, so that nothing moves.
 */
export function sceneOfDrive(drive: Drive, attempt?: Call): Scene {
  const { walkthrough, made, good } = drive;
  const { scenario, locals } = walkthrough;
  const next = nextCall(drive);
  const calls = attempt === undefined ? made : [...made, attempt];
  const before = attempt === undefined ? locals : locals.map((local) => (local.before === next?.id ? { ...local, before: attempt.id } : local));
  const { good: _good, diverges: _diverges, ...scene } = sceneOf({ scenario: { ...scenario, calls }, locals: before, good: scenario });
  const beats = scene.beats.filter((beat) => !beat.ghost);
  if (next === undefined || attempt !== undefined) return { ...scene, beats };
  const moments = good.beats.filter((beat) => beat.kind === 'local' && beat.step === next.id);
  return { ...scene, beats: [...beats, ...moments, waitingBeat(next, timeOfNext(drive))] };
}

function waitingBeat({ by }: Call, at: number): Beat {
  const label = { text: 'your call', voice: 'plain' } as const;
  return { key: waiting, kind: 'local', step: waiting, from: by, to: by, label, carries: [], checks: [], hidden: false, truth: 'simulated', at, ghost: false };
}

/** Words for the rows that no lesson tells: the one that waits, and a call that the lesson does not make. */
export function narrationOfDrive(drive: Drive, scene: Scene): Readonly<Record<string, Narration>> {
  const told: Record<string, Narration> = { [waiting]: { title: 'What is called next?', caption: goalOf(drive), explain: [goalOf(drive)] } };
  for (const beat of scene.beats) {
    if (beat.step !== attempted && !beat.step.startsWith(`${attempted}/`)) continue;
    const who = scene.lanes.find((lane) => lane.id === beat.from)?.name ?? beat.from;
    const title = beat.kind === 'answer' ? `${who} answers` : `${who} calls ${beat.label.text}`;
    told[beat.key] = { title, caption: `${title}.`, explain: [`${title}. This is your call: the emulator makes it, and this is what comes of it.`] };
  }
  return told;
}
