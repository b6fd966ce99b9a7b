import { text } from '../../lib/engine/mint';
import { defaultStart, from, join, type Call, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { get, patch, put } from '../../lib/world/world';
import { configure, send } from './change';
import type { CodeSegment, Walkthrough } from './walkthrough';

const session = 'arn:aws:sts::111122223333:assumed-role/notes-signed-in/CognitoIdentityCredentials';
const newClient = '7j9k1l3m5n7p9q1r3s5t7u9v1w';
const webClient = get(notesWorld, 'AWS::Cognito::UserPoolClient', notes.client);

/** The notes app without guests, and with a second app client that nobody told the identity pool about. */
const world = put(
  patch(notesWorld, 'AWS::Cognito::IdentityPool', notes.identityPool, { AllowUnauthenticatedIdentities: false }),
  'AWS::Cognito::UserPoolClient',
  newClient,
  { ...(webClient as NonNullable<typeof webClient>), ClientId: newClient, ClientName: 'notes-web-v6' },
);

const Logins = { [notes.provider]: from('respond', 'AuthenticationResult.IdToken') };

const upload = (id: string, name: string, after: number): Call => ({
  id,
  by: 'ana',
  operation: 's3:PutObject',
  signedBy: from('get-credentials', 'Credentials'),
  after,
  input: { Bucket: notes.bucket, Key: join('users/', from('get-id', 'IdentityId'), `/${name}`), ContentType: 'image/jpeg', Body: 'the photo' },
});

/** Three lines of Amplify, and what they send: signIn, uploadData, uploadData. */
const scenario: Scenario = {
  world,
  people: { ana: { name: 'Ana’s browser', kind: 'user', detail: 'Amplify v6' } },
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
      after: 20,
      input: { IdentityPoolId: notes.identityPool, Logins },
    },
    {
      id: 'get-credentials',
      by: 'ana',
      operation: 'cognito-identity:GetCredentialsForIdentity',
      input: { IdentityId: from('get-id', 'IdentityId'), Logins },
    },
    upload('first-upload', 'beach.jpg', 1),
    upload('second-upload', 'dunes.jpg', 40),
  ],
};

/** The first upload begins before sign-in is done: GetId goes out while there is no token to send. */
function notAwaited(scenario: Scenario): Scenario {
  const early = scenario.calls.find((one) => one.id === 'get-id');
  if (early === undefined) throw new Error('There is no GetId to move.');
  const { Logins: _none, ...input } = early.input;
  const moved: Call = { ...early, input, after: 0 };
  return { ...scenario, calls: scenario.calls.flatMap((one) => (one.id === 'get-id' ? [] : one.id === 'respond' ? [moved, one] : [one])) };
}

const v6: readonly CodeSegment[] = [
  {
    steps: [],
    text: `import { Amplify } from 'aws-amplify';
import { signIn } from 'aws-amplify/auth';
import { uploadData } from 'aws-amplify/storage';

// No region: it is read from the ids. No request yet.
Amplify.configure({
  Auth: {
    Cognito: {
      userPoolId: '${notes.userPool}',
      userPoolClientId: '${notes.client}',
      identityPoolId: '${notes.identityPool}',
      allowGuestAccess: true,
    },
  },
  Storage: { S3: { bucket: '${notes.bucket}', region: '${notes.region}' } },
});
`,
  },
  { steps: ['initiate-auth', 'respond'], text: '// InitiateAuth, RespondToAuthChallenge\nconst { isSignedIn, nextStep } = await signIn({ username, password });\n' },
  {
    steps: ['get-id', 'get-credentials', 'first-upload'],
    text: `// GetId, GetCredentialsForIdentity, PutObject
await uploadData({ path: ({ identityId }) => \`users/\${identityId}/beach.jpg\`, data: beach }).result;
`,
  },
  {
    steps: ['second-upload'],
    text: `// PutObject
await uploadData({ path: ({ identityId }) => \`users/\${identityId}/dunes.jpg\`, data: dunes }).result;
`,
  },
];

