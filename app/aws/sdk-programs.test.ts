import { syncBuiltinESMExports } from 'node:module';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { stories } from '@/content/stories/index';
import { walkthroughs } from '@/content/walkthroughs/index';
import { run, runOn } from '@/lib/engine/run';
import { programsOf } from '@/lib/wire/code/program';
import { serve, type Served } from '@/lib/wire/serving.testing';
import { leadAwsTo, runProgram } from './program.testing';

const lessons = await Promise.all([...Object.values(walkthroughs), ...Object.values(stories)].map((load) => load()));

/** Programs that are only compiled (lessons.test.ts): somebody has to put in what a library works out or a person reads. */
const needsSomebody = (opening: string) => opening.includes('worked out by a library, or read from a message');
/** And those that nothing here can run. */
const notHere = new Set([
  // AWS IoT’s clients are not among the packages here.
  'four-architectures',
  'own-iot-policy',
  // Its token is of another account, which the emulator has not.
  'room-next-door',
  // It begins with a request that nobody signed, which the SDK does not send.
  'two-questions',
]);

const runnable = lessons.filter(({ slug, scenario }) => !notHere.has(slug) && !needsSomebody(programsOf(scenario).sdk.segments[0]?.text ?? ''));

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

describe('the SDK v3 program', () => {
  test('of most lessons and stories can be run', () => {
    expect(runnable.length).toBeGreaterThan(15);
  });

  test.each(runnable.map((lesson) => [lesson.slug, lesson] as const))('of %s does what its run does, up to the first refusal', async (_slug, { scenario }) => {
    served = await serve({ world: scenario.world });
    const { emulator } = served;
    runOn(emulator.state, { ...scenario, calls: [] });
    leadAwsTo(served);
    vi.stubEnv('AWS_ACCESS_KEY_ID', emulator.operatorKey.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', emulator.operatorKey.secretAccessKey);
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
    const running = runProgram(programsOf(scenario).sdk.segments, [], () => ({}));
    if (refused < 0) await running;
    else await expect(running).rejects.toMatchObject({ name: steps[refused]?.error?.code });
    // Before them stand the calls from before the story that it uses.
    expect(made.slice(-expected.length)).toEqual(expected);
  });
});
