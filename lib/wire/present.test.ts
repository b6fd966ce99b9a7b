import { createHash, createHmac } from 'node:crypto';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { codeChallengeOf } from '../engine/code-challenge';
import { userPoolKeys } from '../engine/logins';
import { run } from '../engine/run';
import { defaultStart, from, join, type Call } from '../engine/scenario';
import { sealMark } from '../engine/token';
import type { Trace } from '../engine/trace';
import { notes, notesWorld } from '../world/accounts/notes';
import { patch, put } from '../world/world';
import { proofIn } from './border/srp';
import { realTotp } from './border/totp';
import { newState } from '../engine/state';
import { authenticate } from './authentication';
import { createEmulator } from './emulator';
import { jwksOf } from './jwt';
import { presentStep, type Presented } from './present';

const world = patch(notesWorld, 'AWS::Cognito::IdentityPool', notes.identityPool, { AllowClassicFlow: true });

const calls: readonly Call[] = [
  { id: 'start', by: 'ana', operation: 'cognito-idp:InitiateAuth', input: { AuthFlow: 'USER_SRP_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, SRP_A: 'aa' } } },
  {
    id: 'respond',
    by: 'ana',
    operation: 'cognito-idp:RespondToAuthChallenge',
    input: {
      ChallengeName: 'PASSWORD_VERIFIER',
      ClientId: notes.client,
      ChallengeResponses: {
        USERNAME: notes.ana,
        PASSWORD_CLAIM_SECRET_BLOCK: from('start', 'ChallengeParameters.SECRET_BLOCK'),
        PASSWORD_CLAIM_SIGNATURE: { $proof: { password: notes.anaPassword, challenge: 'start' } },
        TIMESTAMP: 'Sun Nov 22 21:00:00 UTC 2026',
      },
    },
  },
  { id: 'id', by: 'ana', operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool, Logins: { [notes.provider]: from('respond', 'AuthenticationResult.IdToken') } } },
  {
    id: 'credentials',
    by: 'ana',
    operation: 'cognito-identity:GetCredentialsForIdentity',
    input: { IdentityId: from('id', 'IdentityId'), Logins: { [notes.provider]: from('respond', 'AuthenticationResult.IdToken') } },
  },
  {
    id: 'put',
    by: 'ana',
    operation: 's3:PutObject',
    signedBy: from('credentials', 'Credentials'),
    input: { Bucket: notes.bucket, Key: join('users/', from('id', 'IdentityId'), '/beach.txt'), Body: 'shells', ContentType: 'text/plain' },
  },
  { id: 'list', by: 'ana', operation: 's3:ListObjectsV2', signedBy: from('credentials', 'Credentials'), input: { Bucket: notes.bucket, Prefix: 'users/' }, goesOn: true },
  { id: 'who', by: 'ana', operation: 'sts:GetCallerIdentity', signedBy: from('credentials', 'Credentials'), input: {} },
  { id: 'wrong-pool', by: 'ana', operation: 'cognito-identity:GetId', input: { IdentityPoolId: 'us-east-1:none' } },
];

let trace: Trace;
const presented = async (id: string): Promise<Presented> => (await presentStep(trace.steps.find((step) => step.id === id)!, { world, trace }))!;
const header = (of: Presented['request'] | Presented['response'], name: string) => new Map(of.headers).get(name);

beforeAll(() => {
  trace = run({ world, people: { ana: { name: 'Ana', kind: 'user' } }, calls, start: defaultStart, ends: 'ResourceNotFoundException' });
  expect(trace.ended).toBe('ResourceNotFoundException');
});

describe('a step as it travels', () => {
  test('a JSON call and its answer', async () => {
    const { request, response } = await presented('id');
    expect(request).toMatchObject({ method: 'POST', host: 'cognito-identity.us-east-1.amazonaws.com', path: '/', language: 'json' });
    expect(header(request, 'x-amz-target')).toBe('AWSCognitoIdentityService.GetId');
    expect(header(request, 'authorization')).toBeUndefined();
    expect(request.body).toMatch(/^\{\n {2}"IdentityPoolId": "us-east-1:3f6a91d2-/);
    expect(response.status).toBe(200);
    expect(JSON.parse(response.body)).toEqual(trace.steps[2]!.output);
  });

  test('a refusal, with AWS’s headers', async () => {
    const { response } = await presented('wrong-pool');
    expect(response.status).toBe(400);
    expect(header(response, 'x-amzn-errortype')).toBe('ResourceNotFoundException:');
    expect(response.body).toBe(`{\n  "__type": "ResourceNotFoundException",\n  "message": "IdentityPool 'us-east-1:none' not found."\n}`);
  });

  test('a query call and its XML, line by line', async () => {
    const { request, response } = await presented('who');
    expect(request.body).toBe('Action=GetCallerIdentity\n&Version=2011-06-15');
    expect(response.language).toBe('xml');
    expect(response.body.split('\n').slice(0, 3)).toEqual([
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">',
      '  <GetCallerIdentityResult>',
      expect.stringMatching(/^ {4}<\w+>.*<\/\w+>$/),
    ]);
    expect(response.body.split('\n').at(-1)).toBe('</GetCallerIdentityResponse>');
  });

  test('a request to S3 goes to the bucket’s own host, and its refusal is XML', async () => {
    const put = await presented('put');
    expect(put.request).toMatchObject({ method: 'PUT', host: 'notes-photos.s3.us-east-1.amazonaws.com', body: 'shells' });
    expect(put.request.path).toMatch(/^\/users\/us-east-1%3A[0-9a-f-]+\/beach\.txt$/);
    const list = await presented('list');
    expect(list.request.path).toBe('/?list-type=2&prefix=users%2F');
    expect(list.response.status).toBe(403);
    expect(list.response.body).toContain('<Code>AccessDenied</Code>');
  });

  test('is the same every time', async () => {
    for (const { id } of calls) expect(await presented(id)).toEqual(await presented(id));
  });

  test('nothing travels for a decision alone', async () => {
    const asked = { ...trace.steps[4]!, authorizationOnly: true as const };
    expect(await presentStep(asked, { world, trace })).toBeUndefined();
  });
});

describe('its signatures are real', () => {
  test('tokens are signed, and no seal is shown', async () => {
    const { response } = await presented('respond');
    const { AuthenticationResult } = JSON.parse(response.body) as { AuthenticationResult: Record<string, string> };
    const keys = userPoolKeys(notes.userPool);
    const jwks = createLocalJWKSet(jwksOf([keys.id, keys.access]) as unknown as Parameters<typeof createLocalJWKSet>[0]);
    for (const token of ['IdToken', 'AccessToken']) {
      await expect(jwtVerify(AuthenticationResult[token]!, jwks, { currentDate: new Date(defaultStart * 1000) })).resolves.toBeDefined();
    }
    for (const { id } of calls) expect(JSON.stringify(await presented(id))).not.toContain(sealMark);
  });

  test('requests are signed: the emulator that gave out the key accepts them', async () => {
    const emulator = createEmulator({ world, seed: 'lifeguard', now: () => defaultStart * 1000 });
    for (const [id, service] of [['put', 's3'], ['who', 'sts']] as const) {
      const { request } = await presented(id);
      const sent = {
        method: request.method,
        url: request.path,
        headers: Object.fromEntries(request.headers),
        body: Buffer.from(request.body.replaceAll('\n&', '&')),
      };
      expect(await authenticate(sent, service, emulator)).toMatchObject({ caller: { kind: 'session' } });
      expect(await authenticate({ ...sent, body: Buffer.from('other') }, service, emulator)).toMatchObject({ error: { code: 'SignatureDoesNotMatch' } });
    }
  });

  test('the SRP proof is good for the challenge that is shown', async () => {
    const challenge = JSON.parse((await presented('start')).response.body) as { ChallengeParameters: Record<string, string> };
    const answer = JSON.parse((await presented('respond')).request.body) as { ChallengeResponses: Record<string, string> };
    expect(answer.ChallengeResponses.PASSWORD_CLAIM_SECRET_BLOCK).toBe(challenge.ChallengeParameters.SECRET_BLOCK);
    expect(challenge.ChallengeParameters.SRP_B).toMatch(/^[0-9a-f]{760,768}$/);
    const judged = await proofIn({ ...answer, ClientId: notes.client }, newState(world, 0, 'shown'));
    expect((judged.ChallengeResponses as Record<string, string>).PASSWORD_CLAIM_SIGNATURE).toMatch(/^proof-/);
  });
});

test('a one-time code is the one that an authenticator would show, and a SECRET_HASH the one that a client would send', async () => {
  const totpSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const secret = 'app-client-secret';
  let guarded = patch(world, 'AWS::Cognito::UserPool', notes.userPool, { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } });
  guarded = patch(guarded, 'AWS::Cognito::UserPoolUser', `${notes.userPool}/${notes.ana}`, { totpSecret });
  guarded = patch(guarded, 'AWS::Cognito::UserPoolClient', notes.client, { ClientSecret: secret });
  const SECRET_HASH = { $secretHash: { secret, username: notes.ana, clientId: notes.client } };
  const mfa = run({
    world: guarded,
    people: { ana: { name: 'Ana', kind: 'user' } },
    start: defaultStart,
    ends: 'ok',
    calls: [
      {
        id: 'start',
        by: 'ana',
        operation: 'cognito-idp:InitiateAuth',
        input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD: notes.anaPassword, SECRET_HASH } },
      },
      {
        id: 'code',
        by: 'ana',
        operation: 'cognito-idp:RespondToAuthChallenge',
        input: {
          ClientId: notes.client,
          ChallengeName: 'SOFTWARE_TOKEN_MFA',
          Session: from('start', 'Session'),
          ChallengeResponses: { USERNAME: notes.ana, SOFTWARE_TOKEN_MFA_CODE: { $totp: totpSecret }, SECRET_HASH },
        },
      },
    ],
  });
  expect(mfa.ended).toBe('ok');
  const { request } = (await presentStep(mfa.steps[1]!, { world: guarded, trace: mfa }))!;
  const { ChallengeResponses } = JSON.parse(request.body) as { ChallengeResponses: Record<string, string> };
  expect(ChallengeResponses.SOFTWARE_TOKEN_MFA_CODE).toBe(await realTotp(totpSecret, defaultStart));
  expect(ChallengeResponses.SECRET_HASH).toBe(createHmac('sha256', secret).update(`${notes.ana}${notes.client}`).digest('base64'));
});

