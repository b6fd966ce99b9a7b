import { CognitoIdentityClient, GetCredentialsForIdentityCommand, GetIdCommand, GetOpenIdTokenCommand } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProviderClient, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../world/accounts/notes';
import { patch } from '../world/world';
import { demoOperatorKey } from './demo-operator';
import { serve, type Served } from './serving.testing';

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

let served: Served;
beforeEach(async () => {
  served = await serve({ world: patch(notesWorld, 'AWS::Cognito::IdentityPool', notes.identityPool, { AllowClassicFlow: true }) });
});
afterEach(() => served.close());

const common = () => ({ region: notes.region, endpoint: served.endpoint, maxAttempts: 1 });
const identityPool = () => new CognitoIdentityClient(common());
const s3 = (credentials: Keys) => new S3Client({ ...common(), credentials });

async function signIn(USERNAME: string, PASSWORD: string): Promise<string> {
  const userPool = new CognitoIdentityProviderClient(common());
  const AuthParameters = { USERNAME, PASSWORD };
  const { AuthenticationResult } = await userPool.send(
    new InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters }),
  );
  return AuthenticationResult!.IdToken!;
}

async function credentialsFor(idToken?: string): Promise<Keys & { readonly identityId: string; readonly expires: Date }> {
  const Logins = idToken === undefined ? undefined : { [notes.provider]: idToken };
  const { IdentityId } = await identityPool().send(new GetIdCommand({ IdentityPoolId: notes.identityPool, Logins }));
  const { Credentials } = await identityPool().send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }));
  return {
    identityId: IdentityId!,
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretKey!,
    sessionToken: Credentials!.SessionToken!,
    expires: Credentials!.Expiration!,
  };
}

describe('SDK v3 and the enhanced flow', () => {
  test('password, ID token, identity, credentials, and the user’s own folder', async () => {
    const ana = await credentialsFor(await signIn(notes.ana, notes.anaPassword));
    expect(ana.expires.getTime() / 1000 - served.emulator.clock()).toBe(3600);
    const who = await new STSClient({ ...common(), credentials: ana }).send(new GetCallerIdentityCommand({}));
    expect(who.Arn).toBe(`arn:aws:sts::${notes.account}:assumed-role/notes-signed-in/CognitoIdentityCredentials`);

    const own = { Bucket: notes.bucket, Key: `users/${ana.identityId}/tide tables (new) + more.txt` };
    await s3(ana).send(new PutObjectCommand({ ...own, Body: 'Ebbe bei Mondlicht · 21:04', ContentType: 'text/plain' }));
    const read = await s3(ana).send(new GetObjectCommand(own));
    expect(await read.Body!.transformToString()).toBe('Ebbe bei Mondlicht · 21:04');
    expect(read.ContentType).toBe('text/plain');
    const list = await s3(ana).send(new ListObjectsV2Command({ Bucket: notes.bucket, Prefix: `users/${ana.identityId}/` }));
    expect(list.Contents).toMatchObject([{ Key: own.Key, LastModified: expect.any(Date) }]);

    const notOwn = { Bucket: notes.bucket, Key: 'users/us-east-1:somebody-else/beach.jpg' };
    await expect(s3(ana).send(new GetObjectCommand(notOwn))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${who.Arn} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::notes-photos/${notOwn.Key}" because no identity-based policy allows the s3:GetObject action`,
      $metadata: { httpStatusCode: 403 },
    });
  });

  test('an object’s bytes come back as they were put', async () => {
    const ana = await credentialsFor(await signIn(notes.ana, notes.anaPassword));
    const Body = Uint8Array.from({ length: 1000 }, (_, i) => (i * 7) % 256);
    const own = { Bucket: notes.bucket, Key: `users/${ana.identityId}/beach.jpg` };
    await s3(ana).send(new PutObjectCommand({ ...own, Body }));
    const read = await s3(ana).send(new GetObjectCommand(own));
    expect(await read.Body!.transformToByteArray()).toEqual(Body);
    await expect(s3(ana).send(new HeadObjectCommand(own))).resolves.toMatchObject({ ETag: read.ETag, ContentLength: 1000 });
    const list = await s3(ana).send(new ListObjectsV2Command({ Bucket: notes.bucket, Prefix: `users/${ana.identityId}/` }));
    expect(list.Contents).toMatchObject([{ Size: 1000 }]);
  });

  test('a body of unknown length travels in pieces', async () => {
    const ana = await credentialsFor(await signIn(notes.ana, notes.anaPassword));
    const own = { Bucket: notes.bucket, Key: `users/${ana.identityId}/stream.txt` };
    const Body = Readable.from(['high tide, ', 'low tide']);
    await s3(ana).send(new PutObjectCommand({ ...own, Body, ContentLength: 19 }));
    expect(await (await s3(ana).send(new GetObjectCommand(own))).Body!.transformToString()).toBe('high tide, low tide');
  });

  test('DynamoDB lets the user at the rows that begin with their identity', async () => {
    const ana = await credentialsFor(await signIn(notes.ana, notes.anaPassword));
    const dynamodb = new DynamoDBClient({ ...common(), credentials: ana });
    const Item = { owner: { S: ana.identityId }, id: { S: '1' }, text: { S: 'shells' } };
    await dynamodb.send(new PutItemCommand({ TableName: notes.table, Item }));
    const query = (owner: string) =>
      dynamodb.send(new QueryCommand({ TableName: notes.table, KeyConditionExpression: '#o = :o', ExpressionAttributeNames: { '#o': 'owner' }, ExpressionAttributeValues: { ':o': { S: owner } } }));
    expect((await query(ana.identityId)).Items).toEqual([Item]);
    await expect(query('us-east-1:somebody-else')).rejects.toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } });
    const Key = { owner: { S: ana.identityId }, id: { S: '1' } };
    expect((await dynamodb.send(new GetItemCommand({ TableName: notes.table, Key }))).Item).toEqual(Item);
  });

  test('fromCognitoIdentityPool gives a guest and a user their credentials', async () => {
    const provider = (logins?: Record<string, string>) =>
      fromCognitoIdentityPool({ identityPoolId: notes.identityPool, logins, clientConfig: common() });
    const arnOf = async (credentials: ReturnType<typeof provider>) => (await new STSClient({ ...common(), credentials }).send(new GetCallerIdentityCommand({}))).Arn;
    expect(await arnOf(provider())).toContain('/notes-guest/');
    expect(await arnOf(provider({ [notes.provider]: await signIn(notes.ben, notes.benPassword) }))).toContain('/notes-signed-in/');
  });
});

