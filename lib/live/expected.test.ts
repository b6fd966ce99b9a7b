import { expect, test } from 'vitest';
import { notes } from '../world/accounts/notes';
import { expectedSteps } from './expected';
import { planOf } from './filled-in.testing';

test.each([
  ['USER_SRP_AUTH', ['sign-in', 'prove-password']],
  ['USER_PASSWORD_AUTH', ['sign-in']],
  ['USER_AUTH', ['sign-in', 'answer-select-challenge']],
] as const)('a sign-in by %s is expected as it goes', (signInFlow, calls) => {
  expect(expectedSteps(planOf({ asker: 'user', signInFlow }), []).map((step) => step.id)).toEqual([...calls, 'get-id', 'get-credentials', 'who-am-i']);
});

test('what is behind a call is expected with it', () => {
  const steps = expectedSteps(planOf({ flow: 'classic', roleArn: notes.guestRole, reading: 's3:GetObject', bucket: notes.bucket, path: 'k' }), []);
  expect(steps.map((step) => [step.id, ...step.nested.map((inner) => inner.id)])).toEqual([['get-id'], ['get-openid-token'], ['assume-role'], ['who-am-i'], ['read', 'read/decision']]);
});

test('nothing is expected once somebody has refused', () => {
  const plan = planOf();
  const [first] = expectedSteps(plan, []);
  const refused = { ...first!, output: undefined, error: { code: 'NotAuthorizedException', message: '', status: 400, wording: 'observed' } as const };
  expect(expectedSteps(plan, [refused])).toEqual([]);
  expect(expectedSteps(plan, [first!]).map((step) => step.id)).toEqual(['get-credentials', 'who-am-i']);
  expect(expectedSteps(plan, [first!], ['who-am-i']).map((step) => step.id)).toEqual(['get-credentials']);
});

test('the path goes on when only GetCallerIdentity is refused', () => {
  const plan = planOf({ reading: 's3:GetObject', bucket: notes.bucket, path: 'k' });
  const steps = expectedSteps(plan, []).slice(0, 3);
  const refused = { ...steps[2]!, error: { code: 'AccessDenied', message: '', status: 403, wording: 'observed' } as const };
  expect(refused.id).toBe('who-am-i');
  expect(expectedSteps(plan, [...steps.slice(0, 2), refused]).map((step) => step.id)).toEqual(['read']);
});
