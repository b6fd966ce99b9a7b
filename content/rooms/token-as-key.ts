import { from, type Call, type Input } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { ana, enhanced, enhancedGuest, inFolderOf, open, save, signIn, stranger } from './calls';
import type { App, Attempt, Room } from './room';

/** The way from Ana’s tokens to a signed request, as the app goes it. */
function savingWith({ signs, login }: App): readonly Call[] {
  if (signs === 'IdToken' || signs === 'AccessToken') {
    return [{ ...save({ id: 'save', by: 'ana', Key: `users/${notes.ana}/beach.jpg` }), signedBy: from('ana-sign-in', `AuthenticationResult.${signs}`) }];
  }
  const Logins: Input = login === 'none' ? {} : { Logins: { [notes.provider]: from('ana-sign-in', `AuthenticationResult.${login}`) } };
  const getId: Call = { id: 'get-id', by: 'ana', operation: 'cognito-identity:GetId', after: 1, input: { IdentityPoolId: notes.identityPool, ...Logins } };
  const input = { IdentityId: from('get-id', 'IdentityId'), ...Logins };
  const Key = inFolderOf('get-id', 'beach.jpg');
  if (signs === 'enhanced') {
    return [getId, { id: 'credentials', by: 'ana', operation: 'cognito-identity:GetCredentialsForIdentity', after: 1, input }, save({ id: 'save', by: 'ana', with: 'credentials', Key })];
  }
  return [
    getId,
    { id: 'open-id', by: 'ana', operation: 'cognito-identity:GetOpenIdToken', after: 1, input },
    {
      id: 'assume-role',
      by: 'ana',
      operation: 'sts:AssumeRoleWithWebIdentity',
      after: 1,
      input: { RoleArn: notes.signedInRole, RoleSessionName: 'notes-web', WebIdentityToken: from('open-id', 'Token') },
    },
    save({ id: 'save', by: 'ana', with: 'assume-role', Key }),
  ];
}

const attempts: readonly Attempt[] = [
  {
    id: 'save',
    title: 'Ana saves a photo with the web app, and finds it in the phone’s app',
    kind: 'use',
    people: { ana, phone: { name: 'Ana’s phone', kind: 'user', detail: 'another team’s app' } },
    calls: (app) => [
      signIn('ana', notes.ana),
      ...savingWith(app),
      signIn('phone', notes.ana),
      ...enhanced('phone'),
      open({ id: 'phone-open', by: 'phone', Key: inFolderOf('phone-get-id', 'beach.jpg') }),
    ],
  },
  {
    id: 'no-account',
    title: 'Somebody without an account saves a photo',
    kind: 'attack',
    people: { stranger },
    calls: () => [...enhancedGuest('stranger'), save({ id: 'stranger-save', by: 'stranger', Key: inFolderOf('stranger-get-id', 'beach.jpg') })],
    prizes: ['stranger-save'],
  },
];

export const tokenAsKey: Room = {
  slug: 'token-as-key',
  series: 'A',
  number: 2,
  title: 'Signed in, and S3 has never heard of you',
  symptom: [
    'The web app is new. Ana signs in, the app shows her name, and when she saves a photo S3 says that it does not know her key. The phone’s app, made by another team, works with the same account.',
    'What the web app saves must be there on the phone.',
  ],
  world: notesWorld,
  app: [
    {
      id: 'signs',
      label: 'What the app signs its request to S3 with',
      options: [
        { value: 'IdToken', name: 'the ID token, given to the S3 client as its credentials' },
        { value: 'AccessToken', name: 'the access token, given to the S3 client as its credentials' },
        { value: 'enhanced', name: 'credentials from GetId and GetCredentialsForIdentity' },
        { value: 'classic', name: 'credentials from GetId, GetOpenIdToken and AssumeRoleWithWebIdentity' },
      ],
      now: 'IdToken',
    },
    {
      id: 'login',
      label: 'What it puts into Logins, where it calls the identity pool',
      options: [
        { value: 'AccessToken', name: 'the access token' },
        { value: 'IdToken', name: 'the ID token' },
        { value: 'none', name: 'nothing' },
      ],
      now: 'AccessToken',
    },
  ],
  attempts,
  also: [],
  par: 2,
  hints: [
    'The account works for the phone. Compare what S3 wants from a caller with what the web app holds after signing in.',
    'S3 takes requests that are signed with AWS credentials. A user pool gives none: its tokens have to be exchanged. And the exchange takes one of the two tokens, the one with an `aud`.',
    'Let the app get its credentials from `GetId` and `GetCredentialsForIdentity`, with the ID token in `Logins`.',
  ],
  checks: [],
  unseen: 'Nothing. The auditor reads an account, and this account is in order. What an app puts where is for its tests, and for whoever reads its code.',
  after: [
    'A token says who somebody is. AWS services ask for a signature, made with a secret key that goes with an access key id. An [identity pool](term:identity-pool) takes the one and gives the other.',
    'It takes the [ID token](term:id-token). The [access token](term:access-token) has no `aud`, and the pool says so. With nothing in [Logins](term:logins) the pool takes the caller for a [guest](term:guest), and a guest’s folder is not Ana’s.',
  ],
};
