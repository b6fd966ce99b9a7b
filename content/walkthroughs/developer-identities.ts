import { defaultStart, from, join, type Call, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { patch, put, type World } from '../../lib/world/world';
import { call, configure, send, wait } from './change';
import type { Walkthrough } from './walkthrough';

const provider = 'login.notes.example';
const ownKey = 'cognito-identity.amazonaws.com';
const url = 'https://notesbackend.lambda-url.us-east-1.on.aws/';
const poolArn = `arn:aws:cognito-identity:${notes.region}:${notes.account}:identitypool/${notes.identityPool}`;
const backendRole = `arn:aws:iam::${notes.account}:role/notes-backend`;

/** What the backend does once it has checked the password in its own way. */
const program = {
  calls: [
    {
      operation: 'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
      input: { IdentityPoolId: notes.identityPool, Logins: { [provider]: { $body: 'username' } } },
    },
  ],
};

/** The notes app without a user pool: it has accounts of its own, and a backend that vouches for them. */
const world = [
  (w: World) =>
    patch(w, 'AWS::Cognito::IdentityPool', notes.identityPool, {
      AllowUnauthenticatedIdentities: false,
      CognitoIdentityProviders: [],
      DeveloperProviderName: provider,
    }),
  (w: World) =>
    put(w, 'AWS::IAM::Role', 'notes-backend', {
      RoleName: 'notes-backend',
      Arn: backendRole,
      RoleId: 'AROALIFEGUARDBACKEND1',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      RolePolicyList: [
        {
          PolicyName: 'VouchForUsers',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Sid: 'Vouch', Effect: 'Allow', Action: 'cognito-identity:GetOpenIdTokenForDeveloperIdentity', Resource: poolArn }],
          },
        },
      ],
      AttachedManagedPolicies: [],
    }),
  (w: World) =>
    put(w, 'AWS::Lambda::Function', 'notes-backend', {
      FunctionName: 'notes-backend',
      Role: backendRole,
      Code: JSON.stringify(program),
      FunctionUrlConfig: { FunctionUrl: url, AuthType: 'NONE' },
    }),
].reduce((w, change) => change(w), notesWorld);

const signIn = (id: string, after = 0): Call => ({
  id,
  by: 'ana',
  operation: 'lambda:InvokeFunctionUrl',
  after,
  input: { url: `${url}sign-in`, method: 'POST', body: { username: 'ana', password: notes.anaPassword } },
});

const IdentityId = from('sign-in', 'body.IdentityId');
const Token = from('sign-in', 'body.Token');

/** Ana has an account with the app and none with Cognito. The backend says who she is, and the identity pool believes it. */
const scenario: Scenario = {
  world,
  people: {
    ana: { name: 'Ana’s browser', kind: 'user', detail: 'notes.example' },
    lambda: { name: 'The backend', kind: 'backend', detail: 'has its own accounts' },
  },
  start: defaultStart,
  ends: 'ok',
  calls: [
    signIn('sign-in'),
    { id: 'get-credentials', by: 'ana', operation: 'cognito-identity:GetCredentialsForIdentity', after: 1, input: { IdentityId, Logins: { [ownKey]: Token } } },
    {
      id: 'put-object',
      by: 'ana',
      operation: 's3:PutObject',
      signedBy: from('get-credentials', 'Credentials'),
      after: 4,
      input: { Bucket: notes.bucket, Key: join('users/', IdentityId, '/beach.jpg'), ContentType: 'image/jpeg', Body: 'the photo' },
    },
    signIn('next-morning', 36_000),
  ],
};

/** As many tutorials have it for other providers: GetId first. */
function getIdFirst(before: Scenario): Scenario {
  const getId: Call = { id: 'get-id', by: 'ana', operation: 'cognito-identity:GetId', after: 1, input: { IdentityPoolId: notes.identityPool, Logins: { [ownKey]: Token } } };
  return { ...before, calls: before.calls.flatMap((one) => (one.id === 'get-credentials' ? [getId, one] : [one])) };
}

