import { advance, attempt, solutionOf, type Filling, type Outcome } from '@/content/drive/attempt';
import { goalOf, holdings, narrationOfDrive, nextCall, sceneOfDrive, startDrive, timeOfNext, waiting, type Drive } from '@/content/drive/drive';
import type { Holding } from '@/content/drive/holdings';
import type { Length } from '@/content/drive/length';
import type { Move } from '@/content/drive/move';
import { walkthroughNamed } from '@/content/walkthroughs';
import type { Call } from '@/lib/engine/scenario';
import { runOfScene, type Run } from './run';

/** A drive as the player shows it, at one moment. */
export interface DriveView {
  readonly drive: Drive;
  readonly run: Run;
  /** The row to light. */
  readonly index: number;
  readonly goal: string;
  /** Who makes the next call, and what there is to put into it. */
  readonly actor: string;
  readonly held: readonly Holding[];
  /** Epoch seconds at the next call, and seconds since the one before it. */
  readonly now: number;
  readonly later: number;
  readonly hint: string;
  readonly tried?: Tried;
}

/** The last call that the learner made. */
export interface Tried {
  readonly outcome: Outcome;
  /** A right call's id, for the lesson's words about it. */
  readonly made?: string;
}

/** A lesson with its last calls open. */
export async function startDriving(slug: string, length: Length): Promise<DriveView> {
  const load = walkthroughNamed(slug);
  if (load === undefined) throw new Error(`There is no walkthrough “${slug}”.`);
  return viewOf(startDrive(await load(), length));
}

/** Makes the learner's call, and shows what came of it. */
export async function makeCall({ drive }: DriveView, move: Move, filling: Filling): Promise<DriveView> {
  const outcome = attempt(drive, move, filling);
  if (outcome.kind === 'right') {
    const view = await viewOf(advance(drive, outcome.call));
    return { ...view, index: rowOf(view.run, outcome.call.id), tried: { outcome, made: outcome.call.id } };
  }
  const view = await viewOf(drive, outcome.kind === 'refused' || outcome.kind === 'elsewhere' ? outcome.call : undefined);
  return { ...view, tried: { outcome } };
}

/** The same place, with the last try off the stage. */
export function goOn(view: DriveView): Promise<DriveView> {
  return viewOf(view.drive);
}

/** The lesson's own choice. */
export function shown(view: DriveView): ReturnType<typeof solutionOf> {
  return solutionOf(view.drive);
}

async function viewOf(drive: Drive, tried?: Call): Promise<DriveView> {
  const { scenario, narration } = drive.walkthrough;
  const scene = sceneOfDrive(drive, tried);
  const made = tried === undefined ? drive.made : [...drive.made, tried];
  const run: Run = {
    ...(await runOfScene(scene, { ...scenario, calls: made })),
    rows: drive.good.beats.length,
    narration: narrationOfDrive(drive, scene),
  };
  const next = nextCall(drive);
  const now = timeOfNext(drive);
  const refused = scene.refusal === undefined ? -1 : rowOf(run, scene.refusal.beat);
  return {
    drive,
    run,
    index: refused >= 0 ? refused : tried === undefined ? scene.beats.length - 1 : rowOf(run, tried.id),
    goal: goalOf(drive),
    actor: scenario.people[next?.by ?? '']?.name ?? '',
    held: holdings(drive),
    now,
    later: next?.after ?? 0,
    hint: narration[next?.id ?? '']?.title ?? '',
  };
}

function rowOf({ scene }: Run, key: string): number {
  return scene.beats.findIndex((beat) => beat.key === key);
}

/** Whether the run waits for a call, and has not come to its end. */
export function isWaiting({ run }: DriveView): boolean {
  return run.scene.beats.at(-1)?.key === waiting;
}
