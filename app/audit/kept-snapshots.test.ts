import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { snapshotOfDemo } from '@/lib/auditor/demo-snapshot';
import { deleteSnapshot, keepSnapshot, keptSnapshot, keptSnapshots } from './kept-snapshots';

vi.mock('server-only', () => ({}));

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kept-'));
  vi.spyOn(process, 'cwd').mockReturnValue(home);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(home, { recursive: true });
});

test('a snapshot is kept for this user only, listed, read and deleted', async () => {
  const { snapshot } = await snapshotOfDemo();
  expect(await keptSnapshots()).toEqual([]);
  const path = await keepSnapshot(snapshot);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const [kept, ...more] = await keptSnapshots();
  expect(more).toEqual([]);
  expect(kept).toMatchObject({ name: '444455556666-us-east-1-20261122T210000Z.json', account: '444455556666', takenAt: snapshot.takenAt });
  expect(kept?.pools).toHaveLength(1);
  expect(await keptSnapshot(kept?.name ?? '')).toEqual(snapshot);
  await deleteSnapshot(kept?.name ?? '');
  expect(await keptSnapshots()).toEqual([]);
});

test('no name leads out of the folder', async () => {
  for (const name of ['../../etc/passwd', '444455556666-us-east-1-20261122T210000Z.json/../x', 'x.json', '']) {
    await expect(keptSnapshot(name)).rejects.toThrow('is no kept snapshot');
    await expect(deleteSnapshot(name)).rejects.toThrow('is no kept snapshot');
  }
});