export const developerIdentities: Walkthrough = {
  slug: 'developer-identities',
  number: 13,
  title: 'Your own accounts: developer-authenticated identities',
  shortTitle: 'Developer identities',
  question: 'Who may say who somebody is?',
  chapter: 'Other ways in',
  minutes: 8,
  zones: ['app', 'authz', 'resource'],
  scenario,
  locals: [{ id: 'type-password', by: 'ana', before: 'sign-in', label: 'Ana types her password' }],
  narration: {
    'type-password': {
      title: 'An account that Cognito has never heard of',
      caption: 'Ana types the password of her notes account. The app has kept accounts of its own for years.',
      explain: [
        'There is no [user pool](term:user-pool) here, no Google and no company sign-in. The app has a table of users and a backend that checks passwords.',
        'It wants only the second half: let Ana’s browser store photos in S3, as Ana.',
      ],
    },
    'sign-in': {
      title: 'The backend checks the password',
      caption: 'The browser sends user name and password to the app’s own backend, which answers the first question itself.',
      explain: [
        '[Who is this](who) is decided by your code. How, is your affair: a password hash, a passkey, a card reader. AWS takes no part in it, and this run does not show it.',
        'What follows is only as good as this check. The identity pool will not ask again.',
      ],
    },
    'sign-in/call-1': {
      title: 'The backend vouches for Ana',
      caption: 'The backend signs a call with its own AWS credentials: give me a token for the user whom I call ana.',
      explain: [
        '`GetOpenIdTokenForDeveloperIdentity` is signed, unlike `GetId`. So IAM is asked, and the backend’s role must allow it for this pool.',
        '`Logins` holds no token this time but a plain name: under the pool’s [developer provider](term:developer-provider), `login.notes.example`, stands `ana`. The signature is the proof. The provider’s name is chosen once for the pool and cannot be changed later.',
      ],
      note: { title: 'What it does not check', text: 'Whether ana exists, or is the one at the keyboard. A name that was never seen gets a new identity.' },
    },
    'sign-in/answer': {
      title: 'An identity and a token that speaks for it',
      caption: 'The backend hands the browser two things: Ana’s identity ID, and the identity pool’s own token.',
      explain: [
        'This is the [OpenID token](term:openid-token) of the identity pool. Its `sub` is the identity ID, its `aud` the pool, and its `amr` says `authenticated`, by `login.notes.example`.',
        'It lives 15 minutes unless the backend asks otherwise: `TokenDuration` may be a second or a day. Ask for as little as you need, because nothing recalls it.',
        'The backend’s AWS credentials stay where they are. Only the token travels.',
      ],
    },
    'get-credentials': {
      title: 'The token goes under the pool’s own name',
      caption: 'The browser asks for credentials. In Logins the key is cognito-identity.amazonaws.com, because the pool itself issued the token.',
      explain: [
        'There was no `GetId`: the identity is known already. The key in [Logins](term:logins) names who issued the token, and that is not your backend but the identity pool.',
        'From here on it is the [enhanced flow](term:enhanced-flow) again. The pool checks its own signature and the age of the token, and chooses the role for signed-in users.',
      ],
    },
    'get-credentials/sts': {
      title: 'STS asks the same questions as ever',
      caption: 'The identity pool calls STS. The trust policy wants this pool and someone who signed in, and both are true.',
      explain: [
        'For the [trust policy](term:trust-policy) a developer login is a login: `amr` contains `authenticated`.',
        'It also contains the developer provider’s name. A role for these users alone can ask for `login.notes.example` instead.',
      ],
    },
    'get-credentials/answer': {
      title: 'AWS credentials for one hour',
      caption: 'The browser receives credentials of the role for signed-in users, for one hour.',
      explain: ['The token’s 15 minutes were for this exchange alone. The credentials have an hour of their own, and then the browser needs a new token from the backend.'],
    },
    'put-object': {
      title: 'Her own folder',
      caption: 'Ana’s browser uploads a photo. IAM fills in her identity ID, as for any other user.',
      explain: [
        'The policy says `users/${cognito-identity.amazonaws.com:sub}/*`, and does not care how Ana signed in. [She may](may).',
        'The folder is named after the identity ID. Your backend knows her as `ana`; `LookupDeveloperIdentity` translates between the two.',
      ],
    },
    'put-object/answer': { title: 'The photo is stored', caption: 'S3 stores the photo. The backend never saw it.', explain: ['That is what this set-up buys: large files go straight to S3, and the accounts stay where they were.'] },
    'next-morning': {
      title: 'The next morning',
      caption: 'Ten hours later Ana signs in again. Token and credentials of yesterday have long expired.',
      explain: ['Nothing was kept in the browser. She types her password again, and the backend checks it again.'],
    },
    'next-morning/call-1': {
      title: 'The same name again',
      caption: 'The backend asks for a token for ana once more, in the same words.',
      explain: [
        'Developer provider and user name together are the login. The pool has seen this login, so it does not make a new identity.',
        'A user name that changes, an e-mail address for instance, is a bad choice here: the new one would be a stranger with an empty folder.',
      ],
    },
    'next-morning/answer': {
      title: 'The same identity, a new token',
      caption: 'The same identity ID comes back, with a new token. Yesterday’s photo is still hers.',
      explain: [
        'Same login, same identity. The token is new, and good for 15 minutes.',
        'Two accounts of one person can be made one with `MergeDeveloperIdentities`, which is also a call for the backend alone.',
      ],
    },
  },
  predictions: [
    {
      id: 'anyone',
      at: 'sign-in/call-1',
      ask: 'Somebody else gets hold of the backend’s AWS credentials. What can they become?',
      context: 'The role allows GetOpenIdTokenForDeveloperIdentity on this pool, and nothing else.',
      options: [
        { text: 'Nobody: the password is still missing', feedback: 'The password is checked by your code, before the call. Whoever makes the call directly has passed your code by.' },
        { text: 'Only users who are signed in at the moment', feedback: 'The identity pool knows no sessions of your app. It gives a token for any name it is told.' },
        { text: 'Any user of the app', right: true, feedback: 'The call takes a name and believes it. Whoever may make it can be everybody, so give it to one role and log it.' },
      ],
    },
    {
      id: 'next-call',
      at: 'sign-in/answer',
      ask: 'The browser holds an identity ID and the token. Which call comes next?',
      context: 'The app uses the enhanced flow.',
      options: [
        { text: 'GetId', code: 'cognito-identity:GetId', feedback: 'GetId turns a login into an identity. Here the backend’s call has done that, and GetId refuses this token.' },
        { text: 'GetCredentialsForIdentity', code: 'cognito-identity:GetCredentialsForIdentity', right: true, feedback: 'The identity is known and the token proves it. One call is left.' },
        { text: 'AssumeRoleWithWebIdentity', code: 'sts:AssumeRoleWithWebIdentity', feedback: 'That is the classic way: STS takes such a token too, but then the browser names the role itself. In the enhanced flow the pool chooses it.' },
      ],
    },
  ],
  switches: [
    {
      id: 'get-id-first',
      label: 'GetId first',
      change: getIdFirst,
      refused: { step: 'get-id', rule: 'cognitoToken', code: 'NotAuthorizedException', message: 'Invalid login token. Can\'t pass in a Cognito token.' },
      narration: {
        'get-id': {
          title: 'A call too many',
          caption: 'The app calls GetId with the identity pool’s own token, as it would with an ID token. The pool refuses it.',
          explain: ['`GetId` takes tokens of other issuers and answers with an identity. This token already names one: its `sub`.'],
        },
        'get-id/answer': {
          title: 'A Cognito token is no login here',
          caption: 'The browser is told that it cannot pass in a Cognito token.',
          explain: ['“Cognito token” means a token of an identity pool. The ID token of a user pool is welcome in `GetId`, although Cognito issued that as well.'],
        },
      },
      fix: {
        text: 'Leave GetId out. Use the IdentityId that came with the token.',
        command: `aws cognito-identity get-credentials-for-identity --no-sign-request --region ${notes.region} \\\n  --identity-id $IDENTITY_ID --logins ${ownKey}=$TOKEN`,
      },
    },
    {
      id: 'own-token',
      label: 'Send the backend’s own token',
      change: (before) => send(before, 'get-credentials', () => ({ Logins: { [ownKey]: { $forge: Token, claims: { iss: 'https://notes.example', sub: 'ana', aud: 'notes', amr: null } } } })),
      refused: { step: 'get-credentials', rule: 'ownToken', code: 'NotAuthorizedException', message: 'Invalid login token. Not a Cognito token.' },
      narration: {
        'get-credentials': {
          title: 'A token of the app’s own',
          caption: 'The app sends the session token that its backend made. The identity pool did not issue it and does not know it.',
          explain: [
            'Many backends give out a JWT of their own after sign-in. It means nothing to AWS: under `cognito-identity.amazonaws.com` only the identity pool’s own token is taken.',
            'To have your own JWT accepted, be an OIDC provider: publish your keys, and register your issuer in IAM. Then it goes to `GetId`, under your issuer’s name.',
          ],
        },
        'get-credentials/answer': { title: 'Not a Cognito token', caption: 'The browser is told that this is not a Cognito token.', explain: ['Signature and age were not even looked at. The issuer was enough.'] },
      },
      fix: { text: 'Send the Token that GetOpenIdTokenForDeveloperIdentity returned, and keep your own session token for your own API.' },
    },
    {
      id: 'late',
      label: 'Sixteen minutes later',
      change: (before) => wait(before, 'get-credentials', 960),
      refused: {
        step: 'get-credentials',
        rule: 'expiry',
        code: 'NotAuthorizedException',
        message: `Invalid login token. Token expired: ${defaultStart + 961} >= ${defaultStart + 900}`,
      },
      narration: {
        'get-credentials': {
          title: 'The token is too old',
          caption: 'Sixteen minutes have passed since the backend vouched for Ana. Its token was good for fifteen.',
          explain: ['The app kept the token and tried to use it again when it needed credentials. It is meant to be exchanged at once.'],
        },
        'get-credentials/answer': { title: 'Token expired', caption: 'The browser is told when the token expired, to the second.', explain: ['Both numbers are seconds since 1970: now, and the token’s `exp`.'] },
      },
      fix: { text: 'Ask the backend for a new token each time credentials are needed. A longer TokenDuration only makes a stolen token worth more.' },
    },
    {
      id: 'no-token',
      label: 'The identity ID alone',
      change: (before) => call(before, 'get-credentials', (one) => ({ ...one, input: { IdentityId } })),
      refused: { step: 'get-credentials', rule: 'secret', code: 'NotAuthorizedException', message: 'Access to Identity \'us-east-1:f65e0e20-79e1-4390-ad64-c98b62db643b\' is forbidden.' },
      narration: {
        'get-credentials': {
          title: 'A name without a proof',
          caption: 'The app sends only the identity ID. This identity has a login, so it is opened by a login alone.',
          explain: ['For a [guest](term:guest) the ID would be enough. An identity that somebody has signed in to needs its login, or the pool’s token in place of it.'],
        },
        'get-credentials/answer': { title: 'Access to this identity is forbidden', caption: 'The browser is told that access to the identity is forbidden.', explain: ['So an identity ID may stand in a log or a file name. Knowing it is not enough.'] },
      },
      fix: { text: 'Send the token along, under the key cognito-identity.amazonaws.com.' },
    },
    {
      id: 'no-permission',
      label: 'The backend may not vouch',
      change: (before) => configure(before, 'AWS::IAM::Role', 'notes-backend', { RolePolicyList: [] }),
      refused: { step: 'sign-in/call-1', rule: 'authorized', code: 'InternalServerError', message: 'Internal Server Error' },
      narration: {
        'sign-in/call-1': {
          title: 'The one call that IAM decides',
          caption: 'The backend’s role has no permission for this call, and IAM refuses it.',
          explain: [
            'Unlike `GetId` this call needs a permission, and here it is missing. The backend reads: no identity-based policy allows `cognito-identity:GetOpenIdTokenForDeveloperIdentity`.',
            'Grant it for this pool’s ARN only. Read-only policies with `cognito-identity:Get*` contain it too, because of its name, and so can become any user.',
          ],
        },
        'sign-in/answer': { title: 'Ana sees none of this', caption: 'The browser gets an internal server error. Her password was right.', explain: ['What was missing stands in the backend’s log alone.'] },
      },
      fix: {
        text: 'Allow the backend’s role this action on this pool, and nobody else.',
        command: `aws iam put-role-policy --role-name notes-backend --policy-name VouchForUsers \\
  --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
    "Action":"cognito-identity:GetOpenIdTokenForDeveloperIdentity",
    "Resource":"${poolArn}"}]}'`,
      },
    },
  ],
  amplify: [
    {
      steps: ['sign-in', 'get-credentials'],
      text: `import { Amplify } from 'aws-amplify';
import { fromCognitoIdentity } from '@aws-sdk/credential-providers';

// Amplify has no developer provider. It takes credentials from whoever you name,
// and asks each time it needs them: keep them until they expire.
const credentialsProvider = {
  async getCredentialsAndIdentityId() {
    const { IdentityId, Token } = await signInAtOurBackend();
    const getCredentials = fromCognitoIdentity({
      clientConfig: { region: '${notes.region}' },
      identityId: IdentityId,
      logins: { '${ownKey}': Token },
    });
    return { identityId: IdentityId, credentials: await getCredentials() };
  },
  clearCredentialsAndIdentityId() {},
};
Amplify.configure({ Storage: { S3: { bucket: '${notes.bucket}', region: '${notes.region}' } } }, { Auth: { credentialsProvider } });
`,
    },
    {
      steps: ['put-object'],
      text: `import { uploadData } from 'aws-amplify/storage';

await uploadData({ path: ({ identityId }) => \`users/\${identityId}/beach.jpg\`, data: file }).result;
`,
    },
  ],
  reproduce: [
    {
      says: 'What the backend does, with credentials that may do it.',
      command: `aws cognito-identity get-open-id-token-for-developer-identity --region ${notes.region} \\\n  --identity-pool-id ${notes.identityPool} --logins ${provider}=ana`,
    },
    {
      says: 'What the browser does: no AWS credentials, and no GetId.',
      command: `aws cognito-identity get-credentials-for-identity --no-sign-request --region ${notes.region} \\\n  --identity-id $IDENTITY_ID --logins ${ownKey}=$TOKEN`,
    },
  ],
  furtherReading: [
    { title: 'Developer-authenticated identities', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/developer-authenticated-identities.html' },
    { title: 'GetOpenIdTokenForDeveloperIdentity', href: 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdTokenForDeveloperIdentity.html' },
    { title: 'Identity pools authentication flow', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html' },
  ],
};
