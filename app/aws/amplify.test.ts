import { syncBuiltinESMExports } from 'node:module';
import { Amplify } from 'aws-amplify';
import { signOut } from 'aws-amplify/auth';
import { cognitoCredentialsProvider, cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { walkthroughs } from '@/content/walkthroughs/index';
import { runOn } from '@/lib/engine/run';
import { serve, type Served } from '@/lib/wire/serving.testing';
import { browseAs, leadAwsTo, runProgram } from './program.testing';
import { configuration, readers, signInBefore } from './amplify-readers.testing';

const lessons = await Promise.all(Object.values(walkthroughs).map((load) => load()));

let served: Served | undefined;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.spyOn(console, 'log').mockReturnValue();
});
afterEach(async () => {
  // A program may have put a provider of its own in their place.
  Amplify.configure(configuration, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider, credentialsProvider: cognitoCredentialsProvider } });
  cognitoUserPoolsTokenProvider.setAuthConfig(configuration.Auth);
  await signOut();
  await served?.close();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  vi.useRealTimers();
});

test.each(lessons.map((lesson) => [lesson.slug, lesson] as const))('the Amplify program of %s runs, and makes the calls that it says', async (slug, { scenario, amplify }) => {
  const reader = readers[slug];
  if (reader === undefined) throw new Error(`Nobody reads ${slug}.`);
  vi.setSystemTime(scenario.start * 1000);
  served = await serve({ world: scenario.world });
  const { emulator } = served;
  runOn(emulator.state, { ...scenario, calls: [] });
  leadAwsTo(served);
  if (reader.elsewhere !== undefined) browseAs(reader.elsewhere, served);
  Amplify.configure(reader.configuration ?? configuration);
  await signInBefore(reader);

  const made: string[][] = [];
  let making: string[] = [];
  const { perform } = emulator;
  emulator.perform = (operation, input, caller) => {
    making.push(operation);
    return perform(operation, input, caller);
  };
  const running = runProgram(amplify, Object.keys(reader.has), async (segment) => {
    making = [];
    const values = await reader.at?.(segment, emulator);
    made.push((making = []));
    return values ?? {};
  });
  if (reader.ends === undefined) await running;
  else await expect(running).rejects.toMatchObject({ name: reader.ends });
  const said = amplify.map(({ steps }, index) => reader.makes?.[index] ?? steps.map((id) => scenario.calls.find((call) => call.id === id)?.operation));
  expect(made).toEqual(said);
});
