import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { stories } from '@/content/stories/index';
import { walkthroughs } from '@/content/walkthroughs/index';
import type { Walkthrough } from '@/content/walkthroughs/walkthrough';
import { run, runOn } from '@/lib/engine/run';
import { programsOf, type Language } from '@/lib/wire/code/program';
import { awsAtEndpoint, isInstalled } from '@/lib/wire/installed.testing';
import { serve, type Served } from '@/lib/wire/serving.testing';

const lessons = await Promise.all([...Object.values(walkthroughs), ...Object.values(stories)].map((load) => load()));

/** Somebody has to put in what a library works out or a person reads. */
const needsSomebody = (opening: string) => opening.includes('worked out by a library, or read from a message');
/** What nothing here can run. */
const notHere = new Set([
  // AWS IoT has an endpoint of its own.
  'four-architectures',
  'own-iot-policy',
  // Its token is of another account, which the emulator has not.
  'room-next-door',
  // It begins with a request that nobody signed, which these send only where there are no keys at all.
  'two-questions',
  // Its function has an address of its own.
  'developer-identities',
]);
const runnable = lessons.filter(({ slug, scenario }) => !notHere.has(slug) && !needsSomebody(programsOf(scenario).sdk.segments[0]?.text ?? ''));

const execute = promisify(execFile);
let folder: string;
let served: Served | undefined;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'lifeguard-'))));
afterEach(() => served?.close());
afterAll(() => rm(folder, { recursive: true }));

/** Runs a lesson's program in a language, and holds it to the calls of the lesson's run, up to the first refusal. */
async function holds({ scenario }: Walkthrough, language: Language, command: string, written: (program: string, endpoint: string) => string): Promise<void> {
  served = await serve({ world: scenario.world });
  const { emulator, endpoint } = served;
  runOn(emulator.state, { ...scenario, calls: [] });
  const made: string[] = [];
  const { perform } = emulator;
  emulator.perform = (operation, input, caller) => {
    made.push(operation);
    return perform(operation, input, caller);
  };
  const travels = scenario.calls.filter((call) => call.asks === undefined);
  const steps = run(scenario).steps.filter((step) => travels.some(({ id }) => id === step.id));
  const refused = steps.findIndex(({ error }) => error !== undefined);
  const expected = (refused < 0 ? steps : steps.slice(0, refused + 1)).map(({ operation }) => operation);
  const file = join(folder, 'program');
  await writeFile(file, written(programsOf(scenario)[language].segments.map(({ text }) => text).join('\n'), endpoint));
  const { accessKeyId, secretAccessKey } = emulator.operatorKey;
  const env = { ...process.env, AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_DEFAULT_REGION: scenario.world.region, AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1' };
  const ended = await execute(command, [file], { cwd: folder, env }).then(
    () => 'ok',
    (error: { readonly stderr?: string }) => error.stderr ?? 'failed',
  );
  if (refused < 0) expect(ended).toBe('ok');
  else expect(ended).toContain(steps[refused]?.error?.code.replace(/Exception$/, ''));
  expect(made.slice(-expected.length)).toEqual(expected);
}

const named = runnable.map((lesson) => [lesson.slug, lesson] as const);

describe.skipIf(!isInstalled('python3', ['-c', 'import boto3']))('the boto3 program', () => {
  test.each(named)('of %s does what its run does', { timeout: 30_000 }, (_slug, lesson) => holds(lesson, 'boto3', 'python3', (program) => program));
});

// The AWS CLI takes a second a call: every third lesson, with whatever it calls.
describe.skipIf(!isInstalled('aws', ['--version']) || !isInstalled('jq', ['--version']))('the AWS CLI program', () => {
  test.each(named.filter((_, index) => index % 3 === 0))('of %s does what its run does', { timeout: 90_000 }, (_slug, lesson) => holds(lesson, 'cli', 'bash', (program) => `set -e\n${awsAtEndpoint}\n${program.replaceAll('\naws ', '\naws >/dev/null ')}`));
});
