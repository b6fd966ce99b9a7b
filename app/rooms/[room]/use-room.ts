import { useEffect, useState } from 'react';
import { keepEdits, readEdits } from '@/app/learn/[walkthrough]/kept-edits';
import type { Room } from '@/content/rooms/room';
import type { Edits } from '@/lib/world/edit';
import type * as roomLab from './room-lab';
import type { RoomView } from './view';

export type Lab = typeof roomLab;

/** The room with the tools to change and to try it, loaded when somebody sets about it. */
export interface Workshop {
  readonly lab: Lab;
  readonly room: Room;
}

export interface Playing {
  /** As last tried. */
  readonly view: RoomView;
  /** How often somebody tried it since the page was opened. */
  readonly tries: number;
  /** What is typed by now. */
  readonly edits: Edits;
  readonly workshop: Workshop | undefined;
  openWorkshop(): void;
  edit(key: string, raw: string | undefined): void;
  tryIt(): void;
  undoAll(): void;
}

export function useRoom(slug: string, first: RoomView): Playing {
  const kept = `room-${slug}`;
  const [view, setView] = useState(first);
  const [tries, setTries] = useState(0);
  const [edits, setEdits] = useState<Edits>({});
  const [workshop, setWorkshop] = useState<Workshop>();
  const [wanted, setWanted] = useState(false);

  useEffect(() => {
    const before = readEdits(kept, []);
    setEdits(before);
    if (Object.keys(before).length > 0) setWanted(true);
  }, [kept]);

  useEffect(() => {
    if (!wanted) return;
    let left = false;
    void import('./room-lab').then(async (lab) => {
      const room = await lab.loadRoom(slug);
      if (!left) setWorkshop({ lab, room });
    });
    return () => {
      left = true;
    };
  }, [slug, wanted]);

  const change = (next: Edits): void => {
    setEdits(next);
    keepEdits(kept, [], next);
  };

  return {
    view,
    tries,
    edits,
    workshop,
    openWorkshop: () => setWanted(true),
    edit: (key, raw) => {
      const { [key]: _before, ...others } = edits;
      change(raw === undefined ? others : { ...others, [key]: raw });
    },
    tryIt: () => {
      if (workshop === undefined) return;
      setView(workshop.lab.tryRoom(workshop.room, edits));
      setTries(tries + 1);
    },
    undoAll: () => change({}),
  };
}
