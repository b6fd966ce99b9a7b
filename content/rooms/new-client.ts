import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { get, put, type World } from '../../lib/world/world';
import { ana, enhanced, enhancedGuest, inFolderOf, laidDown, open, save, signIn, stranger } from './calls';
import type { Attempt, Room } from './room';

/** The app client that the new version of the app signs in with, and that of another company’s app. */
export const newClient = '6c9d2f5a8b1e4c7d0f3a6b9c2e';
export const quizClient = '1q2u3i4z5b6e7a8c9h0q1u2i3z';

function withClientLike(world: World, ClientId: string, ClientName: string): World {
  const client = get(notesWorld, 'AWS::Cognito::UserPoolClient', notes.client);
  if (client === undefined) throw new Error('The notes app has no app client.');
  return put(world, 'AWS::Cognito::UserPoolClient', ClientId, { ...client, ClientId, ClientName });
}

const saving = (by: string, client: string) => [signIn(by, notes.ana, { client }), ...enhanced(by), save({ id: `${by}-save`, by, Key: inFolderOf(`${by}-get-id`, 'beach.jpg') })];

const attempts: readonly Attempt[] = [
  { id: 'save', title: 'Ana saves a photo with the new version', kind: 'use', people: { ana }, calls: ({ client = '' }) => saving('ana', client) },
  {
    id: 'visitor',
    title: 'A visitor without an account looks at the public photos',
    kind: 'use',
    people: { visitor: { name: 'A visitor’s browser', kind: 'guest', detail: 'no account' } },
    before: [laidDown('welcome', 'public/welcome.jpg', 'visitor')],
    calls: () => [...enhancedGuest('visitor'), open({ id: 'visitor-open', by: 'visitor', Key: 'public/welcome.jpg' })],
  },
  {
    id: 'quiz',
    title: 'The beach quiz, another company’s app, takes AWS credentials for Ana',
    kind: 'attack',
    people: { quiz: { name: 'Beach quiz', kind: 'attacker', detail: 'quiz.example' } },
    calls: () => [signIn('quiz', notes.ana, { client: quizClient }), ...enhanced('quiz')],
    prizes: ['quiz-credentials'],
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

export const newClientRoom: Room = {
  slug: 'new-client',
  series: 'A',
  number: 1,
  title: 'Since Tuesday nobody can save',
  symptom: [
    'On Tuesday the notes app got a new version. Since then everybody can sign in and nobody can save a photo. Visitors see the public photos as before.',
    'The same people also sign in to a beach quiz, made by another company with an app client of its own. The quiz has no business in the notes app’s AWS account.',
  ],
  world: withClientLike(withClientLike(notesWorld, newClient, 'notes-web-2'), quizClient, 'beach-quiz'),
  app: [
    {
      id: 'client',
      label: 'Signs in as app client',
      options: [
        { value: newClient, name: `notes-web-2 (${newClient})` },
        { value: notes.client, name: `notes-web (${notes.client})` },
        { value: quizClient, name: `beach-quiz (${quizClient})` },
      ],
      now: newClient,
    },
  ],
  attempts,
  also: [],
  par: 1,
  hints: [
    'Signing in works and the user pool’s tokens are good. Look at which service says no, and about what.',
    'The identity pool trusts a user pool together with one app client. Compare the client in `CognitoIdentityProviders` with the one that the app signs in as: it is the ID token’s `aud`.',
    'Give the identity pool a row in `CognitoIdentityProviders` with the same `ProviderName` and the new client’s id, or change the row that is there. Or let the app sign in as the old client again.',
  ],
  checks: ['PRV-02'],
  expectations: [{ source: 'amplify_outputs.json', identityPoolId: notes.identityPool, userPoolId: notes.userPool, clientId: newClient }],
  unseen: 'For this it has to be shown the app’s own configuration, here `amplify_outputs.json`. The account alone is in order: a pool may well trust one client and not another, and without the file this is a remark.',
  after: [
    'A user pool as such is never trusted. An [identity pool](term:identity-pool) lists pairs: this user pool, and the [app client](term:app-client) whose ID tokens it takes. Any other `aud` is told that the token “is not from a supported provider”, although the user pool is the same.',
    'That also keeps the quiz out. It signs in the same people, with tokens that are just as good, and gets no AWS credentials for them.',
  ],
};
