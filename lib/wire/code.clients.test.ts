import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { from, join, type Scenario } from '../engine/scenario';
import { notes, notesWorld } from '../world/accounts/notes';
import { patch } from '../world/world';
import { programsOf, type Language } from './code/program';
import { awsAtEndpoint, isInstalled } from './installed.testing';
import { serve, type Served } from './serving.testing';

const run = promisify(execFile);
const project = fileURLToPath(new URL('../..', import.meta.url));
const world = patch(notesWorld, 'AWS::Cognito::IdentityPool', notes.identityPool, { AllowClassicFlow: true });
const Logins = { [notes.provider]: from('sign-in', 'AuthenticationResult.IdToken') };

/** Both flows: into the user's own folder with the one, as an editor with the other. */
const scenario: Scenario = {
  world,
  people: { ana: { name: 'Ana', kind: 'user' } },
  start: 0,
  ends: 'ok',
  calls: [
    {
      id: 'sign-in',
      by: 'ana',
      operation: 'cognito-idp:InitiateAuth',
      input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD: notes.anaPassword } },
    },
    { id: 'get-id', by: 'ana', operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool, Logins } },
    { id: 'get-credentials', by: 'ana', operation: 'cognito-identity:GetCredentialsForIdentity', input: { IdentityId: from('get-id', 'IdentityId'), Logins } },
    {
      id: 'put-object',
      by: 'ana',
      operation: 's3:PutObject',
      signedBy: from('get-credentials', 'Credentials'),
      input: { Bucket: notes.bucket, Key: join('users/', from('get-id', 'IdentityId'), '/beach.txt'), ContentType: 'text/plain', Body: "it's the beach" },
    },
    { id: 'open-id', by: 'ana', operation: 'cognito-identity:GetOpenIdToken', input: { IdentityId: from('get-id', 'IdentityId'), Logins } },
    {
      id: 'assume',
      by: 'ana',
      operation: 'sts:AssumeRoleWithWebIdentity',
      input: { RoleArn: notes.editorsRole, RoleSessionName: 'ana', WebIdentityToken: from('open-id', 'Token'), DurationSeconds: 900 },
    },
    {
      id: 'edit',
      by: 'ana',
      operation: 's3:PutObject',
      signedBy: from('assume', 'Credentials'),
      input: { Bucket: notes.bucket, Key: 'public/map.txt', Body: 'here be crabs' },
    },
  ],
};

let served: Served;
let folder: string;
beforeAll(async () => {
  served = await serve({ world });
  folder = await mkdtemp(joinPath(project, 'node_modules', '.cache-code-'));
});
beforeEach(() => served.emulator.reset());
afterAll(async () => {
  await served.close();
  await rm(folder, { recursive: true });
});

const textOf = (language: Language, of = scenario) => programsOf(of)[language].segments.map((segment) => segment.text).join('\n');

