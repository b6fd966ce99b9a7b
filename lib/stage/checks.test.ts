import { describe, expect, test } from 'vitest';
import type { Beat, Check } from './beats';
import { placeChecks, tickState } from './checks';
import { layoutOf } from './layout';
import { brokenScene, goodScene } from './upload.testing';

const layout = layoutOf(goodScene.lanes, goodScene.beats.length);
const placed = (key: string, scene = goodScene) => {
  const index = scene.beats.findIndex((beat) => beat.key === key);
  const beat = scene.beats[index] as Beat;
  return { beat, ticks: placeChecks(layout, beat, index) };
};

describe('ticks', () => {
  test('say what tells one refusal from another, and leave out what only asks whether a request makes sense', () => {
    expect(placed('get-id').ticks.map((tick) => tick.label)).toEqual(['iss', 'aud present', 'provider trusted', 'signature', 'exp']);
  });

  test('share one place where the same was checked before', () => {
    expect(placed('get-credentials').ticks[0]).toMatchObject({ label: '5 as before' });
  });

  test('become a count where there is no room, but the failed one keeps its name', () => {
    expect(placed('respond').ticks.map((tick) => tick.label)).toEqual([expect.stringMatching(/^\d+ checks$/)]);
    const beat = placed('respond').beat;
    const checks = beat.checks.map((check): Check => (check.rule === 'password' ? { ...check, verdict: 'failed' } : check));
    const ticks = placeChecks(layout, { ...beat, checks }, goodScene.beats.indexOf(beat));
    expect(ticks.map((tick) => [tick.label, tickState(tick, checks.map((check) => check.verdict))])).toEqual([['password', 'failed']]);
  });

  test('start behind a label that is longer than its line', () => {
    const { beat, ticks } = placed('get-credentials/sts');
    expect(beat.label.text).toBe('AssumeRoleWithWebIdentity');
    expect(ticks[0]?.x).toBeGreaterThan(479 + beat.label.text.length * 7);
  });

  test('show the failed one among those that were not reached', () => {
    const { beat, ticks } = placed('get-id', brokenScene('untrusted'));
    const states = ticks.map((tick) => tickState(tick, beat.checks.map((check) => check.verdict)));
    expect(states).toEqual(['passed', 'passed', 'failed', 'unreached', 'unreached']);
  });

  test('wait together and fail together when they stand for several', () => {
    expect(tickState({ x: 0, of: [0, 1] }, ['passed', 'waiting'])).toBe('waiting');
    expect(tickState({ x: 0, of: [0, 1] }, ['passed', 'failed'])).toBe('failed');
    expect(tickState({ x: 0, of: [0, 1] }, ['passed', 'passed'])).toBe('passed');
  });

  test('belong to requests', () => expect(placed('get-id/answer').ticks).toEqual([]));
});
