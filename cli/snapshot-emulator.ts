import { load } from '../lib/snapshot/load';
import { withPeopleOf } from '../lib/snapshot/people';
import { parseJson, parseSnapshot } from '../lib/snapshot/snapshot';
import { createEmulator, shareEmulator } from '../lib/wire/emulator';
import { readText } from './files';
import type { Io } from './io';

/**
 * Makes the account of a snapshot, with the people that the file carries, the one that the emulator of this process serves.
 * @throws Problem, Unreadable
 */
export async function serveSnapshot(path: string, io: Io): Promise<void> {
  const { name, text } = await readText(path, io);
  const value = parseJson(text, name);
  shareEmulator(createEmulator({ world: withPeopleOf(load(parseSnapshot(value, name)), value, name) }));
}
