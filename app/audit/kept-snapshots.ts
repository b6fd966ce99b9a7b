import 'server-only';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson, parseSnapshot, snapshotText, type Snapshot } from '@/lib/snapshot/snapshot';

/** A snapshot that the user chose to keep on this computer. */
export interface KeptSnapshot {
  /** Of its file. */
  readonly name: string;
  readonly takenAt: string;
  readonly account: string;
  /** Ids of identity pools. */
  readonly pools: readonly string[];
}

/** Under the folder that Lifeguard was started in. */
const folder = (): string => join(/* turbopackIgnore: true */ process.cwd(), '.lifeguard', 'snapshots');

/** No more than this may stand in a name: nothing leads out of the folder. */
const fileName = /^\d{12}-[a-z0-9-]+-\d{8}T\d{6}Z\.json$/;

/** Writes a snapshot where only this user can read it, and returns the file's path. */
export async function keepSnapshot(snapshot: Snapshot): Promise<string> {
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const time = new Date(snapshot.takenAt).toISOString().replace(/[-:]|\.\d+/g, '');
  const region = snapshot.exchanges.find(({ operation }) => operation.startsWith('cognito-identity:'))?.region ?? 'no-region';
  const path = join(folder(), `${snapshot.account}-${region}-${time}.json`);
  await writeFile(path, snapshotText(snapshot), { mode: 0o600 });
  return path;
}

/** The newest first; what cannot be read is left out. */
export async function keptSnapshots(): Promise<readonly KeptSnapshot[]> {
  const names = (await readdir(folder()).catch(() => [])).filter((name) => fileName.test(name));
  const kept = await Promise.all(names.map(async (name) => toList(name, await keptSnapshot(name).catch(() => undefined))));
  return kept.filter((one) => one !== undefined).toSorted((a, b) => (a.takenAt < b.takenAt ? 1 : -1));
}

function toList(name: string, snapshot: Snapshot | undefined): KeptSnapshot | undefined {
  if (snapshot === undefined) return undefined;
  const { takenAt, account, exchanges } = snapshot;
  const pools = exchanges.flatMap(({ operation, input }) => (operation === 'cognito-identity:DescribeIdentityPool' ? [String(input.IdentityPoolId)] : []));
  return { name, takenAt, account, pools: [...new Set(pools)].sort() };
}

/** @throws an error when there is none of that name, Unreadable when it has not a snapshot's form */
export async function keptSnapshot(name: string): Promise<Snapshot> {
  return parseSnapshot(parseJson(await readFile(pathOf(name), 'utf8'), name), name);
}

export async function deleteSnapshot(name: string): Promise<void> {
  await rm(pathOf(name));
}

function pathOf(name: string): string {
  if (!fileName.test(name)) throw new Error(`“${name}” is no kept snapshot.`);
  return join(folder(), name);
}
