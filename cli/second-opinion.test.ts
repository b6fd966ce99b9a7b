import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Report } from '../lib/report/report';
import type { Snapshot } from '../lib/snapshot/snapshot';
import { demoOperatorKey } from '../lib/wire/demo-operator';
import { serve, type Served } from '../lib/wire/serving.testing';
import { demoWorld } from '../lib/world/accounts/demo';
import type { Io } from './io';
import { runCommand } from './run-command';

vi.setConfig({ testTimeout: 60_000 });

let served: Served;
let folder: string;
beforeAll(async () => {
  served = await serve({ world: demoWorld });
  folder = await mkdtemp(join(tmpdir(), 'lifeguard-'));
});
afterAll(() => Promise.all([served.close(), rm(folder, { recursive: true })]));
beforeEach(() => {
  vi.stubEnv('AWS_ENDPOINT_URL', served.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', demoOperatorKey.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', demoOperatorKey.secretAccessKey);
});

async function run(...args: readonly string[]) {
  let out = '';
  let err = '';
  const io: Io = { stdout: { write: (text) => (out += text), isTerminal: false }, stderr: { write: (text) => (err += text), isTerminal: false }, env: {}, readInput: async () => '' };
  return { status: await runCommand(args, io), out, err };
}

const opinionsIn = (text: string) => (JSON.parse(text) as Report).verdicts.flatMap(({ secondOpinions = [] }) => secondOpinions);

it('nobody is asked unless somebody wants it', async () => {
  const { out } = await run('audit', '--region', 'us-east-1', '--format', 'json');
  expect(out).toContain('"verdicts"');
  expect(opinionsIn(out)).toEqual([]);
});

it('an audit shows what is said, and that it is not AWS who says it', async () => {
  const { status, out, err } = await run('audit', '--region', 'us-east-1', '--second-opinion', '--format', 'json');
  expect([status, err]).toEqual([1, '']);
  expect(opinionsIn(out).length).toBeGreaterThan(10);
  for (const { answeredBy, says } of opinionsIn(out)) expect([answeredBy, says]).toEqual(['127.0.0.1', expect.not.stringContaining('not asked')]);
});

it('a snapshot keeps it for later audits', async () => {
  const file = join(folder, 'account.json');
  expect(await run('snapshot', '--region', 'us-east-1', '--second-opinion', '--output', file)).toMatchObject({ status: 0, err: '' });
  const { exchanges } = JSON.parse(await readFile(file, 'utf8')) as Snapshot;
  expect(new Set(exchanges.filter(({ endpoint }) => endpoint !== undefined).map(({ operation }) => operation))).toEqual(new Set(['access-analyzer:ValidatePolicy', 'iam:SimulateCustomPolicy']));
  expect(opinionsIn((await run('audit', '--snapshot', file, '--format', 'json')).out).length).toBeGreaterThan(10);
});

it.each([['--demo'], ['--snapshot', 'account.json']])('with %s there is no AWS to ask', async (...source) => {
  expect(await run('audit', '--second-opinion', ...source)).toMatchObject({ status: 2, out: '', err: expect.stringContaining('--second-opinion asks AWS') });
});
