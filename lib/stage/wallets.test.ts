import { describe, expect, test } from 'vitest';
import { flight } from './position';
import { brokenScene, goodScene as scene } from './upload.testing';
import { countdown, countdownInWords, walletsAt } from './wallets';

const index = (key: string) => scene.beats.findIndex((beat) => beat.key === key);
const wallet = (lane: string, key: string, t = 1) => walletsAt(scene.beats, scene.lanes, index(key), t).find((one) => one.lane === lane);
const kinds = (lane: string, key: string, t = 1) => wallet(lane, key, t)?.chips.map(({ chip }) => chip.kind);

describe('who holds what', () => {
  test('the browser gathers what answers bring it, when they have arrived', () => {
    expect(kinds('ana', 'respond/answer', 0)).toEqual([]);
    expect(kinds('ana', 'respond/answer', flight)).toEqual(['id', 'access', 'refresh']);
    expect(kinds('ana', 'put-object')).toEqual(['id', 'access', 'refresh', 'identity', 'credentials']);
  });

  test('services keep nothing; what is on its way to one is arriving', () => {
    expect(wallet('cognito-identity', 'get-id', 0.5)?.chips).toMatchObject([{ chip: { kind: 'id' }, state: 'arriving' }]);
    expect(wallet('cognito-identity', 'initiate-auth')?.says).toBe('nothing yet');
    expect(wallet('cognito-identity', 'get-id/answer')?.says).toBe('keeps no token');
    expect(wallet('s3', 'put-object/answer')?.says).toBe('beach.jpg');
    expect(walletsAt(brokenScene('folder').beats, scene.lanes, index('put-object/answer')).find((one) => one.lane === 's3')?.says).toBe('nothing new');
  });

  test('counts down from what the tokens themselves say', () => {
    expect(wallet('ana', 'get-id')?.chips.map(({ remaining }) => countdown(remaining ?? 0))).toEqual(['59:48', '59:48', '29 d 23 h']);
    const late = brokenScene('late');
    const [id, , refresh] = walletsAt(late.beats, late.lanes, index('get-id')).find((one) => one.lane === 'ana')?.chips ?? [];
    expect([id?.state, refresh?.state]).toEqual(['expired', 'held']);
  });
});

test.each([
  [0, 'expired', 'expired'],
  [59, '0:59', '59 seconds left'],
  [3588, '59:48', '59 minutes left'],
  [3600, '60:00', '60 minutes left'],
  [6000, '1 h 40 min', '100 minutes left'],
  [86_400 * 29 + 3600 * 23, '29 d 23 h', '29 days left'],
])('%i seconds', (seconds, shown, said) => {
  expect(countdown(seconds)).toBe(shown);
  expect(countdownInWords(seconds)).toBe(said);
});
