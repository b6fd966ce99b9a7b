import { expect, test } from 'vitest';
import { notes, notesWorld } from '../world/accounts/notes';
import { run } from './run';
import { defaultStart, type Call, type Scenario } from './scenario';

const put: Call = { id: 'put', by: 'us', operation: 's3:PutObject', signedBy: 'operator', input: { Bucket: notes.bucket, Key: 'public/a.jpg', Body: 'a' } };
const get: Call = { id: 'get', by: 'us', operation: 's3:GetObject', signedBy: 'operator', input: { Bucket: notes.bucket, Key: 'public/a.jpg' } };

const scenario = (before: readonly Call[]): Scenario => ({
  world: notesWorld,
  people: { us: { name: 'Us', kind: 'operator' } },
  before,
  calls: [get],
  start: defaultStart,
  ends: 'ok',
});

test('what happened before the story is there, and not shown', () => {
  const trace = run(scenario([put]));
  expect(trace.ended).toBe('ok');
  expect(trace.steps.map((step) => step.id)).toEqual(['get']);
  expect(run(scenario([])).ended).toBe('NoSuchKey');
});

test('a refusal before the story is a fault of the scenario', () => {
  expect(() => run(scenario([{ ...put, signedBy: 'unsigned' }]))).toThrow(/before the story/);
});
