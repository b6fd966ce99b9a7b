import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { JwtInvalidSignatureError } from 'aws-jwt-verify/error';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgeToken } from '../engine/token';
import { notes } from '../world/accounts/notes';
import { serve, type Served } from './serving.testing';

let served: Served;
let tokens: { readonly IdToken: string; readonly AccessToken: string };
const verifier = (tokenUse: 'id' | 'access') => CognitoJwtVerifier.create({ userPoolId: notes.userPool, clientId: notes.client, tokenUse });

beforeAll(async () => {
  served = await serve();
  const answer = await fetch(served.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' },
    body: JSON.stringify({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD: notes.anaPassword } }),
  });
  tokens = ((await answer.json()) as { AuthenticationResult: typeof tokens }).AuthenticationResult;
});
afterAll(() => served.close());

/** A verifier that has the keys which the emulator serves. */
async function ready(tokenUse: 'id' | 'access') {
  const jwks = await (await fetch(`${served.endpoint}/${notes.userPool}/.well-known/jwks.json`)).json();
  const one = verifier(tokenUse);
  one.cacheJwks(jwks as Parameters<typeof one.cacheJwks>[0]);
  return one;
}

describe('aws-jwt-verify, with the keys that are served', () => {
  test('accepts the ID token and the access token as what they are', async () => {
    await expect((await ready('id')).verify(tokens.IdToken)).resolves.toMatchObject({ email: notes.ana, token_use: 'id' });
    await expect((await ready('access')).verify(tokens.AccessToken)).resolves.toMatchObject({ username: notes.ana, client_id: notes.client });
    await expect((await ready('access')).verify(tokens.IdToken)).rejects.toThrow('Token use not allowed: id');
  });

  test('refuses a token whose claims were changed', async () => {
    await expect((await ready('id')).verify(forgeToken(tokens.IdToken, { 'cognito:groups': ['admins'] }))).rejects.toThrow(JwtInvalidSignatureError);
  });

  test('refuses a token under the key of the other kind', async () => {
    const kid = { kid: `${notes.userPool}-access` };
    await expect((await ready('id')).verify(forgeToken(tokens.IdToken, {}, kid))).rejects.toThrow(JwtInvalidSignatureError);
  });
});