async function runFile(command: string, name: string, text: string): Promise<void> {
  const file = joinPath(folder, name);
  await writeFile(file, text);
  const env = { ...process.env, AWS_ENDPOINT_URL: served.endpoint, AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_EC2_METADATA_DISABLED: 'true' };
  const { stderr } = await run(command, [file], { cwd: folder, env });
  expect(stderr.replace(/\(node:[\s\S]*|\(Use `node[^\n]*/g, '').trim()).toBe('');
}

/** What the program must have done. */
function expectDone(): void {
  const objects = [...(served.emulator.state.records.object ?? [])];
  expect(objects.map(([key, { body }]) => [key.replace(/us-east-1:[0-9a-f-]{36}/, '<identity>'), body])).toEqual([
    [`${notes.bucket}/users/<identity>/beach.txt`, "it's the beach"],
    [`${notes.bucket}/public/map.txt`, 'here be crabs'],
  ]);
}

describe('a scenario’s program, run against the emulator, does what the scenario does', () => {
  test('in TypeScript with SDK v3', { timeout: 20_000 }, async () => {
    const { code } = await transform(textOf('sdk'), { loader: 'ts', format: 'esm' });
    await runFile('node', 'run.mjs', code);
    expectDone();
  });

  test.skipIf(!isInstalled('python3', ['-c', 'import boto3']))('in Python with boto3', { timeout: 20_000 }, async () => {
    await runFile('python3', 'run.py', textOf('boto3'));
    expectDone();
  });

  test.skipIf(!isInstalled('aws', ['--version']) || !isInstalled('jq', ['--version']))('in the shell with the AWS CLI', { timeout: 120_000 }, async () => {
    await runFile('bash', 'run.sh', `set -e\n${awsAtEndpoint}\n${textOf('cli').replaceAll('\naws ', '\naws >/dev/null ')}`);
    expectDone();
  });

  test.skipIf(!isInstalled('curl', ['--version']) || !isInstalled('jq', ['--version']))('in the shell with curl', { timeout: 20_000 }, async () => {
    const here = textOf('http')
      .replaceAll(/https:\/\/([\w-]+)\.s3\.us-east-1\.amazonaws\.com/g, `${served.endpoint}/$1`)
      .replaceAll(/https:\/\/[\w.-]+\.amazonaws\.com/g, served.endpoint);
    await runFile('bash', 'run-http.sh', `set -e\n${here}`);
    expectDone();
  });
});

test('what a program cannot work out by itself it is given, by name', () => {
  const srp: Scenario = {
    ...scenario,
    calls: [
      {
        id: 'respond',
        by: 'ana',
        operation: 'cognito-idp:RespondToAuthChallenge',
        input: { ClientId: notes.client, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses: { PASSWORD_CLAIM_SIGNATURE: { $proof: { password: notes.anaPassword, challenge: 'start' } } } },
      },
    ],
  };
  expect(textOf('sdk', srp)).toContain('PASSWORD_CLAIM_SIGNATURE: passwordClaimSignature');
  expect(textOf('boto3', srp)).toContain('"PASSWORD_CLAIM_SIGNATURE": password_claim_signature');
  expect(textOf('cli', srp)).toContain(`"PASSWORD_CLAIM_SIGNATURE": "'"$PASSWORD_CLAIM_SIGNATURE"'"`);
  for (const language of ['sdk', 'boto3', 'cli', 'http'] as const) expect(textOf(language, srp)).not.toContain(notes.anaPassword);
});

test('what a browser does is said in a word, and what it brings is given; endpoints are plain HTTP', () => {
  const verifier = 'a-verifier-of-forty-three-letters-or-more-here';
  const oauth: Scenario = {
    ...scenario,
    calls: [
      { id: 'login', by: 'ana', operation: 'cognito-idp:login_POST', input: { Domain: 'notes', client_id: notes.client } },
      {
        id: 'token',
        by: 'ana',
        operation: 'cognito-idp:Token_POST',
        input: { Domain: 'notes', grant_type: 'authorization_code', code: from('login', 'redirect.code'), code_verifier: verifier },
      },
      { id: 'info', by: 'ana', operation: 'cognito-idp:UserInfo_GET', input: { Domain: 'notes', access_token: from('token', 'access_token') } },
    ],
  };
  const host = 'https://notes.auth.us-east-1.amazoncognito.com';
  expect(textOf('sdk', oauth)).toContain(`// A browser is at ${host}/login`);
  expect(textOf('sdk', oauth)).toContain(`const token = await (await fetch('${host}/oauth2/token', {`);
  expect(textOf('sdk', oauth)).toContain('code: code');
  expect(textOf('sdk', oauth)).not.toContain('import');
  expect(textOf('http', oauth)).toContain(`--data-urlencode code="$CODE"`);
  expect(textOf('cli', oauth)).toContain(`-H 'authorization: Bearer '"$(jq -r '.access_token' <<<"$token")"`);
  expect(textOf('boto3', oauth)).toContain('"Authorization": "Bearer " + token["access_token"]');
});
