import { text } from '../../lib/engine/mint';
import { defaultStart, from, join, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { enhancedFlowCode } from './enhanced-flow-code';
import { enhancedFlowNarration } from './enhanced-flow-narration';
import { enhancedFlowPredictions } from './enhanced-flow-predictions';
import { enhancedFlowSwitches } from './enhanced-flow-switches';
import type { Walkthrough } from './walkthrough';

/** Ana signs in to the notes app and puts a photo into her own folder. */
const scenario: Scenario = {
  world: notesWorld,
  people: { ana: { name: 'Ana’s browser', kind: 'user', detail: 'notes.example' } },
  start: defaultStart,
  ends: 'ok',
  calls: [
    {
      id: 'initiate-auth',
      by: 'ana',
      operation: 'cognito-idp:InitiateAuth',
      input: {
        AuthFlow: 'USER_SRP_AUTH',
        ClientId: notes.client,
        AuthParameters: { USERNAME: notes.ana, SRP_A: text('Ana’s SRP_A', 768, '0123456789abcdef') },
      },
    },
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
    {
      id: 'get-id',
      by: 'ana',
      operation: 'cognito-identity:GetId',
      after: 12,
      input: {
        IdentityPoolId: notes.identityPool,
        Logins: { [notes.provider]: from('respond', 'AuthenticationResult.IdToken') },
      },
    },
    {
      id: 'get-credentials',
      by: 'ana',
      operation: 'cognito-identity:GetCredentialsForIdentity',
      after: 1,
      input: {
        IdentityId: from('get-id', 'IdentityId'),
        Logins: { [notes.provider]: from('respond', 'AuthenticationResult.IdToken') },
      },
    },
    {
      id: 'put-object',
      by: 'ana',
      operation: 's3:PutObject',
      signedBy: from('get-credentials', 'Credentials'),
      after: 6,
      input: {
        Bucket: notes.bucket,
        Key: join('users/', from('get-id', 'IdentityId'), '/beach.jpg'),
        ContentType: 'image/jpeg',
        Body: 'the photo',
      },
    },
  ],
};

export const enhancedFlow: Walkthrough = {
  slug: 'enhanced-flow',
  number: 6,
  title: 'Both together: the enhanced flow, call by call',
  shortTitle: 'The enhanced flow',
  question: 'Who calls STS?',
  chapter: 'Crossing the border',
  minutes: 12,
  zones: ['app', 'authn', 'authz', 'resource'],
  scenario,
  locals: [
    { id: 'type-password', by: 'ana', before: 'initiate-auth', label: 'Ana types her password' },
    { id: 'logins-key', by: 'ana', before: 'get-id', label: 'Logins key, from iss' },
  ],
  narration: enhancedFlowNarration,
  predictions: enhancedFlowPredictions,
  switches: enhancedFlowSwitches,
  amplify: enhancedFlowCode,
  reproduce: [
    {
      says: 'An identity for a token that you hold. No AWS credentials are needed.',
      command: `aws cognito-identity get-id --no-sign-request --region ${notes.region} \\\n  --identity-pool-id ${notes.identityPool} \\\n  --logins ${notes.provider}=$ID_TOKEN`,
    },
    {
      says: 'Credentials for that identity. The same token again.',
      command: `aws cognito-identity get-credentials-for-identity --no-sign-request --region ${notes.region} \\\n  --identity-id $IDENTITY_ID \\\n  --logins ${notes.provider}=$ID_TOKEN`,
    },
    {
      says: 'Who those credentials make you. This needs no permission.',
      command: 'aws sts get-caller-identity',
    },
  ],
  furtherReading: [
    { title: 'Identity pools authentication flow', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html' },
    { title: 'IAM roles of identity pools', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html' },
    { title: 'GetCredentialsForIdentity', href: 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html' },
    { title: 'AssumeRoleWithWebIdentity', href: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html' },
  ],
};
