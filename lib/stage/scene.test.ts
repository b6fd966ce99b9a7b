import { expect, test } from 'vitest';
import { defaultStart, from, type Call, type Scenario } from '../engine/scenario';
import { notes, notesWorld } from '../world/accounts/notes';
import { patch } from '../world/world';
import { sceneOf } from './scene';

const rotating = patch(notesWorld, 'AWS::Cognito::UserPoolClient', notes.client, {
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
});

const signIn: Call = {
  id: 'sign-in',
  by: 'ana',
  operation: 'cognito-idp:InitiateAuth',
  input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD: notes.anaPassword } },
};

function scenario(calls: readonly Call[]): Scenario {
  return { world: rotating, people: { ana: { name: 'Ana’s browser', kind: 'user' } }, start: defaultStart, ends: 'ok', calls: [signIn, ...calls] };
}

test('a refresh token from rotation ends when the one before would have ended', () => {
  const { beats } = sceneOf({
    scenario: scenario([
      {
        id: 'refresh',
        by: 'ana',
        operation: 'cognito-idp:GetTokensFromRefreshToken',
        after: 7 * 86_400,
        input: { ClientId: notes.client, RefreshToken: from('sign-in', 'AuthenticationResult.RefreshToken') },
      },
    ]),
  });
  const [first, second] = ['sign-in/answer', 'refresh/answer'].map((key) =>
    beats.find((beat) => beat.key === key)?.carries.find((chip) => chip.kind === 'refresh'),
  );
  expect(first?.expiresAt).toBe(defaultStart + 30 * 86_400);
  expect(second?.token).not.toBe(first?.token);
  expect(second?.expiresAt).toBe(first?.expiresAt);
});

test('a request refused for its keys names the rule, as any other refusal does', () => {
  const logins = { [notes.provider]: from('sign-in', 'AuthenticationResult.IdToken') };
  const { refusal } = sceneOf({
    scenario: scenario([
      { id: 'get-id', by: 'ana', operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool, Logins: logins } },
      {
        id: 'get-credentials',
        by: 'ana',
        operation: 'cognito-identity:GetCredentialsForIdentity',
        input: { IdentityId: from('get-id', 'IdentityId'), Logins: logins },
      },
      {
        id: 'put-object',
        by: 'ana',
        operation: 's3:PutObject',
        signedBy: from('get-credentials', 'Credentials'),
        after: 3600,
        input: { Bucket: notes.bucket, Key: 'late.jpg', Body: 'the photo' },
      },
    ]),
  });
  expect(refusal).toMatchObject({ step: 'put-object', rule: 'current', actual: 'the session expired 0 s ago', error: { code: 'ExpiredToken' } });
});

test('a refusal that a run goes on after is not the one that ended it', () => {
  const unsigned: Call = { id: 'too-early', by: 'ana', operation: 's3:PutObject', input: { Bucket: notes.bucket, Key: 'early.jpg' }, goesOn: true };
  const wrong: Call = { id: 'get-user', by: 'ana', operation: 'cognito-idp:GetUser', input: { AccessToken: 'nothing' } };
  expect(sceneOf({ scenario: scenario([unsigned]) }).refusal).toBeUndefined();
  expect(sceneOf({ scenario: scenario([unsigned, wrong]) }).refusal).toMatchObject({ beat: 'get-user', told: { message: 'Invalid Access Token' } });
});
