import { expect, test } from 'vitest';
import { defaultStart, from, type Call, type Scenario } from '../../engine/scenario';
import { notes, notesWorld } from '../../world/accounts/notes';
import { programsOf } from './program';

const signIn = (id: string): Call => ({
  id,
  by: 'ana',
  operation: 'cognito-idp:InitiateAuth',
  input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD: notes.anaPassword } },
});
const Logins = { [notes.provider]: from('sign-in', 'AuthenticationResult.IdToken') };

const scenario: Scenario = {
  world: notesWorld,
  people: {},
  start: defaultStart,
  ends: 'ok',
  before: [
    signIn('idle'),
    signIn('sign-in'),
    { id: 'get-id', by: 'ana', operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool, Logins } },
  ],
  calls: [
    { id: 'get-credentials', by: 'ana', operation: 'cognito-identity:GetCredentialsForIdentity', input: { IdentityId: from('get-id', 'IdentityId'), Logins } },
  ],
};

test('a program has what came before the story, as far as the story uses it, and lights none of it', () => {
  const [, ...segments] = programsOf(scenario).sdk.segments;
  expect(segments.map(({ text }) => /(\w+)Command\(/.exec(text)?.[1])).toEqual(['InitiateAuth', 'GetId', 'GetCredentialsForIdentity']);
  expect(segments.map(({ steps }) => steps)).toEqual([[], [], ['get-credentials']]);
});

test('an API of the app’s own is called in plain HTTP, with its token in the header', () => {
  const post: Call = {
    id: 'post',
    by: 'ana',
    operation: 'lambda:InvokeFunctionUrl',
    input: { url: 'https://api.example/notes', method: 'POST', bearer: from('sign-in', 'AuthenticationResult.AccessToken'), body: { text: 'tide' } },
  };
  const programs = programsOf({ ...scenario, calls: [post] });
  const text = (language: keyof typeof programs) => programs[language].segments.map((segment) => segment.text).join('\n');
  expect(text('sdk')).toContain('authorization: `Bearer ${signIn.AuthenticationResult!.AccessToken!}`');
  expect(text('sdk')).not.toContain('client-lambda');
  expect(text('boto3')).toContain('"Bearer " + sign_in["AuthenticationResult"]["AccessToken"]');
  for (const shell of ['cli', 'http'] as const) expect(text(shell)).toContain(`'authorization: Bearer '"$(jq -r '.AuthenticationResult.AccessToken' <<<"$sign_in")"`);
});

test('what an API of the app’s own answers is its body, and is passed on as that', () => {
  const backend: Call = { id: 'backend', by: 'ana', operation: 'lambda:InvokeFunctionUrl', input: { url: 'https://api.example/sign-in', method: 'POST', body: { username: 'ana' } } };
  const next: Call = { id: 'next', by: 'ana', operation: 'cognito-identity:GetCredentialsForIdentity', input: { IdentityId: from('backend', 'body.IdentityId') } };
  const programs = programsOf({ ...scenario, before: [], calls: [backend, next] });
  const text = (language: keyof typeof programs) => programs[language].segments.map((segment) => segment.text).join('\n');
  expect(text('sdk')).toContain('IdentityId: backend.IdentityId!');
  expect(text('boto3')).toContain('backend["IdentityId"]');
  for (const shell of ['cli', 'http'] as const) expect(text(shell)).toContain("jq -r '.IdentityId'");
});

test('devices’ messages go through AWS IoT’s other client', () => {
  const publish: Call = { id: 'publish', by: 'ana', operation: 'iot:Publish', input: { topic: 'lamps/kitchen/set', payload: '{"on":true}' } };
  const programs = programsOf({ ...scenario, before: [], calls: [publish] });
  const text = (language: keyof typeof programs) => programs[language].segments.map((segment) => segment.text).join('\n');
  expect(text('sdk')).toContain("import { IoTDataPlaneClient, PublishCommand } from '@aws-sdk/client-iot-data-plane';");
  expect(text('boto3')).toContain('boto3.client("iot-data"');
  expect(text('cli')).toContain('aws iot-data publish');
});
