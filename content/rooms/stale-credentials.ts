import { from, type Call, type Ref } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { patch } from '../../lib/world/world';
import { ben, enhanced, inFolderOf, open, save, signIn } from './calls';
import type { App, Attempt, Room } from './room';

const minute = 60;

const tablet = { name: 'The family’s tablet', kind: 'user', detail: 'one app, two people' } as const;

/** GetCredentialsForIdentity with an identity ID that the app has kept. */
function credentials(id: string, identity: string, tokens: string, after = 1): Call {
  return {
    id,
    by: 'tablet',
    operation: 'cognito-identity:GetCredentialsForIdentity',
    after,
    input: { IdentityId: from(identity, 'IdentityId'), Logins: { [notes.provider]: from(tokens, 'AuthenticationResult.IdToken') } },
  };
}

/** Ana has signed in on the tablet and saved a page of her diary. */
const anasMorning: readonly Call[] = [
  { ...signIn('tablet', notes.ana), id: 'ana-sign-in' },
  { id: 'ana-get-id', by: 'tablet', operation: 'cognito-identity:GetId', after: 1, input: { IdentityPoolId: notes.identityPool, Logins: { [notes.provider]: from('ana-sign-in', 'AuthenticationResult.IdToken') } } },
  credentials('ana-credentials', 'ana-get-id', 'ana-sign-in'),
  save({ id: 'ana-save', by: 'tablet', with: 'ana-credentials', Key: inFolderOf('ana-get-id', 'diary.jpg') }),
];

const RefreshToken: Ref = from('ana-sign-in', 'AuthenticationResult.RefreshToken');

/** Ana signs out, Ben signs in; `identity` and `keys` are the calls whose answers the app then works with. */
function handOver({ keeps, forgets }: App): { readonly calls: readonly Call[]; readonly identity: string; readonly keys: string } {
  const turn: readonly Call[] = [
    { id: 'sign-out', by: 'tablet', operation: 'cognito-idp:RevokeToken', after: 5 * minute, input: { ClientId: notes.client, Token: RefreshToken } },
    { ...signIn('tablet', notes.ben), id: 'ben-sign-in', after: 20 },
  ];
  if (forgets === 'everything') {
    const getId: Call = { id: 'ben-get-id', by: 'tablet', operation: 'cognito-identity:GetId', after: 1, input: { IdentityPoolId: notes.identityPool, Logins: { [notes.provider]: from('ben-sign-in', 'AuthenticationResult.IdToken') } } };
    return { calls: [...turn, getId, credentials('ben-credentials', 'ben-get-id', 'ben-sign-in')], identity: 'ben-get-id', keys: 'ben-credentials' };
  }
  if (keeps === 'nothing') return { calls: [...turn, credentials('ben-credentials', 'ana-get-id', 'ben-sign-in')], identity: 'ana-get-id', keys: 'ben-credentials' };
  return { calls: turn, identity: 'ana-get-id', keys: 'ana-credentials' };
}

const attempts: readonly Attempt[] = [
  {
    id: 'second-hour',
    title: 'Ana saves a page of her diary, and another seventy minutes later',
    kind: 'use',
    people: { tablet },
    calls: ({ keeps }) => [
      ...anasMorning,
      { id: 'refresh', by: 'tablet', operation: 'cognito-idp:GetTokensFromRefreshToken', after: 70 * minute, input: { ClientId: notes.client, RefreshToken } },
      ...(keeps === 'for-good' ? [] : [credentials('new-credentials', 'ana-get-id', 'refresh')]),
      save({ id: 'save-again', by: 'tablet', with: keeps === 'for-good' ? 'ana-credentials' : 'new-credentials', Key: inFolderOf('ana-get-id', 'evening.jpg') }),
    ],
  },
  {
    id: 'ben-saves',
    title: 'Ben takes the tablet over, saves a photo, and finds it on his phone',
    kind: 'use',
    people: { tablet, phone: { ...ben, name: 'Ben’s phone' } },
    before: anasMorning,
    calls: (app) => {
      const { calls, identity, keys } = handOver(app);
      return [
        ...calls,
        save({ id: 'ben-save', by: 'tablet', with: keys, Key: inFolderOf(identity, 'surf.jpg') }),
        signIn('phone', notes.ben),
        ...enhanced('phone'),
        open({ id: 'phone-open', by: 'phone', Key: inFolderOf('phone-get-id', 'surf.jpg') }),
      ];
    },
  },
  {
    id: 'ben-reads',
    title: 'Ben takes the tablet over and opens the diary',
    kind: 'attack',
    people: { tablet },
    before: anasMorning,
    calls: (app) => {
      const { calls, identity, keys } = handOver(app);
      return [...calls, open({ id: 'ben-open', by: 'tablet', with: keys, Key: inFolderOf(identity, 'diary.jpg') })];
    },
    prizes: ['ben-open'],
  },
];

export const staleCredentials: Room = {
  slug: 'stale-credentials',
  series: 'A',
  number: 4,
  title: 'The tablet remembers Ana',
  symptom: [
    'The app renews its tokens in time, and still S3 refuses everything after the first hour. Somebody raised `MaxSessionDuration` of the role to twelve hours, to no effect.',
    'What Ben tells is stranger. He and Ana share a tablet. She signs out, he signs in, and the app shows him her diary. His own photos never arrive on his phone.',
  ],
  world: patch(notesWorld, 'AWS::IAM::Role', 'notes-signed-in', { MaxSessionDuration: 43_200 }),
  app: [
    {
      id: 'keeps',
      label: 'How long the app keeps AWS credentials',
      options: [
        { value: 'for-good', name: 'as long as the app is open' },
        { value: 'expiration', name: 'until their Expiration; then it asks for new ones' },
        { value: 'nothing', name: 'not at all: it asks for new ones before each request' },
      ],
      now: 'for-good',
      note: 'It asks with the identity ID that it has kept, and with a fresh ID token.',
    },
    {
      id: 'forgets',
      label: 'What it forgets when somebody signs out',
      options: [
        { value: 'tokens', name: 'the tokens' },
        { value: 'everything', name: 'the tokens, the identity ID and the AWS credentials' },
      ],
      now: 'tokens',
    },
  ],
  attempts,
  also: [],
  par: 2,
  hints: [
    'Three things are kept on the tablet, and they come from three services: tokens, an identity ID, AWS credentials. Ask of each how long it holds, and whose it is.',
    'AWS credentials run out after an hour whatever happens to the tokens, and they stay Ana’s when Ana has signed out: STS was told nothing. No setting of the account changes either; `MaxSessionDuration` does not count in the enhanced flow.',
    'Let the app ask for new credentials when these have expired, and let it forget tokens, identity ID and credentials when somebody signs out.',
  ],
  checks: [],
  unseen: 'Nothing of this: credentials are kept in the app, and the auditor reads the account.',
  after: [
    'Signing out ends something in the user pool. [AWS credentials](term:credentials) that were given out are never recalled, so an app that does not forget them goes on as the one who left.',
    'The [identity ID](term:identity-id) is kept for good reason, and it belongs to one login. Whoever keeps it past a sign-out asks for credentials with one person’s identity and another’s token, and is told that the logins do not match.',
    'Amplify does both: it holds credentials in memory, asks again in time, and drops them when the ID token is another one.',
  ],
};
