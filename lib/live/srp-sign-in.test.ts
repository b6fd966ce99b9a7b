import { expect, test } from 'vitest';
import { timestampOf } from './srp-sign-in';

test('the day of the month stands without a zero before it', () => {
  expect(timestampOf(Date.UTC(2026, 10, 1, 9, 5, 0) / 1000)).toBe('Sun Nov 1 09:05:00 UTC 2026');
  expect(timestampOf(Date.UTC(2026, 10, 22, 21, 0, 0) / 1000)).toBe('Sun Nov 22 21:00:00 UTC 2026');
});
