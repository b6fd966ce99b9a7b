'use client';

import Link from 'next/link';
import { useProgress, type Progress } from '@/app/_components/progress';
import { VerdictMark } from '@/app/_components/verdict-mark';
import type { Room } from '@/content/rooms/room';

/** Rooms with what this browser remembers of each. */
export function RoomList({ rooms }: { readonly rooms: readonly Pick<Room, 'slug' | 'number' | 'title' | 'par'>[] }) {
  const progress = useProgress();
  return (
    <ol className="room-list">
      {rooms.map(({ slug, number, title, par }) => (
        <li key={slug}>
          <Link href={`/rooms/${slug}`} prefetch={false}>
            <span className="n num">{number}</span>
            <b>{title}</b>
            <span className="par num">par {par}</span>
            <State progress={progress[`room-${slug}`]} />
          </Link>
        </li>
      ))}
    </ol>
  );
}

function State({ progress }: { readonly progress: Progress | undefined }) {
  if (progress === undefined) return <span className="state" />;
  if (!progress.done) return <span className="state">Begun</span>;
  const { changes } = progress.answers;
  return (
    <span className="state">
      <VerdictMark kind="ok" /> Repaired{changes === undefined ? '' : `, ${changes === 1 ? '1 change' : `${changes} changes`}`}
    </span>
  );
}
