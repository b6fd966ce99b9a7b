import { describe, expect, test } from 'vitest';
import { unseenDecision, type Step, type Trace } from '../engine/trace';
import { sceneOfTrace } from './trace-scene';

const step = (id: string, operation: string, rest: Partial<Step> = {}): Step => ({
  id,
  operation,
  service: operation.split(':')[0] as string,
  by: 'browser',
  at: 100,
  sent: {},
  origins: [],
  reasons: [],
  decisions: [],
  output: {},
  nested: [],
  truth: 'live',
  ...rest,
});

const people = { browser: { name: 'Your browser', kind: 'guest' } } as const;
const traceOf = (steps: readonly Step[], stoppedAt?: string): Trace => ({ people, steps, ended: stoppedAt === undefined ? 'ok' : 'AccessDenied', ...(stoppedAt === undefined ? {} : { stoppedAt }) });

const getId = step('get-id', 'cognito-identity:GetId', { output: { IdentityId: 'us-east-1:1' } });
const error = { code: 'AccessDenied', message: 'no', status: 403, wording: 'observed' } as const;
const read = step('read', 's3:ListObjectsV2', {
  sent: { Bucket: 'notes-photos' },
  output: undefined,
  error,
  nested: [step('read/decision', unseenDecision, { by: 's3', truth: 'inferred', output: undefined, error })],
});

describe('a run that was not made here', () => {
  test('has rows and lanes for what is still to come, and nothing travels there yet', () => {
    const ahead = [step('who-am-i', 'sts:GetCallerIdentity', { output: { Credentials: { AccessKeyId: 'ASIA', Expiration: 3600 } } })];
    const scene = sceneOfTrace(traceOf([getId]), ahead);
    expect(scene.beats.map((beat) => beat.key)).toEqual(['get-id', 'get-id/answer', 'who-am-i', 'who-am-i/answer']);
    expect(scene.reached).toBe(2);
    expect(scene.lanes.map((lane) => lane.id)).toEqual(['browser', 'cognito-identity', 'sts']);
    expect(scene.beats[1]?.carries).toMatchObject([{ kind: 'guest' }]);
    expect(scene.beats[3]?.carries).toEqual([]);
  });

  test('moves nothing when what was ahead has come', () => {
    const before = sceneOfTrace(traceOf([]), [getId, read]);
    const after = sceneOfTrace(traceOf([getId, read], 'read'));
    expect(after.lanes).toEqual(before.lanes);
    expect(after.beats.map((beat) => beat.key)).toEqual(before.beats.map((beat) => beat.key));
  });

  test('asks IAM where nobody sees it, and may be refused there', () => {
    const scene = sceneOfTrace(traceOf([getId, read], 'read'));
    const decision = scene.beats.find((beat) => beat.key === 'read/decision');
    expect(decision).toMatchObject({ from: 's3', to: 'iam', truth: 'inferred', hidden: true, label: { text: 'may it?', voice: 'plain' }, error: { code: 'AccessDenied' } });
    expect(scene.refusal).toMatchObject({ beat: 'read/decision', step: 'read/decision', told: { code: 'AccessDenied' } });
    expect(scene.beats.filter((beat) => !beat.hidden).map((beat) => beat.truth)).toEqual(['live', 'live', 'live', 'live']);
  });
});
