import { useCallback, useRef, useState } from 'react';
import type { Edits } from '@/lib/world/edit';
import { keepEdits, readEdits } from './kept-edits';
import type { RepairView } from './repair-lab';

const lab = () => import('./repair-lab');

/** The repair that is under way, and what can be done about it. Undefined `view`: it is being loaded. */
export interface Repairing {
  readonly view: RepairView | undefined;
  /** What is typed by now; the run may be of an earlier state. */
  readonly edits: Edits;
  open(on: readonly string[]): void;
  edit(key: string, raw: string | undefined): void;
  run(): void;
  undoAll(): void;
  leave(): void;
}

/** `onView` is told each new run, and whether somebody asked for it just now. */
export function useRepair(slug: string, onView: (view: RepairView, asked: boolean) => void): Repairing {
  const [view, setView] = useState<RepairView>();
  const [edits, setEdits] = useState<Edits>({});
  const on = useRef<readonly string[]>([]);
  const turn = useRef(0);

  const take = useCallback(
    async (with_: Edits, asked: boolean) => {
      const mine = ++turn.current;
      const next = await lab().then((module) => module.runEdited(slug, on.current, with_));
      if (turn.current !== mine) return;
      setView(next);
      onView(next, asked);
    },
    [onView, slug],
  );

  const change = (next: Edits): void => {
    setEdits(next);
    keepEdits(slug, on.current, next);
  };

  return {
    view,
    edits,
    open: useCallback(
      (wanted) => {
        on.current = wanted;
        const kept = readEdits(slug, wanted);
        setEdits(kept);
        void take(kept, false);
      },
      [slug, take],
    ),
    edit: (key, raw) => {
      const { [key]: _before, ...others } = edits;
      change(raw === undefined ? others : { ...others, [key]: raw });
    },
    run: () => void take(edits, true),
    undoAll: () => {
      change({});
      void take({}, true);
    },
    leave: useCallback(() => {
      turn.current++;
      setView(undefined);
    }, []),
  };
}
