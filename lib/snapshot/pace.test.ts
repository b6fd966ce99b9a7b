import { expect, test } from 'vitest';
import { AwsFailure } from './account.testing';
import { failureOf } from './pace';

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
