import type { Metadata } from 'next';
import { rooms } from '@/content/rooms';
import { series, type SeriesId } from '@/content/rooms/room';
import { Foot } from '../_components/foot';
import { TopBar } from '../_components/top-bar';
import '../_styles/rooms.css';
import { RoomList } from './room-list';

export const metadata: Metadata = {
  title: 'Rooms',
  description: 'Broken Cognito accounts to repair without being told how: any right repair counts, and the emulator tries it.',
};

/** The rooms, each a broken account. */
export default async function Page() {
  const all = await Promise.all(Object.values(rooms).map((load) => load()));
  return (
    <>
      <TopBar section="learn" />
      <main id="main" className="column">
        <div className="page-head">
          <h1>Rooms: nobody tells you how</h1>
          <p>In each room an account is broken. You see what people see, change what you like, and try it. Any repair counts that lets everything work that should, and nothing that should not.</p>
        </div>
        {(Object.keys(series) as SeriesId[]).map((letter) => (
          <section key={letter} id={series[letter].id} className="room-series" aria-labelledby={`series-${letter}`}>
            <h2 className="h-sec" id={`series-${letter}`}>
              {series[letter].name}
            </h2>
            <p className="teach">{series[letter].says}</p>
            <RoomList rooms={all.filter((room) => room.series === letter).map(({ slug, number, title, par }) => ({ slug, number, title, par }))} />
          </section>
        ))}
      </main>
      <Foot />
    </>
  );
}
