import { expect, test } from 'vitest';
import { AwsFailure } from './account.testing';
import { failureOf, Pace } from './pace';

test.each([
  ['ThrottlingException', 400, 'throttled'],
  ['SlowDown', 503, 'throttled'],
  ['InternalErrorException', 500, 'transient'],
  ['LifeguardNotEmulated', 501, 'answered'],
  ['NotImplemented', 501, 'answered'],
  ['AccessDeniedException', 403, 'answered'],
])('%s with status %i is %s', (code, status, failure) => {
  expect(failureOf(new AwsFailure(code, status))).toBe(failure);
});

test('a page of HTML in place of an answer is asked for again, but not for ever', async () => {
  let asked = 0;
  const pace = new Pace(1, { sleep: () => Promise.resolve(), random: () => 0 });
  const garbled = () => {
    asked++;
    return Promise.reject(new SyntaxError('Unexpected token <'));
  };
  await expect(pace.request(garbled, () => false)).rejects.toThrow('Unexpected token');
  expect(asked).toBe(4);
});
