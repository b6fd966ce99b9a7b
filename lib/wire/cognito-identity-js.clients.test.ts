import { AuthenticationDetails, CognitoUser, CognitoUserPool, type CognitoUserSession } from 'amazon-cognito-identity-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { notes } from '../world/accounts/notes';
import { serve, type Served } from './serving.testing';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

function userNamed(Username: string): CognitoUser {
  const Pool = new CognitoUserPool({ UserPoolId: notes.userPool, ClientId: notes.client, endpoint: served.endpoint });
  return new CognitoUser({ Username, Pool });
}

function signIn(user: CognitoUser, Password: string): Promise<CognitoUserSession> {
  const details = new AuthenticationDetails({ Username: user.getUsername(), Password });
  return new Promise((onSuccess, onFailure) => user.authenticateUser(details, { onSuccess, onFailure }));
}

describe('amazon-cognito-identity-js', () => {
  test('signs in with SRP, reads the user, and signs out everywhere', async () => {
    const user = userNamed(notes.ana);
    const session = await signIn(user, notes.anaPassword);
    expect(session.getIdToken().payload).toMatchObject({ aud: notes.client, email: notes.ana, 'cognito:groups': ['editors'] });
    const attributes = await new Promise((resolve, reject) => user.getUserAttributes((error, found) => (error ? reject(error) : resolve(found))));
    expect(attributes).toContainEqual(expect.objectContaining({ Name: 'email', Value: notes.ana }));
    await new Promise((onSuccess, onFailure) => user.globalSignOut({ onSuccess, onFailure }));
    const again = userNamed(notes.ana);
    again.setSignInUserSession(session);
    const refused = new Promise((resolve, reject) => again.getUserAttributes((error, found) => (error ? reject(error) : resolve(found))));
    await expect(refused).rejects.toMatchObject({ code: 'NotAuthorizedException', message: 'Access Token has been revoked' });
  });

  test('is refused with a wrong password, and with an unknown user alike', async () => {
    for (const [name, password] of [[notes.ana, 'wrong'], ['nobody@notes.example', notes.anaPassword]] as const) {
      await expect(signIn(userNamed(name), password)).rejects.toMatchObject({
        code: 'NotAuthorizedException',
        message: 'Incorrect username or password.',
      });
    }
  });

  test('renews a session with its refresh token', async () => {
    const user = userNamed(notes.ben);
    const session = await signIn(user, notes.benPassword);
    const renewed = await new Promise<CognitoUserSession>((resolve, reject) =>
      user.refreshSession(session.getRefreshToken(), (error, next: CognitoUserSession) => (error ? reject(error) : resolve(next))),
    );
    expect(renewed.getIdToken().payload.origin_jti).toBe(session.getIdToken().payload.origin_jti);
    expect(renewed.getIdToken().payload.jti).not.toBe(session.getIdToken().payload.jti);
  });
});
