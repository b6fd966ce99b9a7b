import { defaultStart, from, join, type Scenario } from '../engine/scenario';
import { notes, notesWorld } from '../world/accounts/notes';
import { patch } from '../world/world';
import type { Local } from './beats';
import { sceneOf, type Scene } from './scene';

/** Ana signs in and puts a photo into her folder: the run that the stage's own tests look at. */
const upload: Scenario = {
  world: notesWorld,
  people: { ana: { name: 'Ana’s browser', kind: 'user', detail: 'notes.example' } },
  start: defaultStart,
  ends: 'ok',
  calls: [
    { id: 'initiate-auth', by: 'ana', operation: 'cognito-idp:InitiateAuth', input: { AuthFlow: 'USER_SRP_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, SRP_A: 'ab' } } },
    {
      id: 'respond',
      by: 'ana',
      operation: 'cognito-idp:RespondToAuthChallenge',
      after: 1,
      input: {
        ChallengeName: 'PASSWORD_VERIFIER',
        ClientId: notes.client,
        ChallengeResponses: {
          USERNAME: from('initiate-auth', 'ChallengeParameters.USER_ID_FOR_SRP'),
          PASSWORD_CLAIM_SECRET_BLOCK: from('initiate-auth', 'ChallengeParameters.SECRET_BLOCK'),
          PASSWORD_CLAIM_SIGNATURE: { $proof: { password: notes.anaPassword, challenge: 'initiate-auth' } },
          TIMESTAMP: 'Sun Nov 22 21:00:01 UTC 2026',
        },
      },
    },
    { id: 'get-id', by: 'ana', operation: 'cognito-identity:GetId', after: 12, input: { IdentityPoolId: notes.identityPool, Logins: { [notes.provider]: from('respond', 'AuthenticationResult.IdToken') } } },
    {
      id: 'get-credentials',
      by: 'ana',
      operation: 'cognito-identity:GetCredentialsForIdentity',
      after: 1,
      input: { IdentityId: from('get-id', 'IdentityId'), Logins: { [notes.provider]: from('respond', 'AuthenticationResult.IdToken') } },
    },
    {
      id: 'put-object',
      by: 'ana',
      operation: 's3:PutObject',
      signedBy: from('get-credentials', 'Credentials'),
      after: 6,
      input: { Bucket: notes.bucket, Key: join('users/', from('get-id', 'IdentityId'), '/beach.jpg'), Body: 'the photo' },
    },
  ],
};

const locals: readonly Local[] = [
  { id: 'type-password', by: 'ana', before: 'initiate-auth', label: 'Ana types her password' },
  { id: 'logins-key', by: 'ana', before: 'get-id', label: 'Logins key, from iss' },
];

const changeCall = (id: string, change: (call: Scenario['calls'][number]) => Scenario['calls'][number]): Scenario => ({
  ...upload,
  calls: upload.calls.map((call) => (call.id === id ? change(call) : call)),
});

const broken = {
  untrusted: {
    ...upload,
    world: patch(notesWorld, 'AWS::Cognito::IdentityPool', notes.identityPool, { CognitoIdentityProviders: [{ ProviderName: `${notes.provider}x`, ClientId: notes.client }] }),
  },
  access: changeCall('get-id', (call) => ({ ...call, input: { ...call.input, Logins: { [notes.provider]: from('respond', 'AuthenticationResult.AccessToken') } } })),
  late: changeCall('get-id', (call) => ({ ...call, after: 61 * 60 })),
  trust: {
    ...upload,
    world: patch(notesWorld, 'AWS::IAM::Role', 'notes-signed-in', {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
    }),
  },
  folder: changeCall('put-object', (call) => ({ ...call, input: { ...call.input, Key: 'users/somebody-else/beach.jpg' } })),
} satisfies Record<string, Scenario>;

export type Break = keyof typeof broken;
export const breaks = Object.keys(broken) as readonly Break[];

export const goodScene: Scene = sceneOf({ scenario: upload, locals });

/** The upload, refused in this way, with the good run behind it. */
export function brokenScene(how: Break): Scene {
  return sceneOf({ scenario: broken[how], good: upload, locals });
}
