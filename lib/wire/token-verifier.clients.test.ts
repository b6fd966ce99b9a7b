import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { userPoolKeys } from '../engine/logins';
import { run } from '../engine/run';
import { defaultStart as now, type Scenario } from '../engine/scenario';
import { forgeToken, signToken } from '../engine/token';
import { notes, notesWorld } from '../world/accounts/notes';
import { put } from '../world/world';
import { jwksOf, signSealed } from './jwt';

const verifies = { userPoolId: notes.userPool, clientId: notes.client, tokenUse: 'access' } as const;
const keys = userPoolKeys(notes.userPool);
const url = 'https://notesapi.lambda-url.us-east-1.on.aws/';
const Role = `arn:aws:iam::${notes.account}:role/notes-api`;
const world = put(
  put(notesWorld, 'AWS::Lambda::Function', 'notes-api', {
    FunctionName: 'notes-api',
    Role,
    Code: JSON.stringify({ verifies, returns: { value: 'verified' } }),
    FunctionUrlConfig: { FunctionUrl: url, AuthType: 'NONE' },
  }),
  'AWS::IAM::Role',
  'notes-api',
  {
    RoleName: 'notes-api',
    Arn: Role,
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' } },
    RolePolicyList: [],
    AttachedManagedPolicies: [],
  },
);

const claims = { sub: 'ana', iss: `https://${notes.provider}`, username: 'ana', scope: 'aws.cognito.signin.user.admin', jti: 'j', iat: now, auth_time: now, exp: now + 3600 };
const access = (changed: object = {}) => signToken({ kid: keys.access, alg: 'RS256' }, { ...claims, token_use: 'access', client_id: notes.client, ...changed });
const id = (changed: object = {}) => signToken({ kid: keys.id, alg: 'RS256' }, { ...claims, token_use: 'id', aud: notes.client, ...changed });

/** What our own API says to a token. */
function said(bearer: string): string {
  const scenario: Scenario = {
    world,
    people: {},
    start: now,
    ends: 'ok',
    calls: [{ id: 'call', by: 'ana', operation: 'lambda:InvokeFunctionUrl', input: { url, method: 'GET', bearer } }],
  };
  const { error } = run(scenario).steps[0] ?? {};
  return error === undefined ? 'ok' : `${error.code}: ${error.message}`;
}

/** What the library says to it, with the user pool's real keys. */
async function librarySays(bearer: string): Promise<string> {
  const library = CognitoJwtVerifier.create(verifies);
  library.cacheJwks(jwksOf([keys.id, keys.access]) as unknown as Parameters<typeof library.cacheJwks>[0]);
  try {
    await library.verify(await signSealed(bearer));
    return 'ok';
  } catch (thrown) {
    return `${(thrown as Error).constructor.name}: ${(thrown as Error).message}`;
  }
}

beforeAll(() => void vi.useFakeTimers({ now: now * 1000, toFake: ['Date'] }));
afterAll(() => void vi.useRealTimers());

test.each([
  ['a good token', access()],
  ['no token', ''],
  ['no JWT', 'a.b'],
  ['another user pool’s', access({ iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Old4demo9' })],
  ['no signature asked for', forgeToken(access(), {}, { alg: 'none' })],
  ['an edited claim', forgeToken(access(), { 'cognito:groups': ['admins'] })],
  ['under the ID token’s key', forgeToken(access(), {}, { kid: keys.id })],
  ['expired', access({ exp: now - 60 })],
  ['good to this second', access({ exp: now })],
  ['an ID token', id()],
  ['another app client’s', access({ client_id: 'another' })],
])('our API says of a token what aws-jwt-verify says: %s', async (_title, token) => {
  expect(said(token)).toBe(await librarySays(token));
});
