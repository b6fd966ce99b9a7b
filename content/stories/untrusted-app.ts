import { defaultStart, from, join, type Call, type InputValue, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { get, put, type World } from '../../lib/world/world';
import { configure } from '../walkthroughs/change';
import type { Walkthrough } from '../walkthroughs/walkthrough';
import { permissions, sessionOf, withPermissions } from './account';
import { headings } from './headings';

const mobile = '5b6c7d8e9f0a1b2c3d4e5f6a7b';
const tryItOut = `arn:aws:s3:::${notes.bucket}/guests/*`;

const ownPolicies = get(notesWorld, 'AWS::IAM::Role', 'notes-signed-in')?.RolePolicyList as readonly ReturnType<typeof permissions>[];

/** The notes app with a new mobile app, whose app client the identity pool has never heard of; and a place where visitors try things out. */
function withMobile(world: World): World {
  const client = get(world, 'AWS::Cognito::UserPoolClient', notes.client);
  if (client === undefined) throw new Error('The notes app has lost its app client.');
  const withClient = put(world, 'AWS::Cognito::UserPoolClient', mobile, { ...client, ClientId: mobile, ClientName: 'notes-mobile' });
  const withGuests = withPermissions(withClient, 'notes-guest', 'TryItOut', [
    { Sid: 'ReadPublic', Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${notes.bucket}/public/*` },
    { Sid: 'TryItOut', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: tryItOut },
  ]);
  const role = get(withGuests, 'AWS::IAM::Role', 'notes-signed-in');
  if (role === undefined) throw new Error('The notes app has lost its role for users.');
  const seesGuests = permissions('SeeGuests', [{ Sid: 'SeeGuests', Effect: 'Allow', Action: 's3:GetObject', Resource: tryItOut }]);
  return put(withGuests, 'AWS::IAM::Role', 'notes-signed-in', { ...role, RolePolicyList: [...ownPolicies, seesGuests] });
}

const LoginsOf = (signIn: string) => ({ [notes.provider]: from(signIn, 'AuthenticationResult.IdToken') });

const signIn = (id: string, by: string, ClientId: string, USERNAME: string, PASSWORD: string): Call => ({
  id,
  by,
  operation: 'cognito-idp:InitiateAuth',
  input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId, AuthParameters: { USERNAME, PASSWORD } },
});

const ask: Call = { id: 'ask', by: 'ana', operation: 'cognito-identity:GetId', after: 1, input: { IdentityPoolId: notes.identityPool, Logins: LoginsOf('sign-in') } };

/** What the app does with an identity: credentials, and the diary under a key; then Ben looks for it. */
const saves = (credentials: Call['input'], Key: InputValue): readonly Call[] => [
  { id: 'get-credentials', by: 'ana', operation: 'cognito-identity:GetCredentialsForIdentity', after: 1, input: credentials },
  { id: 'put-object', by: 'ana', operation: 's3:PutObject', signedBy: from('get-credentials', 'Credentials'), after: 2, input: { Bucket: notes.bucket, Key, ContentType: 'text/plain', Body: 'Dear diary' } },
  { id: 'read', by: 'ben', operation: 's3:GetObject', signedBy: from('bens-credentials', 'Credentials'), after: 120, input: { Bucket: notes.bucket, Key } },
];

/** Refused as Ana, the app goes on as nobody. */
const asGuest: readonly Call[] = [
  signIn('sign-in', 'ana', mobile, notes.ana, notes.anaPassword),
  { ...ask, goesOn: true },
  { id: 'get-id', by: 'ana', operation: 'cognito-identity:GetId', after: 1, input: { IdentityPoolId: notes.identityPool } },
  ...saves({ IdentityId: from('get-id', 'IdentityId') }, 'guests/diary.txt'),
];

/** Accepted as Ana, the same app never comes to that. */
const asAna: readonly Call[] = [
  signIn('sign-in', 'ana', mobile, notes.ana, notes.anaPassword),
  { ...ask, goesOn: true },
  ...saves({ IdentityId: from('ask', 'IdentityId'), Logins: LoginsOf('sign-in') }, join('users/', from('ask', 'IdentityId'), '/diary.txt')),
];

const scenario: Scenario = {
  world: withMobile(notesWorld),
  people: { ana: { name: 'Ana’s phone', kind: 'user', detail: 'the new mobile app' }, ben: { name: 'Ben’s browser', kind: 'attacker', detail: 'signed in' } },
  before: [
    signIn('ben-signs-in', 'ben', notes.client, notes.ben, notes.benPassword),
    { id: 'bens-id', by: 'ben', operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool, Logins: LoginsOf('ben-signs-in') } },
    { id: 'bens-credentials', by: 'ben', operation: 'cognito-identity:GetCredentialsForIdentity', input: { IdentityId: from('bens-id', 'IdentityId'), Logins: LoginsOf('ben-signs-in') } },
  ],
  start: defaultStart,
  ends: 'ok',
  calls: asGuest,
};

export const untrustedApp: Walkthrough = {
  slug: 'untrusted-app',
  ...headings['untrusted-app'],
  shortTitle: 'Signed in, and nobody',
  question: 'The sign-in works. Why does AWS not know the user?',
  chapter: 'What goes wrong',
  minutes: 6,
  zones: ['app', 'authn', 'authz', 'resource'],
  scenario,
  locals: [{ id: 'falls-back', by: 'ana', before: 'get-id', label: 'goes on without Logins' }],
  narration: {
    'sign-in': {
      title: 'The new mobile app',
      caption: 'Ana signs in on her phone. The mobile app has an app client of its own in the same user pool.',
      explain: ['This is the everyday failure of identity pools, and nobody attacks anybody at first. The web app has one [app client](term:app-client), the mobile app another. Both belong to one [user pool](term:user-pool), with the same people in it.'],
    },
    'sign-in/answer': { title: 'It works', caption: 'The user pool answers with three tokens. Ana is signed in.', explain: ['The screen says “Hello, Ana”. Everything that is to do with [who she is](who) has succeeded.'] },
    ask: {
      title: 'Compare aud with the list',
      caption: 'The phone shows Ana’s ID token to the identity pool. The pool looks for an entry with this issuer and this app client, and finds none.',
      explain: [
        'The pool’s list has one entry: this user pool **with the web app’s client**. The token’s `iss` fits, its `aud` does not. It is the mobile client, which nobody added.',
        'An [identity pool](term:identity-pool) trusts pairs. A user pool without the right client is as strange to it as another user pool.',
      ],
      note: { title: 'The same words for four mistakes', text: 'A client that is not listed, a user pool that was deleted and made anew, one of another region, and no entry at all. Compare `iss` and `aud` of the token with each entry.' },
    },
    'ask/answer': { title: 'Not from a supported provider', caption: 'The identity pool refuses the token.', explain: ['The error is about the pool’s configuration, and it reaches a phone.'] },
    'falls-back': {
      title: 'A helpful line of code',
      caption: 'The app catches the error and tries again without Logins, so that people without an account can use it.',
      explain: ['“No identity? Then as a guest.” It was written for visitors. It does not distinguish having no login from having one that was refused.'],
    },
    'get-id': { title: 'As nobody', caption: 'The phone asks for a guest identity. Guest access is on, and that is all the pool asks.', explain: ['Without Logins there is nothing to refuse. The pool cannot know that this guest has a name.'] },
    'get-id/answer': { title: 'An identity, not hers', caption: 'The pool answers with a new guest identity.', explain: ['Ana’s own identity, with her folder, is another. Tomorrow the phone may get a third.'] },
    'get-credentials': { title: 'Credentials of a guest', caption: 'The phone asks for credentials of that identity.', explain: ['The screen still says “Hello, Ana”.'] },
    'get-credentials/sts': { title: 'The guest role', caption: 'The pool calls STS for notes-guest.', explain: ['`amr` is `unauthenticated`: on this side of the border nobody has signed in.'] },
    'get-credentials/answer': { title: 'They work', caption: 'The phone receives credentials of notes-guest.', explain: ['So does everything that follows. A failure that works is the worst kind: no one reports it.'] },
    'put-object': {
      title: 'Her diary, among the visitors’ things',
      caption: 'Ana writes her diary. The app saves it where guests may write, in a folder that all share.',
      explain: ['Guests have a place to try the app out, `guests/*`, and everybody may look at it. For scribbles of visitors that is good enough.'],
    },
    'put-object/answer': { title: 'Saved', caption: 'S3 stores the diary.', explain: ['Ana sees a green tick.'] },
    read: { title: 'Somebody looks in', caption: 'Ben opens the visitors’ folder in the web app. His role reads all of it.', explain: ['He does not have to break anything. Any visitor without an account could do the same.'] },
    'read/answer': {
      title: 'Dear diary',
      caption: 'S3 returns Ana’s diary to Ben.',
      explain: ['One entry was missing from a list. What turned it from an outage into a leak is a fallback to guests, and a guest role that shares.', 'The auditor signs in through every app client of the trusted user pools and reports those whose tokens the pool refuses. Given the apps’ own configuration files, it knows which of them should have been let in.'],
    },
  },
  predictions: [
    {
      id: 'which-field',
      at: 'sign-in/answer',
      ask: 'The identity pool will refuse this token, of the same user pool and the same user. Which part of it?',
      context: 'The pool’s one entry names the user pool and the client of the web app.',
      options: [
        { text: 'iss: the issuer', feedback: 'Both apps sign in with the same user pool, so the issuer is the same, and the pool trusts it.' },
        { text: 'aud: the app client', right: true, feedback: 'An entry is a user pool together with a client. The mobile app’s client is on no entry.' },
        { text: 'The signature', feedback: 'It is good. The user pool signs the tokens of all its clients with the same key.' },
      ],
    },
    {
      id: 'what-the-app-should-do',
      at: 'ask/answer',
      ask: 'The pool has refused Ana’s token. What should the app do?',
      context: 'It also has visitors without an account.',
      options: [
        { text: 'Try as a guest, so that it works', feedback: 'Then it works as somebody else. What Ana saves goes where guests’ things go.' },
        { text: 'Show the error and stop', right: true, feedback: 'Somebody who has signed in must not become a guest silently. Guests are for people who have no token at all.' },
        { text: 'Send the access token instead', feedback: 'An access token has no aud, and the pool refuses it with other words.' },
      ],
    },
  ],
  switches: [
    {
      id: 'trusted',
      label: 'The pool lists the mobile app',
      change: (before) => ({
        ...configure(before, 'AWS::Cognito::IdentityPool', notes.identityPool, {
          CognitoIdentityProviders: [notes.client, mobile].map((ClientId) => ({ ProviderName: notes.provider, ClientId, ServerSideTokenCheck: false })),
        }),
        calls: asAna,
      }),
      refused: {
        step: 'read',
        rule: 'authorized',
        code: 'AccessDenied',
        message: `User: ${sessionOf('notes-signed-in')} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::${notes.bucket}/users/${notes.region}:`,
      },
      narration: {
        ask: { title: 'The second entry', caption: 'The pool’s list has both clients now. Issuer and aud fit the second entry, and the pool accepts the token.', explain: ['One user, two apps, one identity: the login is the same person of the same user pool, so the identity is the one that the web app has.'] },
        'ask/answer': { title: 'Ana’s identity', caption: 'The pool answers with the identity that Ana has in the web app as well.', explain: ['The fallback is not reached. It is still in the app, waiting for the next refusal.'] },
        'get-credentials': { title: 'Credentials, as Ana', caption: 'The phone asks for credentials of Ana’s identity, with her token.', explain: ['The same token goes to both calls.'] },
        'get-credentials/sts': { title: 'The role of users', caption: 'The pool calls STS for notes-signed-in.', explain: ['`amr` is `authenticated`.'] },
        'get-credentials/answer': { title: 'They are hers', caption: 'The phone receives credentials of notes-signed-in.', explain: ['With Ana’s identity in them.'] },
        'put-object': { title: 'Her diary, in her folder', caption: 'The app saves the diary under Ana’s own identity.', explain: ['`users/${cognito-identity.amazonaws.com:sub}/*` is hers, on the phone as in the browser.'] },
        read: { title: 'Somebody looks in', caption: 'Ben asks for the diary. It is in Ana’s folder, and his role ends at his own.', explain: ['IAM fills in Ben’s identity, and the key has Ana’s.'] },
        'read/answer': { title: 'Not for Ben', caption: 'S3 answers that no identity-based policy allows it.', explain: ['The visitors’ folder is as open as before, to what visitors leave there.'] },
      },
      fix: {
        text: 'List every app client whose users should get credentials. Send the whole pool: UpdateIdentityPool resets what it is not given, and providers have vanished that way.',
        command: `aws cognito-identity update-identity-pool --identity-pool-id ${notes.identityPool} \\
  --identity-pool-name notes-prod --allow-unauthenticated-identities --no-allow-classic-flow \\
  --cognito-identity-providers ProviderName=${notes.provider},ClientId=${notes.client} ProviderName=${notes.provider},ClientId=${mobile}`,
        check: 'PRV-02',
      },
    },
    {
      id: 'guests-off',
      label: 'No guests to fall back to',
      change: (before) => configure(before, 'AWS::Cognito::IdentityPool', notes.identityPool, { AllowUnauthenticatedIdentities: false }),
      refused: { step: 'get-id', rule: 'guests', code: 'NotAuthorizedException', message: 'Unauthenticated access is not supported for this identity pool.' },
      narration: {
        'get-id': {
          title: 'It fails, and is seen to fail',
          caption: 'Guest access is off. The fallback has nothing to fall back to, and the app stops.',
          explain: ['The phone shows an error on the first day, and somebody adds the missing entry. Nobody’s diary has gone anywhere.', 'Visitors lose their place to try the app. If they should have one, give each guest a folder of their own.'],
        },
        'get-id/answer': { title: 'Unauthenticated access is not supported', caption: 'The pool refuses. The words hide the cause: the first refusal said what was missing.', explain: ['This message is often the first that a developer sees, because the app shows the last error. Look for the one before it.'] },
      },
      fix: {
        text: 'Switch guest access off where the app has no use for it, or keep guests’ things apart by their identity.',
        command: `aws cognito-identity update-identity-pool --identity-pool-id ${notes.identityPool} \\
  --identity-pool-name notes-prod --no-allow-unauthenticated-identities --no-allow-classic-flow \\
  --cognito-identity-providers ProviderName=${notes.provider},ClientId=${notes.client}`,
        check: 'PER-04',
      },
    },
  ],
  amplify: [],
  reproduce: [
    { says: 'On a pool of your own: the pairs that it trusts.', command: `aws cognito-identity describe-identity-pool --identity-pool-id ${notes.identityPool} --query CognitoIdentityProviders` },
    { says: 'And the pair that a token has.', command: 'echo $ID_TOKEN | cut -d. -f2 | base64 -d 2>/dev/null | grep -oE \'"(iss|aud)":"[^"]+"\'' },
  ],
  furtherReading: [
    { title: 'Identity pools authentication flow', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html' },
    { title: 'Identity pools with external identity providers', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/external-identity-providers.html' },
    { title: 'amplify-js issue 2067: “Token is not from a supported provider”', href: 'https://github.com/aws-amplify/amplify-js/issues/2067' },
  ],
};
