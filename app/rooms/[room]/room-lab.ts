import { roomNamed } from '@/content/rooms';
import { play } from '@/content/rooms/play';
import type { Room } from '@/content/rooms/room';
import { applyEdits, thingsOf, type Edits } from '@/lib/world/edit';
import { viewOf, type RoomView } from './view';

export { WorldEditor } from '@/app/_components/repair/world-editor';
export { thingsOf };

export async function loadRoom(slug: string): Promise<Room> {
  const load = roomNamed(slug);
  if (load === undefined) throw new Error(`There is no room “${slug}”.`);
  return load();
}

/** Everything that people do in the room, in the account and with the app as changed. */
export function tryRoom(room: Room, edits: Edits): RoomView {
  return viewOf(play(room, edits));
}

/** What is wrong with what is typed, by field. */
export function problemsOf(room: Room, edits: Edits): Readonly<Record<string, string>> {
  return applyEdits(room.world, edits).problems;
}
