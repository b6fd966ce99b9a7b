import { beforeEach, expect, test, vi } from 'vitest';
import { eraseProgress, exportProgress, importProgress, progressIn, readProgress, saveProgress } from './progress';

// The module speaks to the browser's storage; here a map stands for it.
const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => kept.set(key, text), removeItem: (key: string) => kept.delete(key) });
});

const half = { step: 5, of: 13, done: false, answers: { sub: 1 } };
const whole = { step: 13, of: 13, done: true, answers: {} };

test('what is saved, erased and loaded again is the same', () => {
  saveProgress('guest', half);
  saveProgress('clocks', whole);
  const file = exportProgress();
  eraseProgress();
  expect(readProgress()).toEqual({});
  expect(importProgress(file)).toBe(2);
  expect(readProgress()).toEqual({ guest: half, clocks: whole });
});

test('nothing that was done since is lost to an older file', () => {
  saveProgress('guest', { ...half, step: 2 });
  const older = exportProgress();
  saveProgress('guest', whole);
  importProgress(older);
  expect(readProgress().guest).toEqual(whole);
});

test.each([
  ['not json', 'no progress file'],
  ['{}', 'no progress file'],
  ['[]', 'no progress file'],
  ['{"lifeguard":"progress","progress":{"guest":{"step":0,"of":1,"done":true,"answers":{}}}}', '“guest”'],
  ['{"lifeguard":"progress","progress":{"guest":{"step":1,"of":1,"done":"yes","answers":{}}}}', '“guest”'],
  ['{"lifeguard":"progress","progress":{"guest":{"step":1,"of":1,"done":true,"answers":{"a":"<b>"}}}}', '“guest”'],
])('%s is refused in one sentence, and nothing changes', (text, says) => {
  saveProgress('guest', half);
  expect(progressIn(text)).toContain(says);
  expect(importProgress(text)).toContain(says);
  expect(readProgress()).toEqual({ guest: half });
});
