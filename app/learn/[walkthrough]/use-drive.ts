import { useCallback, useRef, useState } from 'react';
import type { Filling } from '@/content/drive/attempt';
import type { Length } from '@/content/drive/length';
import type { DriveView } from './drive-lab';

const lab = () => import('./drive-lab');

/** What the learner has put together for the next call. */
export interface Choice {
  /** The id of a move. */
  readonly move?: string;
  readonly filling: Filling;
}

/** The drive that is under way, and what can be done about it. Undefined `view`: it is being loaded. */
export interface Driving {
  readonly view: DriveView | undefined;
  readonly length: Length;
  readonly choice: Choice;
  start(length: Length): void;
  choose(move: string): void;
  fill(slot: string, holding: string | undefined): void;
  /** Puts in what the lesson itself does. */
  show(): void;
  send(): void;
  /** On to the next call, or back to this one. */
  goOn(): void;
  leave(): void;
}

const noChoice: Choice = { filling: {} };

/** `onView` is told each new view, and whether its lit row is to be played. */
export function useDrive(slug: string, onView: (view: DriveView, animate: boolean) => void): Driving {
  const [view, setView] = useState<DriveView>();
  const [length, setLength] = useState<Length>('1');
  const [choice, setChoice] = useState<Choice>(noChoice);
  const turn = useRef(0);

  const take = useCallback(
    async (coming: Promise<DriveView>, animate: boolean) => {
      const mine = ++turn.current;
      const next = await coming;
      if (turn.current !== mine) return;
      setView(next);
      onView(next, animate);
    },
    [onView],
  );

  const start = useCallback(
    (wanted: Length) => {
      setLength(wanted);
      setChoice(noChoice);
      void take(lab().then((module) => module.startDriving(slug, wanted)), false);
    },
    [slug, take],
  );

  const move = view?.drive.moves.find((one) => one.id === choice.move);
  return {
    view,
    length,
    choice,
    start,
    choose: (id) => setChoice((before) => (before.move === id ? before : { move: id, filling: {} })),
    fill: (slot, holding) => setChoice((before) => ({ ...before, filling: { ...before.filling, [slot]: holding } })),
    show: () => {
      if (view === undefined) return;
      void lab().then((module) => {
        const own = module.shown(view);
        setChoice({ move: own.move.id, filling: own.filling });
      });
    },
    send: () => {
      if (view === undefined || move === undefined) return;
      void take(lab().then((module) => module.makeCall(view, move, choice.filling)), true);
    },
    goOn: () => {
      if (view === undefined) return;
      if (view.tried?.outcome.kind === 'right') setChoice(noChoice);
      void take(lab().then((module) => module.goOn(view)), false);
    },
    leave: useCallback(() => {
      turn.current++;
      setView(undefined);
      setChoice(noChoice);
    }, []),
  };
}
