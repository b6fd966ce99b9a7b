import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Foot } from '@/app/_components/foot';
import { RichText } from '@/app/_components/rich-text';
import { TopBar } from '@/app/_components/top-bar';
import '@/app/_styles/stage.css';
import '@/app/_styles/report.css';
import '@/app/_styles/rooms.css';
import { roomNamed, rooms } from '@/content/rooms';
import { findingsOf } from '@/app/rooms/findings';
import { play } from '@/content/rooms/play';
import { series, type Room } from '@/content/rooms/room';
import { RoomPlay } from './room-play';
import { textOf, viewOf } from './view';

interface Props {
  readonly params: Promise<{ readonly room: string }>;
}

export const dynamicParams = false;

export function generateStaticParams() {
  return Object.keys(rooms).map((room) => ({ room }));
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title, series: letter } = await roomOf((await params).room);
  return { title, description: series[letter].says };
}

/** A broken account: what people see of it, what happens in it now, and its forms. */
export default async function Page({ params }: Props) {
  const room = await roomOf((await params).room);
  const all = (await Promise.all(Object.values(rooms).map((load) => load()))).filter((one) => one.series === room.series);
  const next = all.find(({ number }) => number === room.number + 1);
  return (
    <>
      <TopBar crumbs={{ href: '/rooms', name: 'Rooms', here: room.title, short: `${room.series}${room.number}` }} />
      <main id="main" className="room">
        <p className="eyebrow">
          <Link href={`/rooms#${series[room.series].id}`} prefetch={false}>
            {series[room.series].name}
          </Link>
          {all.length === 1 ? null : ` · ${room.number} of ${all.length}`}
        </p>
        <h1>{room.title}</h1>
        <div className="room-symptom teach">
          {room.symptom.map((text) => (
            <p key={text}>
              <RichText text={text} />
            </p>
          ))}
        </div>
        <RoomPlay room={textOf(room)} first={viewOf(play(room, {}))} findings={findingsOf(room)} next={next === undefined ? undefined : { slug: next.slug, title: next.title }} />
      </main>
      <Foot />
    </>
  );
}

async function roomOf(slug: string): Promise<Room> {
  const load = roomNamed(slug);
  if (load === undefined) notFound();
  return load();
}
