import { describe, expect, test } from 'vitest';
import { notes } from '../world/accounts/notes';
import { decode } from './base64url';
import { answerSrp, scenario, signIn, startSrp } from './operations/user-pool.testing';
import { run } from './run';
import { decodeToken } from './token';

const ways = { 'with SRP': scenario([startSrp(), answerSrp()]), 'with the password': scenario([signIn()]) };

describe.each(Object.entries(ways))('sign-in %s', (_way, signingIn) => {
  const result = run(signingIn).steps.at(-1)?.output?.AuthenticationResult as Record<string, string>;
  const id = decodeToken(result.IdToken ?? '')?.claims ?? {};
  const access = decodeToken(result.AccessToken ?? '')?.claims ?? {};

  test('gives tokens for an hour', () => {
    expect(result).toMatchObject({ TokenType: 'Bearer', ExpiresIn: 3600 });
    expect(Number(id.exp) - Number(id.iat)).toBe(3600);
  });

  test('states in the ID token who signed in, to which client, with which roles', () => {
    expect(id).toMatchObject({
      sub: '5d1f0b3e-8a41-4c0e-9b77-2f6f1f0c9a11',
      iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Lg7demo01',
      aud: notes.client,
      token_use: 'id',
      'cognito:username': notes.ana,
      'cognito:groups': ['editors'],
      'cognito:roles': [notes.editorsRole],
      'cognito:preferred_role': notes.editorsRole,
      email: notes.ana,
      email_verified: true,
    });
  });

  test('gives an access token without aud, for Cognito itself', () => {
    expect(access).toMatchObject({ client_id: notes.client, token_use: 'access', scope: 'aws.cognito.signin.user.admin', username: notes.ana });
    expect(access).not.toHaveProperty('aud');
    expect(access).not.toHaveProperty('email');
  });

  test('ties both tokens to one sign-in', () => {
    expect(access.origin_jti).toBe(id.origin_jti);
    expect(access.event_id).toBe(id.event_id);
    expect(access.jti).not.toBe(id.jti);
  });

  test('gives a refresh token of AWS’s shape', () => {
    const parts = (result.RefreshToken ?? '').split('.');
    expect(parts).toHaveLength(5);
    expect(decode(parts[0] ?? '')).toBe('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}');
  });
});