describe('the pages and endpoints of a domain', () => {
  const callback = 'http://localhost:5173/callback';
  let withDomain = patch(world, 'AWS::Cognito::UserPoolClient', notes.client, {
    CallbackURLs: [callback],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code', 'implicit'],
    AllowedOAuthScopes: ['openid', 'email'],
    SupportedIdentityProviders: ['COGNITO'],
  });
  withDomain = put(withDomain, 'AWS::Cognito::UserPoolDomain', 'notes', { Domain: 'notes', UserPoolId: notes.userPool });
  const verifier = 'a-verifier-of-forty-three-letters-or-more-here';
  const asked = { Domain: 'notes', client_id: notes.client, redirect_uri: callback, scope: 'openid email', state: 'xyz' };
  const code = { ...asked, response_type: 'code', code_challenge: codeChallengeOf(verifier), code_challenge_method: 'S256' };
  const who = { username: notes.ana, password: notes.anaPassword };
  const oauth: Trace = run({
    world: withDomain,
    people: { ana: { name: 'Ana', kind: 'user' } },
    start: defaultStart,
    ends: 'invalid_scope',
    calls: [
      { id: 'authorize', by: 'ana', operation: 'cognito-idp:OAuth2_Authorize_GET', input: code },
      { id: 'login', by: 'ana', operation: 'cognito-idp:login_POST', input: { ...code, ...who } },
      {
        id: 'token',
        by: 'ana',
        operation: 'cognito-idp:Token_POST',
        input: { Domain: 'notes', grant_type: 'authorization_code', client_id: notes.client, code: from('login', 'redirect.code'), redirect_uri: callback, code_verifier: verifier },
      },
      { id: 'info', by: 'ana', operation: 'cognito-idp:UserInfo_GET', input: { access_token: from('token', 'access_token') } },
      { id: 'implicit', by: 'ana', operation: 'cognito-idp:login_POST', input: { ...asked, ...who, response_type: 'token' } },
      { id: 'too-much', by: 'ana', operation: 'cognito-idp:OAuth2_Authorize_GET', input: { ...code, scope: 'phone' } },
    ],
  });
  const shown = async (id: string) => (await presentStep(oauth.steps.find((step) => step.id === id)!, { world: withDomain, trace: oauth }))!;

  test('a browser asks with a real PKCE challenge and is sent on', async () => {
    const { request, response } = await shown('authorize');
    expect(request).toMatchObject({ method: 'GET', host: 'notes.auth.us-east-1.amazoncognito.com', body: '' });
    const query = new URLSearchParams(request.path.slice(request.path.indexOf('?')));
    expect(query.get('code_challenge')).toBe(createHash('sha256').update(verifier).digest('base64url'));
    expect([response.status, header(response, 'location')]).toEqual([302, expect.stringMatching(/^\/login\?/)]);
  });

  test('the sign-in page sends the password in a form and is sent back to the app', async () => {
    const { request, response, secrets } = await shown('login');
    expect(request.body).toBe(`username=${encodeURIComponent(notes.ana)}\n&password=${notes.anaPassword}`);
    expect(header(response, 'location')).toMatch(/^http:\/\/localhost:5173\/callback\?code=[0-9a-f-]+&state=xyz$/);
    expect(secrets).toContainEqual({ field: 'password', value: notes.anaPassword });
  });

  test('the token endpoint answers in JSON, and userInfo takes the token as a bearer', async () => {
    const { request, response } = await shown('token');
    expect(request.body.split('\n')).toContain(`&code_verifier=${verifier}`);
    const { access_token } = JSON.parse(response.body) as { access_token: string };
    expect(header((await shown('info')).request, 'authorization')).toBe(`Bearer ${access_token}`);
  });

  test('tokens in a fragment are signed', async () => {
    const location = header((await shown('implicit')).response, 'location')!;
    expect(location).toContain('#id_token=eyJ');
    expect(location).not.toContain(sealMark);
  });

  test('an error goes back to the app in its address', async () => {
    expect(header((await shown('too-much')).response, 'location')).toMatch(/^http:\/\/localhost:5173\/callback\?error=invalid_scope&/);
  });
});

test('what proves who somebody is is named, to be masked', async () => {
  const fields = async (id: string) => (await presented(id)).secrets.map(({ field }) => field);
  expect(await fields('respond')).toEqual(expect.arrayContaining(['PASSWORD_CLAIM_SIGNATURE', 'AccessToken', 'RefreshToken', 'IdToken']));
  expect(await fields('credentials')).toEqual([`Logins.${notes.provider}`, 'SecretKey', 'SessionToken']);
  expect(await fields('put')).toEqual(['x-amz-security-token']);
  expect(await fields('wrong-pool')).toEqual([]);
});