const v5: readonly CodeSegment[] = [
  {
    steps: [],
    text: `// As many articles still have it. It does not run with v6.
import { Amplify, Auth, Storage } from 'aws-amplify';

Amplify.configure({
  Auth: {
    region: '${notes.region}',
    userPoolId: '${notes.userPool}',
    userPoolWebClientId: '${notes.client}', // v6: userPoolClientId
    identityPoolId: '${notes.identityPool}',
  },
  Storage: { AWSS3: { bucket: '${notes.bucket}', region: '${notes.region}' } },
});
Storage.configure({ customPrefix: { private: 'users/' } }); // otherwise private/
`,
  },
  { steps: ['initiate-auth', 'respond'], text: '// v6: signIn({ username, password }), from aws-amplify/auth\nconst user = await Auth.signIn(username, password);\n' },
  {
    steps: ['get-id', 'get-credentials', 'first-upload'],
    text: `// users/<identity id>/beach.jpg; without a level it would be public/beach.jpg
await Storage.put('beach.jpg', beach, { level: 'private' });
`,
  },
  { steps: ['second-upload'], text: 'await Storage.put(\'dunes.jpg\', dunes, { level: \'private\' });\n' },
];

export const whatAmplifyHides: Walkthrough = {
  slug: 'what-amplify-hides',
  number: 15,
  title: 'What Amplify hides',
  shortTitle: 'What Amplify hides',
  question: 'How many requests does one line make?',
  chapter: 'In your application',
  minutes: 8,
  zones: ['app', 'authn', 'authz', 'resource'],
  scenario,
  locals: [
    { id: 'configure', by: 'ana', before: 'initiate-auth', label: 'Amplify.configure' },
    { id: 'keep-tokens', by: 'ana', before: 'get-id', label: 'keeps the tokens' },
    { id: 'reuse', by: 'ana', before: 'second-upload', label: 'still has AWS keys' },
  ],
  narration: {
    configure: {
      title: 'Four ids, and no request',
      caption: 'The page loads and Amplify reads its configuration: a user pool, an app client, an identity pool, a bucket.',
      explain: [
        'Open the Code tab beside this run and switch between **Amplify v6**, **Amplify v5**, **SDK v3** and **HTTP**. The lit lines are the same moment in four languages.',
        'None of the ids is a secret; everyone who loads the page can read them. v6 has no `region` here, it takes it from the ids, and `userPoolWebClientId` has become `userPoolClientId`.',
        'Give v6 the configuration of a v5 article and sign-in ends with “Auth UserPool not configured.” before anything is sent. That sentence is Amplify’s, not AWS’s.',
      ],
    },
    'initiate-auth': {
      title: 'signIn, first half',
      caption: 'One line, signIn. Amplify begins with SRP, so that the password stays in the browser.',
      explain: [
        'The default is `USER_SRP_AUTH`. Amplify makes up a secret number, computes `SRP_A` from it and sends that. With the SDK you would bring your own arithmetic.',
        'The app client must not have a secret: Amplify in a browser has none to show.',
      ],
    },
    'initiate-auth/answer': {
      title: 'A challenge you never see',
      caption: 'The user pool answers with a challenge. Amplify answers it by itself.',
      explain: ['Challenges that Amplify can meet alone it does not mention. Those that need a person, a code or a new password, come back to you as `nextStep`: that is why `signIn` returns without an error and still nobody is signed in.'],
    },
    respond: {
      title: 'signIn, second half',
      caption: 'Amplify computes the proof from the password and sends it.',
      explain: ['Two requests for one line so far. The browser sends an `OPTIONS` request before some of them, because they go to another host; those are not counted here.'],
    },
    'respond/answer': {
      title: 'isSignedIn: true',
      caption: 'Three tokens arrive. Your code is told that Ana is signed in, and does not get to see them unless it asks.',
      explain: [
        '`fetchAuthSession()` gives out the ID token and the access token. The refresh token it keeps to itself.',
        'AWS has not been asked for anything yet. [Who Ana is](who) is settled, what she [may do](may) comes up when somebody needs it.',
      ],
    },
    'keep-tokens': {
      title: 'Where they are kept',
      caption: 'Amplify writes all three tokens into the browser’s local storage, where they outlive the tab.',
      explain: [
        'Under `CognitoIdentityServiceProvider.<client id>.<user>.` stand `idToken`, `accessToken`, `refreshToken`, and `clockDrift`, the difference between this device’s clock and AWS’s. A guest’s identity ID is kept there, too.',
        'AWS credentials and the identity ID of someone who has signed in are in memory only. A reload loses them, and they are fetched again from the tokens.',
        'Local storage can be read by every script of the page. `cognitoUserPoolsTokenProvider.setKeyValueStorage` puts the tokens elsewhere: into session storage, or cookies for a server that renders pages.',
      ],
      note: { title: 'Which one matters', text: 'A stolen ID token is good for an hour. A stolen refresh token is good until it expires or is revoked. Against scripts that should not be there, a content security policy does more than any choice of storage.' },
    },
    'get-id': {
      title: 'uploadData, first of three',
      caption: 'Ana picks a photo. Before it can be uploaded, Amplify needs an identity, and asks for one with the ID token.',
      explain: ['You wrote `uploadData`. Amplify calls `fetchAuthSession`, which finds tokens, no identity ID and no credentials. The key in `Logins` it makes from the token’s `iss`, without `https://`.'],
    },
    'get-id/answer': {
      title: 'The identityId of your path',
      caption: 'The identity ID arrives. It is what the path function of uploadData is given.',
      explain: ['`({ identityId }) => …` is called with this value. `userSub`, which stands beside it in the session, is the user pool’s id; folders named after that one are [refused](/learn/whose-folder).'],
    },
    'get-credentials': {
      title: 'uploadData, second of three',
      caption: 'Then it asks for credentials, with the same token.',
      explain: ['This is the [enhanced flow](/learn/enhanced-flow). Amplify knows no other: what the classic flow needs, it does not do.'],
    },
    'get-credentials/sts': {
      title: 'Hidden twice',
      caption: 'The identity pool asks STS. Amplify hides this from you, and AWS hides it from Amplify.',
      explain: ['Here the role’s trust policy is read. If it says no, Amplify hands you AWS’s message about the pool’s roles, and the cause is nowhere in your code.'],
    },
    'get-credentials/answer': {
      title: 'For fifty minutes',
      caption: 'Credentials arrive, good for an hour. Amplify uses them for fifty minutes and then asks for new ones.',
      explain: ['They stay in memory. They are dropped earlier when the ID token changes: after a refresh, a new sign-in, or `forceRefresh`.'],
    },
    'first-upload': {
      title: 'uploadData, third of three',
      caption: 'At last the request that you asked for: PutObject, signed with the credentials.',
      explain: ['One line, three requests: two to the identity pool, one to S3. A file of more than five megabytes is sent in parts and makes more.'],
    },
    'first-upload/answer': {
      title: 'Result',
      caption: 'S3 stores the photo, and the promise behind .result is kept.',
      explain: ['Had any of the three failed, the same promise would have been broken, with the error of one service or the other. Look at its `name`, and at the network tab.'],
    },
    reuse: {
      title: 'Nothing to fetch',
      caption: 'Ana picks a second photo. Tokens, identity and credentials are all at hand and fresh.',
      explain: ['Amplify looks at the clocks first: the ID token’s `exp`, corrected by the clock drift, and the fifty minutes. Nothing is due.'],
    },
    'second-upload': {
      title: 'uploadData, one of one',
      caption: 'The second upload is a single request.',
      explain: ['This is what makes bugs of the first upload hard to find: the second one works, and so does the third, until the hour is over.'],
    },
    'second-upload/answer': {
      title: 'Three lines, six requests',
      caption: 'S3 stores the second photo. Three lines of code have made six requests.',
      explain: [
        'Amplify hides SRP, the `Logins` map, two clocks and an exchange between two services. It does not hide roles, trust and policies: those are [in your account](may), and that is where most errors come from.',
      ],
      note: { title: 'Amplify Gen 2', text: 'A backend made by Gen 2 has guest access on and a role mapping of type Token unless you change it. Look at what was created, not only at your code.' },
    },
  },
  predictions: [
    {
      id: 'who-can-read',
      at: 'respond/answer',
      ask: 'A script that should not be there runs in the page. Which tokens can it get hold of?',
      context: 'Amplify is used with its default storage.',
      options: [
        { text: 'None: Amplify keeps them in a closure', feedback: 'That holds for the AWS credentials, more or less. The tokens go into local storage, so that a reload does not sign Ana out.' },
        { text: 'ID and access token, the two that fetchAuthSession gives out', feedback: 'The function does not give out the refresh token. The script does not use the function, it reads the storage.' },
        { text: 'All three', right: true, feedback: 'Local storage belongs to the whole page, and its key names are known.' },
      ],
    },
    {
      id: 'first-time',
      at: 'keep-tokens',
      ask: 'Ana uploads her first photo with one call of uploadData. How many requests leave the browser?',
      context: 'She has signed in. The photo is small. OPTIONS requests are not counted.',
      options: [
        { text: 'One', feedback: 'There are no AWS credentials yet. Signing in fetched tokens only.' },
        { text: 'Two: credentials, and the upload', feedback: 'Credentials are asked for an identity, and the identity has to be asked for first.' },
        { text: 'Three', right: true, feedback: 'GetId, GetCredentialsForIdentity, PutObject. Each of them can fail, and your code sees one failed upload.' },
      ],
    },
    {
      id: 'second-time',
      at: 'first-upload/answer',
      ask: 'And the second photo, forty seconds later?',
      context: 'The tab has not been reloaded.',
      options: [
        { text: 'One', right: true, feedback: 'Identity and credentials are in memory and fresh. Only the upload itself is left.' },
        { text: 'Two: the identity is kept, credentials are fetched each time', feedback: 'Credentials are good for many requests. Amplify uses them for fifty minutes.' },
        { text: 'Three again', feedback: 'After a reload it would be three again: what is in memory is lost, and only the tokens are stored.' },
      ],
    },
  ],
  switches: [
    {
      id: 'secret',
      label: 'App client with a secret',
      change: (scenario) => configure(scenario, 'AWS::Cognito::UserPoolClient', notes.client, { ClientSecret: 'the-secret-of-notes-web-that-no-browser-should-have' }),
      refused: {
        step: 'initiate-auth',
        rule: 'secretHash',
        code: 'NotAuthorizedException',
        message: `Client ${notes.client} is configured with secret but SECRET_HASH was not received`,
      },
      narration: {
        'initiate-auth': {
          title: 'A secret that nobody told Amplify',
          caption: 'The app client has a secret, so every request needs a hash made with it. Amplify in the browser sends none.',
          explain: [
            'App clients for servers have secrets. A web page [cannot keep one](refused): what is in the page is everybody’s, so Amplify does not even have a setting for it.',
            'What is needed is another app client, of the public kind.',
          ],
        },
        'initiate-auth/answer': {
          title: 'SECRET_HASH was not received',
          caption: 'The browser is told that the client is configured with a secret and that no hash of it came.',
          explain: ['Do not add the hash. Whoever can compute it in a browser has given the secret away.'],
        },
      },
      fix: {
        text: 'Create an app client without a secret, and remember to list it in the identity pool as well.',
        command: `aws cognito-idp create-user-pool-client --user-pool-id ${notes.userPool} --client-name notes-web \\\n  --no-generate-secret --explicit-auth-flows ALLOW_USER_SRP_AUTH ALLOW_REFRESH_TOKEN_AUTH`,
        check: 'UPL-15',
      },
    },
    {
      id: 'not-awaited',
      label: 'Upload does not wait for sign-in',
      change: notAwaited,
      refused: {
        step: 'get-id',
        rule: 'guests',
        code: 'NotAuthorizedException',
        message: 'Unauthenticated access is not supported for this identity pool.',
      },
      narration: {
        'keep-tokens': {
          title: 'Nothing to keep yet',
          caption: 'Sign-in is under way, and no tokens have come. The storage is empty.',
          explain: ['`signIn` returns a promise. Until it is kept, Amplify knows nobody.'],
        },
        'get-id': {
          title: 'Half signed in is not signed in',
          caption: 'Somebody forgot an await. The upload begins while sign-in is under way, and there is no token to send.',
          explain: [
            'Without tokens, and with `allowGuestAccess: true`, Amplify takes Ana for a [guest](term:guest) and calls `GetId` without `Logins`. This pool [has no guests](refused).',
            'Had the pool allowed them, nothing would have failed here: Ana would be uploading as a stranger, with the guest role.',
          ],
          note: { title: 'The other place it comes from', text: 'A call of `fetchAuthSession` when the page loads, before anybody has signed in, sends the same request.' },
        },
        'get-id/answer': {
          title: 'An error about guests, shown to a user',
          caption: 'The browser is told that unauthenticated access is not supported.',
          explain: ['Read it as: the request carried no login. The question is why it did not.'],
        },
      },
      fix: { text: 'Await signIn and look at isSignedIn. Where there are no guests, set allowGuestAccess to false: then Amplify does not ask.' },
    },
    {
      id: 'new-client',
      label: 'A new app client',
      change: (scenario) => {
        const through = () => ({ ClientId: newClient });
        return send(send(scenario, 'initiate-auth', through), 'respond', through);
      },
      refused: {
        step: 'get-id',
        rule: 'provider',
        code: 'NotAuthorizedException',
        message: 'Token is not from a supported provider of this identity pool.',
      },
      narration: {
        configure: {
          title: 'Moved to v6, with a client of its own',
          caption: 'With the move to v6 the app got a new app client. The identity pool was not told.',
          explain: ['The configuration is right in itself: user pool, client and identity pool all exist, and signing in will work.'],
        },
        'get-id': {
          title: 'Signed in, through a door the pool does not know',
          caption: 'The ID token was issued to the new app client. The identity pool lists the old one.',
          explain: [
            'An identity pool trusts a user pool **together with** an app client. The token’s `aud` is the new client, so it is [not on the list](refused).',
            'No line of code is wrong, and Amplify cannot know. It passes the error on.',
          ],
        },
        'get-id/answer': {
          title: 'From a first upload, an error about providers',
          caption: 'The browser is told that the token is not from a supported provider.',
          explain: ['It surfaces at the first upload, long after the sign-in that caused it.'],
        },
      },
      fix: {
        text: 'Put the new app client on the identity pool’s list. The update writes the whole list, so name the old one, too, as long as it is in use.',
        command: `aws cognito-identity update-identity-pool --identity-pool-id ${notes.identityPool} \\\n  --identity-pool-name notes-prod --no-allow-unauthenticated-identities --no-allow-classic-flow \\\n  --cognito-identity-providers ProviderName=${notes.provider},ClientId=${notes.client} \\\n    ProviderName=${notes.provider},ClientId=${newClient}`,
        check: 'PRV-02',
      },
    },
    {
      id: 'public-level',
      label: 'v5’s default level',
      change: (scenario) => send(scenario, 'first-upload', () => ({ Key: 'public/beach.jpg' })),
      refused: {
        step: 'first-upload',
        rule: 'authorized',
        code: 'AccessDenied',
        message: `User: ${session} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::notes-photos/public/beach.jpg" because no identity-based policy allows the s3:PutObject action`,
      },
      narration: {
        'first-upload': {
          title: 'A prefix that nobody typed',
          caption: 'The code says Storage.put, beach.jpg. What is asked for is public/beach.jpg.',
          explain: [
            'In v5 every key gets a prefix by its level, and the level is `public` unless you name another: `public/`, `protected/<identity id>/`, `private/<identity id>/`. The policies that Amplify’s own tools write know these three.',
            'This role’s policy was written by hand, for `users/<identity id>/`. It has [nothing to say](refused) about `public/`. v6 takes the whole path and adds nothing.',
          ],
        },
        'first-upload/answer': {
          title: 'The resource tells',
          caption: 'S3 refuses, and its message has the key that was really asked for.',
          explain: ['Read the resource in the message before you read the policy. A prefix that you did not write came from a library.'],
        },
      },
      fix: { text: 'Use path in v6. In v5, name the level and set customPrefix to what the policy says.' },
    },
  ],
  amplify: v6,
  amplifyV5: v5,
  reproduce: [
    { says: 'In the browser’s console, on a page that uses Amplify: what is stored, by name.', command: 'Object.keys(localStorage).filter((key) => key.startsWith(\'CognitoIdentityServiceProvider.\'))' },
    {
      says: 'In the network tab: which operation each request is.',
      command: '# filter by: amazonaws.com\n# then read the request header x-amz-target, for instance\n#   AWSCognitoIdentityService.GetCredentialsForIdentity',
    },
    { says: 'Which app clients the identity pool knows.', command: `aws cognito-identity describe-identity-pool --identity-pool-id ${notes.identityPool} --query CognitoIdentityProviders` },
  ],
  furtherReading: [
    { title: 'Amplify: manage user sessions', href: 'https://docs.amplify.aws/react/frontend/auth/manage-user-sessions/' },
    { title: 'Amplify: from JavaScript v5 to v6', href: 'https://docs.amplify.aws/gen1/react/build-a-backend/troubleshooting/migrate-from-javascript-v5-to-v6/' },
    { title: 'Amplify: Storage, from v5 to v6', href: 'https://docs.amplify.aws/gen1/nextjs/build-a-backend/storage/storage-v5-to-v6-migration-guide/' },
    { title: 'Identity pools authentication flow', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html' },
  ],
};
