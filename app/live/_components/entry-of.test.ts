import { expect, test } from 'vitest';
import { entryOf } from './entry-of';

test.each([
  ['cognito-identity:GetId', 'NotAuthorizedException', 'Token is not from a supported provider of this identity pool.', 'enhanced-flow?x=untrusted'],
  ['cognito-identity:GetId', 'NotAuthorizedException', 'Invalid login token. Token expired: 1589092400 >= 1589092129', 'clocks?x=no-refresh'],
  ['cognito-identity:GetId', 'NotAuthorizedException', 'Unauthenticated access is not supported for this identity pool.', 'guest'],
  ['sts:AssumeRoleWithWebIdentity', 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 'enhanced-and-classic'],
  ['cognito-identity:GetOpenIdToken', 'InvalidParameterException', 'Basic (classic) flow is not enabled, please use enhanced flow.', 'enhanced-and-classic'],
])('%s: %s leads to a lesson', (operation, code, message, lesson) => {
  const entry = entryOf({ code, message }, operation);
  expect(`${entry?.walkthrough}?x=${entry?.switch}`).toContain(lesson);
});

test('words that nobody has seen are explained by no entry, and neither is silence', () => {
  expect(entryOf({ code: 'NotAuthorizedException', message: 'A sentence of tomorrow.' }, 'cognito-identity:GetId')).toBeUndefined();
  expect(entryOf({ code: 'NotAuthorizedException', message: '' }, 'cognito-identity:GetId')).toBeUndefined();
});
