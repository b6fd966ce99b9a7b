import {
  AssociateSoftwareTokenCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { totpAt } from '../engine/totp';
import { notes, notesWorld } from '../world/accounts/notes';
import { patch } from '../world/world';
import { realTotp } from './border/totp';
import { serve, type Served } from './serving.testing';

let served: Served;
let wall = Date.now();
beforeAll(async () => {
  const world = patch(notesWorld, 'AWS::Cognito::UserPool', notes.userPool, { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } });
  served = await serve({ world, now: () => wall });
});
afterAll(() => served.close());

describe('an authenticator app, set up and used with SDK v3', () => {
  test('shows codes by the time on the wall, however far the account’s clock was moved', async () => {
    const client = new CognitoIdentityProviderClient({ region: notes.region, endpoint: served.endpoint, maxAttempts: 1 });
    const start = () =>
      client.send(new InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD: notes.anaPassword } }));
    const answer = (Session: string, code: string) =>
      client.send(
        new RespondToAuthChallengeCommand({ ClientId: notes.client, ChallengeName: 'SOFTWARE_TOKEN_MFA', Session, ChallengeResponses: { USERNAME: notes.ana, SOFTWARE_TOKEN_MFA_CODE: code } }),
      );
    const shown = (secret: string) => realTotp(secret, wall / 1000);

    served.emulator.moveClock(40_000);
    const { AccessToken } = (await start()).AuthenticationResult!;
    const { SecretCode } = await client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    const wrong = String((Number(await shown(SecretCode!)) + 1) % 1_000_000).padStart(6, '0');
    const verify = (UserCode: string) => client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
    await expect(verify(wrong)).rejects.toMatchObject({ name: 'EnableSoftwareTokenMFAException' });
    await expect(verify(totpAt(SecretCode!, served.emulator.clock()))).rejects.toMatchObject({ name: 'EnableSoftwareTokenMFAException' });
    expect((await verify(await shown(SecretCode!))).Status).toBe('SUCCESS');
    await client.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } }));

    wall += 60_000;
    const challenged = await start();
    expect(challenged.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    await expect(answer(challenged.Session!, wrong)).rejects.toMatchObject({ name: 'CodeMismatchException' });
    const again = (await start()).Session!;
    const signedIn = await answer(again, await shown(SecretCode!));
    expect(signedIn.AuthenticationResult?.IdToken).toBeTruthy();
  });
});
