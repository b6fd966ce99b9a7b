import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { operations } from '../engine/operations/index';
import { secretHashOf } from '../engine/secret-hash';
import { decodeToken, sealMark } from '../engine/token';
import { notes, notesWorld } from '../world/accounts/notes';
import { patch, put } from '../world/world';
import type { SavedState } from './emulator';
import { answer } from './http';
import { serve, type Served } from './serving.testing';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
beforeEach(() => served.emulator.reset());
afterAll(() => served.close());

const targets = { idp: 'AWSCognitoIdentityProviderService', identity: 'AWSCognitoIdentityService' } as const;

interface Answered {
  readonly __type?: string;
  readonly message?: string;
  readonly IdentityId?: string;
  readonly AuthenticationResult?: { readonly IdToken: string };
}

async function call(service: keyof typeof targets, operation: string, input: object | string, headers: Record<string, string> = {}) {
  const answer = await fetch(served.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${targets[service]}.${operation}`, ...headers },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answered };
}

const signIn = (USERNAME: string = notes.ana, PASSWORD: string = notes.anaPassword) =>
  call('idp', 'InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME, PASSWORD } });

const form = (fields: Record<string, string>) => fetch(served.endpoint, { method: 'POST', body: new URLSearchParams(fields) });

describe('AWS JSON', () => {
  test('a refusal has its code in the body and, with a colon, in a header', async () => {
    const { status, headers, body } = await call('identity', 'GetId', { IdentityPoolId: 'us-east-1:none' });
    expect(status).toBe(400);
    expect(body).toEqual({ __type: 'ResourceNotFoundException', message: "IdentityPool 'us-east-1:none' not found." });
    expect(headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(headers.get('x-amzn-errortype')).toBe('ResourceNotFoundException:');
    expect(headers.get('x-amzn-errormessage')).toBe("IdentityPool 'us-east-1:none' not found.");
    expect(headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each(['{', '[]', '"text"'])('a body that is no object (%s) is refused', async (text) => {
    expect((await call('identity', 'GetId', text)).body.__type).toBe('SerializationException');
  });

  test('times are epoch seconds', async () => {
    const { body } = await call('identity', 'GetId', { IdentityPoolId: notes.identityPool });
    const credentials = await call('identity', 'GetCredentialsForIdentity', body);
    expect(credentials.body).toMatchObject({ Credentials: { Expiration: served.emulator.clock() + 3600 } });
  });
});

describe('the query protocol', () => {
  test('a refusal is AWS’s XML', async () => {
    const answer = await form({ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', RoleArn: notes.guestRole, RoleSessionName: 'x1', WebIdentityToken: 'junk' });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('text/xml');
    expect(await answer.text()).toMatch(
      /^<ErrorResponse xmlns="https:\/\/sts\.amazonaws\.com\/doc\/2011-06-15\/"><Error><Type>Sender<\/Type><Code>InvalidIdentityToken<\/Code><Message>[^<]+<\/Message><\/Error><RequestId>[0-9a-f-]{36}<\/RequestId><\/ErrorResponse>$/,
    );
  });

  test('without a signature GetCallerIdentity is refused', async () => {
    const answer = await form({ Action: 'GetCallerIdentity', Version: '2011-06-15' });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>MissingAuthenticationToken</Code>');
  });
});

describe('what is not emulated', () => {
  test.each([
    ['JSON', () => call('identity', 'GetTheWeather', {}).then(({ status, body }) => [status, body.__type])],
    ['query', () => form({ Action: 'GetTheWeather', Version: '2011-06-15' }).then(async (one) => [one.status, /<Code>(.*)<\/Code>/.exec(await one.text())?.[1]])],
    ['S3', () => fetch(`${served.endpoint}/bucket?website`).then(async (one) => [one.status, /<Code>(.*)<\/Code>/.exec(await one.text())?.[1]])],
  ])('is said so with a code that AWS does not have: %s', async (_protocol, ask) => {
    expect(await ask()).toEqual([501, 'LifeguardNotEmulated']);
  });

  test('what was not read of an account is no refusal of AWS’s', async () => {
    const gap = await serve({ world: put(notesWorld, 'AWS::Cognito::IdentityPool', notes.identityPool, { unread: 'DescribeIdentityPool: AccessDenied' }) });
    const answer = await fetch(gap.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityService.GetId' },
      body: JSON.stringify({ IdentityPoolId: notes.identityPool }),
    });
    expect([answer.status, ((await answer.json()) as { __type: string }).__type]).toEqual([501, 'LifeguardNotRead']);
    await gap.close();
  });

  test('neither is a fault of ours, whose stack stays in the terminal', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const broken = await serve();
    vi.spyOn(broken.emulator, 'perform').mockImplementation(() => {
      throw new Error('a secret of ours');
    });
    const answer = await fetch(broken.endpoint, { method: 'POST', headers: { 'x-amz-target': 'AWSCognitoIdentityService.GetId' }, body: '{}' });
    const body = await answer.text();
    expect(body).toContain('LifeguardFault');
    expect(body).not.toContain('a secret of ours');
    expect(told).toHaveBeenCalledWith(expect.objectContaining({ message: 'a secret of ours' }));
    await broken.close();
  });
});

describe('tokens at the border', () => {
  test('no seal leaves', async () => {
    const { body } = await signIn();
    expect(JSON.stringify(body)).not.toContain(sealMark);
    expect(JSON.stringify(body)).toContain('eyJ');
  });

  test('a token that the engine sealed is not let in', async () => {
    const inside = served.emulator.perform(
      'cognito-idp:InitiateAuth',
      { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD: notes.anaPassword } },
      { kind: 'anonymous' },
    );
    const { IdToken } = inside.output!.AuthenticationResult as NonNullable<Answered['AuthenticationResult']>;
    expect(decodeToken(IdToken)!.signature).toContain(sealMark);
    const { body } = await call('identity', 'GetId', { IdentityPoolId: notes.identityPool, Logins: { [notes.provider]: IdToken } });
    expect(body.message).toBe("Invalid login token. Couldn't verify signed token.");
  });
});

describe('pages of other origins', () => {
  const input = { IdentityPoolId: notes.identityPool };

  test('that this computer serves are let in as AWS lets everyone in', async () => {
    const origin = { origin: 'http://localhost:5173' };
    const { headers } = await call('identity', 'GetId', input, origin);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-expose-headers')).toBe('x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date');
    const asked = await fetch(served.endpoint, { method: 'OPTIONS', headers: { ...origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-amz-target' } });
    expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual([200, 'x-amz-target']);
  });

  test('read a bucket only if it says so', async () => {
    const asked = await fetch(`${served.endpoint}/${notes.bucket}/public/map.png`, { method: 'OPTIONS', headers: { origin: 'http://localhost:5173' } });
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });

  test.each(['https://evil.example', 'http://localhost.evil.example', 'null'])('at %s are turned away', async (origin) => {
    const { status, headers } = await call('identity', 'GetId', input, { origin });
    expect([status, headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });
});

describe('two clients at once', () => {
  test('never see each other’s half-done state', async () => {
    const both = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? signIn() : signIn(notes.ben, notes.benPassword))));
    const subjects = both.map(({ body }) => decodeToken(body.AuthenticationResult!.IdToken)!.claims.email);
    expect(subjects).toEqual(both.map((_, i) => (i % 2 === 0 ? notes.ana : notes.ben)));
    const ids = await Promise.all(Array.from({ length: 20 }, () => call('identity', 'GetId', { IdentityPoolId: notes.identityPool })));
    expect(new Set(ids.map(({ body }) => body.IdentityId)).size).toBe(20);
  });
});

describe('our own endpoints', () => {
  const control = (command: string, init: RequestInit = {}) => fetch(`${served.endpoint}/_lifeguard/${command}`, init);

  test('list what is emulated, from the operations themselves', async () => {
    const list = (await (await control('emulated')).json()) as { name: string; rules: number }[];
    expect(list).toHaveLength(operations.length);
    const GetId = operations.find(({ name }) => name === 'cognito-identity:GetId')!;
    expect(list).toContainEqual({ name: GetId.name, says: GetId.says, access: 'public', rules: Object.keys(GetId.rules).length });
  });

  test('save and load the state: who was known is known, whose token was good is good', async () => {
    const { body } = await signIn();
    const Logins = { [notes.provider]: body.AuthenticationResult!.IdToken };
    const getId = () => call('identity', 'GetId', { IdentityPoolId: notes.identityPool, Logins });
    const before = (await getId()).body.IdentityId;
    const state = (await (await control('state')).json()) as SavedState;
    await control('reset', { method: 'POST' });
    expect((await getId()).body.IdentityId).toBeTruthy();
    await control('state', { method: 'PUT', body: JSON.stringify(state) });
    expect((await getId()).body.IdentityId).toBe(before);
    expect((await control('state', { method: 'PUT', body: '{}' })).status).toBe(400);
  });

  test('give the token of a provider outside AWS, which is no operation of AWS’s', async () => {
    const who = { Provider: 'accounts.google.com', ClientId: 'app', Subject: 'ana' };
    const { IdToken } = (await (await control('provider-sign-in', { method: 'POST', body: JSON.stringify(who) })).json()) as { IdToken: string };
    expect(decodeToken(IdToken)!.claims).toMatchObject({ iss: 'accounts.google.com', sub: 'ana' });
    expect(IdToken).not.toContain(sealMark);
    const authorization = 'AWS4-HMAC-SHA256 Credential=A/20261122/us-east-1/outside-provider/aws4_request, SignedHeaders=host, Signature=0';
    const asAws = await fetch(served.endpoint, { method: 'POST', headers: { 'x-amz-target': 'outside-provider.SignIn', authorization }, body: JSON.stringify(who) });
    expect(asAws.status).toBe(501);
  });

  test('move the clock, by which tokens expire', async () => {
    const { body } = await signIn();
    const Logins = { [notes.provider]: body.AuthenticationResult!.IdToken };
    await control('clock', { method: 'POST', body: '{"move": 3600}' });
    const { body: refused } = await call('identity', 'GetId', { IdentityPoolId: notes.identityPool, Logins });
    expect(refused.message).toMatch(/^Invalid login token\. Token expired: (\d+) >= (\d+)$/);
    expect((await control('clock', { method: 'POST', body: '{"move": "far"}' })).status).toBe(400);
  });

  test('are closed to pages and to other names of this computer', async () => {
    const asked: HeadersInit[] = [{ origin: 'http://localhost:5173' }, { 'sec-fetch-site': 'cross-site' }];
    for (const headers of asked) expect((await control('state', { headers })).status).toBe(403);
  });

  test('and the whole emulator, to names that others can point at it', async () => {
    const request = { method: 'GET', url: '/aws/_lifeguard/state', body: new Uint8Array() };
    for (const host of ['evil.example', 'evil.example:3000', '127.0.0.1.evil.example']) {
      for (const url of [request.url, `/aws/${notes.userPool}/.well-known/jwks.json`]) {
        expect((await answer({ ...request, url, headers: { host } }, served.emulator)).status).toBe(403);
      }
    }
    expect((await answer({ ...request, headers: { host: 'localhost:3000' } }, served.emulator)).status).toBe(200);
  });
});

describe('keys and configuration of the issuers', () => {
  test('the user pool’s say where its domain is, if it has one', async () => {
    const path = `${served.endpoint}/${notes.userPool}/.well-known/openid-configuration`;
    expect(await (await fetch(path)).json()).toMatchObject({ issuer: `https://${notes.provider}`, jwks_uri: expect.stringContaining('/jwks.json') });
    expect((await fetch(path.replace(notes.userPool, 'us-east-1_none'))).status).toBe(404);
  });
});

test('a client with a secret signs in with a real SECRET_HASH, and not with another', async () => {
  const secret = 'app-client-secret';
  const own = await serve({ world: patch(notesWorld, 'AWS::Cognito::UserPoolClient', notes.client, { ClientSecret: secret }) });
  const { createHmac } = await import('node:crypto');
  const hash = (key: string) => createHmac('sha256', key).update(`${notes.ana}${notes.client}`).digest('base64');
  const attempt = async (SECRET_HASH: string) => {
    const AuthParameters = { USERNAME: notes.ana, PASSWORD: notes.anaPassword, SECRET_HASH };
    const answer = await fetch(own.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' },
      body: JSON.stringify({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters }),
    });
    return (await answer.json()) as { AuthenticationResult?: object; message?: string };
  };
  expect((await attempt(hash(secret))).AuthenticationResult).toBeDefined();
  expect((await attempt(hash('guess'))).message).toBe(`Unable to verify secret hash for client ${notes.client}`);
  expect((await attempt(secretHashOf(secret, notes.ana, notes.client))).message).toBe(`Unable to verify secret hash for client ${notes.client}`);
  await own.close();
});
