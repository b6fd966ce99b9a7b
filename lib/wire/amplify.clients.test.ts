import { Amplify } from 'aws-amplify';
import { fetchAuthSession, getCurrentUser, signIn, signOut } from 'aws-amplify/auth';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { notes } from '../world/accounts/notes';
import { serve, type Served } from './serving.testing';

let served: Served;
beforeAll(async () => {
  served = await serve();
  const { endpoint } = served;
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: notes.userPool,
        userPoolClientId: notes.client,
        identityPoolId: notes.identityPool,
        allowGuestAccess: true,
        loginWith: { email: true },
        userPoolEndpoint: endpoint,
        identityPoolEndpoint: endpoint,
      },
    },
  });
});
afterEach(() => signOut());
afterAll(() => served.close());

describe('aws-amplify', () => {
  test.each([
    ['USER_SRP_AUTH', notes.ana, notes.anaPassword],
    ['USER_PASSWORD_AUTH', notes.ben, notes.benPassword],
  ] as const)('signs in with %s and gets tokens, identity and credentials', async (authFlowType, username, password) => {
    await expect(signIn({ username, password, options: { authFlowType } })).resolves.toMatchObject({ isSignedIn: true, nextStep: { signInStep: 'DONE' } });
    const { tokens, credentials, identityId, userSub } = await fetchAuthSession();
    expect(tokens?.idToken?.payload).toMatchObject({ email: username, aud: notes.client });
    expect(tokens?.accessToken.payload.scope).toBe('aws.cognito.signin.user.admin');
    expect(identityId).toMatch(/^us-east-1:[0-9a-f-]{36}$/);
    expect(credentials?.accessKeyId).toMatch(/^ASIA/);
    expect((await getCurrentUser()).userId).toBe(userSub);
    const renewed = await fetchAuthSession({ forceRefresh: true });
    expect(renewed.identityId).toBe(identityId);
    expect(renewed.tokens?.idToken?.payload.jti).not.toBe(tokens?.idToken?.payload.jti);
  });

  test('refuses a wrong password', async () => {
    await expect(signIn({ username: notes.ana, password: 'wrong' })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
  });

  test('gives a guest credentials, and a user who has signed out becomes a guest', async () => {
    const guest = await fetchAuthSession();
    expect(guest.tokens).toBeUndefined();
    expect(guest.credentials?.sessionToken).toBeTruthy();
    await signIn({ username: notes.ana, password: notes.anaPassword });
    const user = await fetchAuthSession();
    await signOut();
    await expect(getCurrentUser()).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
    const later = await fetchAuthSession();
    expect(later.tokens).toBeUndefined();
    expect(later.identityId).not.toBe(user.identityId);
  });

  test('signing out everywhere revokes the tokens that another device holds', async () => {
    await signIn({ username: notes.ana, password: notes.anaPassword });
    const { tokens } = await fetchAuthSession();
    await signOut({ global: true });
    const answer = await fetch(served.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSCognitoIdentityProviderService.GetUser' },
      body: JSON.stringify({ AccessToken: tokens?.accessToken.toString() }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ __type: 'NotAuthorizedException', message: 'Access Token has been revoked' });
  });
});
