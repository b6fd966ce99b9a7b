import { sceneOfAttempt, type Played } from '@/content/rooms/play';
import type { Attempt, Outcome, Room } from '@/content/rooms/room';
import type { Edits } from '@/lib/world/edit';
import type { Scene } from '@/lib/stage/scene';

/** A room's words and choices: all of it that travels before anybody touches it. */
export type RoomText = Omit<Room, 'world' | 'attempts' | 'also' | 'checks' | 'expectations'>;

export interface AttemptView extends Pick<Attempt, 'id' | 'title' | 'kind'> {
  readonly outcome: Outcome;
  readonly asWanted: boolean;
  readonly scene: Scene;
}

/** A room as tried, as plain data: made on the server for the first paint and in the browser after a change. */
export interface RoomView {
  readonly attempts: readonly AttemptView[];
  /** What must hold besides the attempts. */
  readonly also: readonly { readonly id: string; readonly says: string; readonly met: boolean }[];
  readonly solved: boolean;
  readonly changes: number;
  /** The edits that were tried. */
  readonly edits: Edits;
  /** Fields that could not be used as they were typed. */
  readonly unusable: number;
}

export function textOf({ world: _world, attempts: _attempts, also: _also, checks: _checks, expectations: _expectations, ...text }: Room): RoomText {
  return text;
}

export function viewOf({ attempts, goals, solved, changes, edits, problems }: Played): RoomView {
  return {
    attempts: attempts.map((run) => {
      const { id, title, kind } = run.attempt;
      return { id, title, kind, outcome: run.outcome, asWanted: run.asWanted, scene: drawn(sceneOfAttempt(run)) };
    }),
    also: goals.filter(({ goal }) => goal.attempt === undefined).map(({ goal, met }) => ({ id: goal.id, says: goal.says, met })),
    solved,
    changes,
    edits,
    unusable: Object.keys(problems).length,
  };
}

/** Of a scene, what the stage draws. */
function drawn({ lanes, beats, ended }: Scene): Scene {
  return { lanes, beats, ended, steps: {}, policies: {} };
}
