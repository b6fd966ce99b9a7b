import { CognitoIdentityClient, GetCredentialsForIdentityCommand, GetIdCommand, GetOpenIdTokenCommand } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProviderClient, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { defaultStart } from '../engine/scenario';
import { notes, notesWorld } from '../world/accounts/notes';
import { patch } from '../world/world';
import { demoOperatorKey } from './demo-operator';
import { createEmulator, type Emulator } from './emulator';
import { answer } from './http';
import type { WireRequest } from './message';

/** What clients put into a request that says nothing to AWS, or changes with the client's version. */
const passing = /^(user-agent|x-amz-user-agent|amz-sdk-.*|connection|content-length|host|authorization|accept.*|transfer-encoding|expect)$/;

const exchanges: string[] = [];
const world = patch(notesWorld, 'AWS::Cognito::IdentityPool', notes.identityPool, { AllowClassicFlow: true });
let emulator: Emulator;
let server: Server;
let endpoint: string;

beforeAll(async () => {
  // Both sides at one standing moment: the same request is signed the same way, and the same answer comes.
  vi.useFakeTimers({ toFake: ['Date'], now: defaultStart * 1000 });
  emulator = createEmulator({ world, seed: 'golden' });
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      // Node's own Date is the computer's, and the SDK would set its clock by it.
      response.sendDate = false;
      const headers = request.headers as Record<string, string>;
      const asked = { method: request.method!, url: request.url!, headers, body: Buffer.concat(chunks) };
      void answer(asked, emulator).then((answered) => {
        exchanges.push(written(asked, answered));
        response.writeHead(answered.status, answered.headers).end(answered.body);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/aws`;
});
afterAll(() => {
  vi.useRealTimers();
  server.close();
  server.closeAllConnections();
});

function written(request: WireRequest, answered: Awaited<ReturnType<typeof answer>>): string {
  const lines = (headers: Readonly<Record<string, string>>) => Object.entries(headers).map(([name, value]) => `${name}: ${value}`).sort();
  const asked = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !passing.test(name)));
  const requestId = answered.headers['x-amzn-requestid'] ?? answered.headers['x-amz-request-id'] ?? '';
  return [
    `> ${request.method} ${request.url}`,
    ...lines(asked).map((line) => `> ${line}`),
    `> ${Buffer.from(request.body).toString()}`,
    `< ${answered.status}`,
    ...lines(answered.headers).map((line) => `< ${line}`),
    `< ${Buffer.from(answered.body as string).toString()}`,
  ]
    .join('\n')
    .replaceAll(requestId, '<request id>');
}

test('what SDK v3 sends and what it is answered, byte by byte', async () => {
  const common = { region: notes.region, endpoint, maxAttempts: 1 };
  const userPool = new CognitoIdentityProviderClient(common);
  const identityPool = new CognitoIdentityClient(common);
  const sts = new STSClient(common);
  const signIn = (PASSWORD: string) =>
    userPool.send(new InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD } }));

  await expect(signIn('wrong')).rejects.toThrow();
  const { AuthenticationResult } = await signIn(notes.anaPassword);
  const Logins = { [notes.provider]: AuthenticationResult!.IdToken! };
  await expect(identityPool.send(new GetIdCommand({ IdentityPoolId: notes.identityPool, Logins: { [notes.provider]: AuthenticationResult!.AccessToken! } }))).rejects.toThrow();
  const { IdentityId } = await identityPool.send(new GetIdCommand({ IdentityPoolId: notes.identityPool, Logins }));
  const { Credentials } = await identityPool.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
  const credentials = { accessKeyId: Credentials!.AccessKeyId!, secretAccessKey: Credentials!.SecretKey!, sessionToken: Credentials!.SessionToken! };
  const s3 = new S3Client({ ...common, credentials });
  await s3.send(new PutObjectCommand({ Bucket: notes.bucket, Key: `users/${IdentityId}/beach.txt`, Body: 'shells' }));
  await expect(s3.send(new GetObjectCommand({ Bucket: notes.bucket, Key: 'users/other/beach.txt' }))).rejects.toThrow();
  const { Token } = await identityPool.send(new GetOpenIdTokenCommand({ IdentityId, Logins }));
  await sts.send(new AssumeRoleWithWebIdentityCommand({ RoleArn: notes.signedInRole, RoleSessionName: 'ana', WebIdentityToken: Token }));
  await expect(sts.send(new AssumeRoleWithWebIdentityCommand({ RoleArn: notes.guestRole, RoleSessionName: 'ana', WebIdentityToken: Token }))).rejects.toThrow();
  await new STSClient({ ...common, credentials }).send(new GetCallerIdentityCommand({}));
  await new IAMClient({ ...common, credentials: demoOperatorKey }).send(new GetRoleCommand({ RoleName: 'notes-guest' }));

  await expect(`${exchanges.join('\n\n')}\n`).toMatchFileSnapshot('golden/sdk-v3.txt');
});
