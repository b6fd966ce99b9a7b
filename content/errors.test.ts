import { describe, expect, test } from 'vitest';
import { errors, explainError } from './errors';
import { walkthroughs } from './walkthroughs/index';

describe('the error catalogue', () => {
  test('has one address for each entry', () => {
    expect(new Set(errors.map((entry) => entry.slug)).size).toBe(errors.length);
  });

  test('quotes no text that nobody has seen', () => {
    for (const entry of errors) if (entry.wording === 'unconfirmed') expect(entry.message, entry.slug).toBeUndefined();
  });

  test.each(errors.filter((entry) => entry.message !== undefined).map((entry) => [entry.slug, entry] as const))(
    'recognises %s in what somebody pastes',
    (_slug, entry) => {
      const pasted = `${entry.code}: ${(entry.message ?? '').replace(/<[^>]*>/g, 'us-east-1:abc')}`;
      expect(explainError(pasted)[0]).toBe(entry);
    },
  );

  test('falls back to the code, and finds nothing in other text', () => {
    expect(explainError('TooManyRequestsException').map((entry) => entry.slug)).toEqual(['rate-exceeded']);
    expect(explainError('the sea is calm')).toEqual([]);
  });

  test.each(errors.filter((entry) => entry.switch !== undefined).map((entry) => [entry.slug, entry] as const))('%s can be watched where it says', async (_slug, entry) => {
    const lesson = await walkthroughs[entry.walkthrough ?? '']?.();
    const { code, message } = lesson?.switches.find((one) => one.id === entry.switch)?.refused ?? {};
    expect(explainError(`${code}: ${message}`), `${entry.walkthrough}?x=${entry.switch} shows ${code}: ${message}`).toContain(entry);
  });
});
