import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Io } from './io';
import { runCommand } from './run-command';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeguard-'));
  await run('snapshot', '--demo', '--offline', '--output', at('bad.json'));
  await writeFile(at('better.json'), (await readFile(at('bad.json'), 'utf8')).replaceAll('"AllowClassicFlow": true', '"AllowClassicFlow": false'));
});
afterAll(() => rm(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);

async function run(...args: readonly string[]) {
  let out = '';
  let err = '';
  const io: Io = { stdout: { write: (text) => (out += text), isTerminal: false }, stderr: { write: (text) => (err += text), isTerminal: false }, env: {}, readInput: async () => '' };
  return { status: await runCommand(args, io), out, err };
}

test('an account before and after the classic flow was switched off', async () => {
  const { status, out } = await run('compare', at('bad.json'), at('better.json'), '--format', 'json');
  const { new: found, fixed } = JSON.parse(out) as { readonly new: readonly { readonly check: string }[]; readonly fixed: readonly { readonly check: string }[] };
  expect(fixed.map(({ check }) => check)).toEqual(expect.arrayContaining(['IDP-07', 'TRU-12']));
  expect(found.filter(({ check }) => check === 'IDP-07')).toEqual([]);
  expect(status).toBe(0);
  const back = await run('compare', at('better.json'), at('bad.json'));
  expect(back.status).toBe(1);
  expect(back.out).toMatch(/^\d+ new/);
  expect((await run('compare', at('better.json'), at('bad.json'), '--fail-on', 'never')).status).toBe(0);
});

test.each([
  [[], /Which two\?/],
  [['one.json'], /Which two\?/],
  [['a', 'b', '--format', 'pdf'], /a/],
])('%j is refused in one sentence', async (args, sentence) => {
  const { status, err } = await run('compare', ...args);
  expect(status).toBe(2);
  expect(err).toMatch(sentence);
  expect(err.trim().split('\n')).toHaveLength(1);
});
