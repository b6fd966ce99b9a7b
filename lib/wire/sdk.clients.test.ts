import { CognitoIdentityClient, GetCredentialsForIdentityCommand, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { notes } from '../world/accounts/notes';
import { serve, type Served } from './serving.testing';
import { demoOperatorKey } from './emulator';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

const region = notes.region;
const common = () => ({ region, endpoint: served.endpoint, maxAttempts: 1 });

describe('the enhanced flow with SDK v3', () => {
  test('gives a guest credentials that STS knows', async () => {
    const identity = new CognitoIdentityClient(common());
    const { IdentityId } = await identity.send(new GetIdCommand({ IdentityPoolId: notes.identityPool }));
    const { Credentials } = await identity.send(new GetCredentialsForIdentityCommand({ IdentityId }));
    const credentials = {
      accessKeyId: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretKey!,
      sessionToken: Credentials!.SessionToken!,
    };
    const sts = new STSClient({ ...common(), credentials });
    const who = await sts.send(new GetCallerIdentityCommand({}));
    expect(who.Arn).toBe(`arn:aws:sts::${notes.account}:assumed-role/notes-guest/CognitoIdentityCredentials`);
    expect(Credentials!.Expiration!.getTime() / 1000 - served.emulator.clock()).toBe(3600);
    for (const wrong of [{ secretAccessKey: 'x'.repeat(40) }]) {
      const bad = new STSClient({ ...common(), credentials: { ...credentials, ...wrong } });
      await expect(bad.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    }
  });
  test('operator', async () => {
    const sts = new STSClient({ ...common(), credentials: demoOperatorKey });
    console.log(await sts.send(new GetCallerIdentityCommand({})));
  });
});