describe('SDK v3 and the basic (classic) flow', () => {
  test('the client chooses a role that trusts the pool', async () => {
    const Logins = { [notes.provider]: await signIn(notes.ana, notes.anaPassword) };
    const { IdentityId } = await identityPool().send(new GetIdCommand({ IdentityPoolId: notes.identityPool, Logins }));
    const { Token } = await identityPool().send(new GetOpenIdTokenCommand({ IdentityId, Logins }));
    const assume = (RoleArn: string, WebIdentityToken = Token!) =>
      new STSClient(common()).send(new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: 'ana', WebIdentityToken, DurationSeconds: 900 }));
    const assumed = await assume(notes.editorsRole);
    expect(assumed).toMatchObject({
      SubjectFromWebIdentityToken: IdentityId,
      Audience: notes.identityPool,
      Provider: 'cognito-identity.amazonaws.com',
      AssumedRoleUser: { Arn: `arn:aws:sts::${notes.account}:assumed-role/notes-editors/ana` },
    });
    expect(assumed.Credentials!.Expiration!.getTime() / 1000 - served.emulator.clock()).toBe(900);
    await expect(assume(notes.guestRole)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(assume(notes.editorsRole, 'garbage')).rejects.toMatchObject({ name: 'InvalidIdentityTokenException', $metadata: { httpStatusCode: 400 } });
  });
});

describe('credentials are real', () => {
  test('a wrong secret is answered as each service answers it', async () => {
    const guest = { ...(await credentialsFor()), secretAccessKey: 'x'.repeat(40) };
    await expect(new STSClient({ ...common(), credentials: guest }).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    await expect(s3(guest).send(new GetObjectCommand({ Bucket: notes.bucket, Key: 'public/map.png' }))).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    const item = new GetItemCommand({ TableName: notes.table, Key: {} });
    await expect(new DynamoDBClient({ ...common(), credentials: guest }).send(item)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
  });

  test('an unknown key is answered as each service answers it', async () => {
    const nobody = { accessKeyId: 'ASIAAAAAAAAAAAAAAAAA', secretAccessKey: 'x', sessionToken: 'y' };
    await expect(new STSClient({ ...common(), credentials: nobody }).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    await expect(s3(nobody).send(new GetObjectCommand({ Bucket: notes.bucket, Key: 'k' }))).rejects.toMatchObject({ name: 'InvalidToken' });
    const item = new GetItemCommand({ TableName: notes.table, Key: {} });
    await expect(new DynamoDBClient({ ...common(), credentials: nobody }).send(item)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });

  test('a key without its session token, or with another’s, is not known', async () => {
    const [one, other] = [await credentialsFor(), await credentialsFor()];
    for (const sessionToken of [undefined, other.sessionToken]) {
      const credentials = { accessKeyId: one.accessKeyId, secretAccessKey: one.secretAccessKey, sessionToken };
      await expect(new STSClient({ ...common(), credentials }).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    }
  });

  test('they expire when the account’s clock has moved on, whatever the client’s clock says', async () => {
    const ana = await credentialsFor(await signIn(notes.ana, notes.anaPassword));
    const { expires: _, ...credentials } = ana;
    await fetch(`${served.endpoint}/_lifeguard/clock`, { method: 'POST', body: JSON.stringify({ move: 3601 }) });
    await expect(s3(credentials).send(new GetObjectCommand({ Bucket: notes.bucket, Key: 'k' }))).rejects.toMatchObject({
      name: 'ExpiredToken',
      message: 'The provided token has expired.',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(new STSClient({ ...common(), credentials }).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    });
  });

  test('a request signed long ago is refused', async () => {
    const late = new STSClient({ ...common(), credentials: demoOperatorKey, systemClockOffset: -3_600_000 });
    await expect(late.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      message: expect.stringMatching(/^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)$/),
    });
  });

  test('the operator’s key may be another one', async () => {
    const own = await serve({ operatorKey: { accessKeyId: 'AKIAOWN', secretAccessKey: 'secret' } });
    const who = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
      new STSClient({ ...common(), endpoint: own.endpoint, credentials }).send(new GetCallerIdentityCommand({}));
    await expect(who({ accessKeyId: 'AKIAOWN', secretAccessKey: 'secret' })).resolves.toMatchObject({ Account: notes.account });
    await expect(who(demoOperatorKey)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    await own.close();
  });
});
