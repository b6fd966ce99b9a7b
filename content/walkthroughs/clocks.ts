import { defaultStart, from, type Call, type Input, type InputValue, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { patch } from '../../lib/world/world';
import { call, configure, send } from './change';
import type { Walkthrough } from './walkthrough';

/** The notes app with rotation of refresh tokens on, which takes REFRESH_TOKEN_AUTH away. */
const world = patch(notesWorld, 'AWS::Cognito::UserPoolClient', notes.client, {
  ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
});

const signIn = (id: string): Call => ({
  id,
  by: 'ana',
  operation: 'cognito-idp:InitiateAuth',
  input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD: notes.anaPassword } },
});

const loginFrom = (id: string) => ({ [notes.provider]: from(id, 'AuthenticationResult.IdToken') });

/** Ana’s identity ID, which the browser has kept from an earlier visit; as a refusal quotes it. */
const anaIdentity = 'us-east-1:ae7e8aef-b3eb-4e49-a802-61a635976500';

/** A visit of an hour and a bit: everything runs out, is renewed in the right order, and outlives the sign-out or does not. */
const scenario: Scenario = {
  world,
  people: { ana: { name: 'Ana’s browser', kind: 'user', detail: 'notes.example' } },
  before: [
    signIn('last-week'),
    {
      id: 'identity',
      by: 'ana',
      operation: 'cognito-identity:GetId',
      input: { IdentityPoolId: notes.identityPool, Logins: loginFrom('last-week') },
    },
  ],
  start: defaultStart,
  ends: 'ok',
  calls: [
    signIn('sign-in'),
    {
      id: 'get-credentials',
      by: 'ana',
      operation: 'cognito-identity:GetCredentialsForIdentity',
      after: 10 * 60,
      input: { IdentityId: from('identity', 'IdentityId'), Logins: loginFrom('sign-in') },
    },
    {
      id: 'refresh',
      by: 'ana',
      operation: 'cognito-idp:GetTokensFromRefreshToken',
      after: 61 * 60,
      input: { ClientId: notes.client, RefreshToken: from('sign-in', 'AuthenticationResult.RefreshToken') },
    },
    {
      id: 'renew-credentials',
      by: 'ana',
      operation: 'cognito-identity:GetCredentialsForIdentity',
      after: 1,
      input: { IdentityId: from('identity', 'IdentityId'), Logins: loginFrom('refresh') },
    },
    {
      id: 'sign-out',
      by: 'ana',
      operation: 'cognito-idp:RevokeToken',
      after: 5 * 60,
      input: { ClientId: notes.client, Token: from('refresh', 'AuthenticationResult.RefreshToken') },
    },
    {
      id: 'put-object',
      by: 'ana',
      operation: 's3:PutObject',
      signedBy: from('renew-credentials', 'Credentials'),
      after: 10,
      input: { Bucket: notes.bucket, Key: { $join: ['users/', from('identity', 'IdentityId'), '/goodbye.jpg'] }, ContentType: 'image/jpeg', Body: 'the photo' },
    },
  ],
};

/** Whether another switch has taken the logins away. */
function isEmpty(Logins: InputValue): boolean {
  return Object.keys(Logins as Input).length === 0;
}

/** The sign-out before the refresh, of the refresh token that there is by then. */
function signOutFirst(scenario: Scenario): Scenario {
  const moved = scenario.calls.find((one) => one.id === 'sign-out');
  if (moved === undefined) throw new Error('There is no sign-out to move.');
  const early: Call = { ...moved, input: { ...moved.input, Token: from('sign-in', 'AuthenticationResult.RefreshToken') } };
  return { ...scenario, calls: scenario.calls.flatMap((one) => (one.id === 'sign-out' ? [] : one.id === 'refresh' ? [early, one] : [one])) };
}

export const clocks: Walkthrough = {
  slug: 'clocks',
  number: 4,
  title: 'Clocks: four lifetimes on one time axis',
  shortTitle: 'Clocks',
  question: 'What still works after 61 minutes?',
  chapter: 'Who are you?',
  minutes: 10,
  zones: ['app', 'authn', 'authz', 'resource'],
  scenario,
  locals: [
    { id: 'nothing-left', by: 'ana', before: 'refresh', label: 'an hour later' },
    { id: 'still-held', by: 'ana', before: 'put-object', label: 'still holds AWS keys' },
  ],
  narration: {
    'sign-in': {
      title: 'Four clocks are about to start',
      caption: 'Ana signs in. Watch the time under each thing that her browser holds.',
      explain: [
        'In the course of this run Ana’s browser holds four things that run out: an [ID token](term:id-token), an [access token](term:access-token), a [refresh token](term:refresh-token) and [AWS credentials](term:credentials). Each has a clock of its own.',
        'Most trouble after the first hour comes from taking two of these clocks for one.',
      ],
    },
    'sign-in/answer': {
      title: 'One hour, one hour, thirty days',
      caption: 'Three clocks start now: an hour for the ID token, an hour for the access token, thirty days for the refresh token.',
      explain: [
        'All three are settings of the [app client](term:app-client). ID and access tokens may live from five minutes to a day, refresh tokens from one hour to ten years.',
        'The first two carry their end in `exp`; anyone can read it. The refresh token does not show its end. The user pool knows it.',
      ],
    },
    'get-credentials': {
      title: 'Ten minutes on, the fourth clock',
      caption: 'Ten minutes later the browser asks the identity pool for credentials. It has kept Ana’s identity ID from last week.',
      explain: [
        'An [identity ID](term:identity-id) does not run out. Whoever keeps it saves a `GetId` call, and that one has the lowest quota of the flow.',
        'The ID token has fifty minutes left. The pool checks that it is good **now**. How much is left of it makes no difference to what comes back.',
      ],
    },
    'get-credentials/sts': {
      title: 'A token for the length of a moment',
      caption: 'Behind the curtain the identity pool makes a token of its own for STS. That one is good for ten minutes and is used at once.',
      explain: ['This is a fifth clock, and in the enhanced flow nobody ever sees it run. In the [basic (classic) flow](/learn/enhanced-and-classic) the app holds this token itself and must be quick.'],
    },
    'get-credentials/answer': {
      title: 'A full hour, from here',
      caption: 'The credentials live for one hour, beginning now. They will outlive the ID token that bought them by ten minutes.',
      explain: [
        'In the [enhanced flow](term:enhanced-flow) it is always an hour. There is no parameter for it, and a role’s `MaxSessionDuration` does not change it.',
        '`Expiration` comes with the credentials. Neither clock knows of the other: a short-lived ID token does not make the credentials short-lived.',
      ],
    },
    'nothing-left': {
      title: 'Sixty-one minutes without a call',
      caption: 'Ana goes for a walk. When she comes back, ID token, access token and AWS credentials are all over.',
      explain: [
        'Nothing happens when a token runs out. No message comes, nothing is deleted, and the browser still holds three texts that look as before. It learns of it when somebody refuses one, unless it looks at the clock first.',
        'One thing is left: the refresh token, with nearly thirty days to go.',
      ],
    },
    refresh: {
      title: 'First the tokens',
      caption: 'The browser sends the refresh token to the user pool, which alone can read it.',
      explain: [
        'The order matters. New AWS credentials need a fresh ID token, and a fresh ID token needs the refresh token. So renewal begins here, at the [user pool](term:user-pool), and not at the identity pool.',
        'This app client has [rotation](term:token-rotation) on. Then `GetTokensFromRefreshToken` is the call to use, and `InitiateAuth` with `REFRESH_TOKEN_AUTH` is closed.',
      ],
    },
    'refresh/answer': {
      title: 'Three new tokens, one old clock',
      caption: 'The user pool answers with a new ID token, a new access token and, because of rotation, a new refresh token.',
      explain: [
        'ID and access token begin a new hour. The refresh token is a new string, but its clock goes on: it ends when the first one would have ended. Thirty days after signing in, Ana signs in again.',
        'The old refresh token stays good for the grace period, here ten seconds, in case this answer was lost on its way. Used after that, it is refused with `RefreshTokenReuseException`: a stolen token shows itself.',
      ],
      note: { title: 'Two tabs, one token', text: 'Two windows of one app can refresh at the same moment with the same token. The grace period, up to 60 seconds, lets both of them through.' },
    },
    'renew-credentials': {
      title: 'Then the credentials',
      caption: 'With the new ID token and the identity ID that it kept, the browser asks for new credentials.',
      explain: [
        'Same identity, same call, new token. No `GetId`: the login is the same, so the identity would be the same.',
        'Refreshing the tokens did nothing for the credentials. They were issued by another service, which was not told.',
      ],
    },
    'renew-credentials/sts': {
      title: 'A new session of the same role',
      caption: 'STS makes a new session. The role and its trust policy are read again, as they are now.',
      explain: ['If the role’s [trust policy](term:trust-policy) or the pool’s choice of role has changed in the meantime, it shows here, an hour late for those who were signed in.'],
    },
    'renew-credentials/answer': {
      title: 'All four clocks run again',
      caption: 'The browser holds fresh credentials, good for another hour.',
      explain: ['Keep asking your library for the session, each time you need it, and it does both steps when they are due. Copy keys out of it, and you own their clock.'],
    },
    'sign-out': {
      title: 'Ana signs out',
      caption: 'Five minutes later Ana signs out. The browser asks the user pool to revoke the refresh token.',
      explain: [
        '`RevokeToken` ends one sign-in: the refresh token, and the access tokens that stem from it. They share an `origin_jti`, and that is the number the user pool remembers. `GlobalSignOut` ends all sign-ins of a user, on every device.',
        'The app should forget what it holds as well. This one forgets to.',
      ],
    },
    'sign-out/answer': {
      title: 'Revoked, where somebody asks',
      caption: 'The user pool will refuse the refresh token and the access token from now on. It has told nobody else.',
      explain: [
        'Revocation is something that the user pool knows. Whoever checks a JWT by its signature alone does not ask, and accepts it until `exp`. So does an [identity pool](term:identity-pool), for the ID token.',
        '[ServerSideTokenCheck](term:server-side-token-check) makes the identity pool ask, for users who were signed out everywhere, disabled or deleted. It is off unless you set it, and it stops new credentials only.',
      ],
    },
    'still-held': {
      title: 'What is still in the browser’s hands',
      caption: 'The credentials have 55 minutes left. The browser signs a request with them.',
      explain: ['The [signature](term:sigv4) is computed on the spot with the secret key. No service has to be asked for that.'],
    },
    'put-object': {
      title: 'Signed out, and still welcome',
      caption: 'S3 checks the signature and asks IAM. Neither has ever heard of the user pool, and the session is current.',
      explain: [
        'AWS credentials are good until they expire. Sign-out does not reach them, nor does disabling the user or deleting the account: [what Ana may do](may) was settled when they were issued.',
        'Add it up, from “this user must go” to “this user is gone”: up to an hour in which the last ID token still buys credentials, unless [ServerSideTokenCheck](term:server-side-token-check) is on, and an hour for which the last credentials are good. If that is too long, change the role: a policy that denies sessions issued before a point in time, by `aws:TokenIssueTime`, takes effect at once.',
      ],
    },
    'put-object/answer': {
      title: 'Stored, after the sign-out',
      caption: 'S3 stores the photo. Signing out ended the sign-in, not the session.',
      explain: ['On a shared computer this matters. An app that signs out should drop the credentials too, and the page that keeps them in memory should go with them.'],
    },
  },
  predictions: [
    {
      id: 'which-works',
      at: 'nothing-left',
      ask: 'It is 71 minutes after sign-in. Which of the four still works?',
      context: 'The AWS credentials came ten minutes after the tokens. All lifetimes are AWS’s defaults.',
      options: [
        { text: 'The AWS credentials: they were issued later', feedback: 'Ten minutes later, and for one hour. They ended a minute ago.' },
        { text: 'The refresh token', right: true, feedback: 'Thirty days, unless the app client says otherwise. It is what the other three are renewed from.' },
        { text: 'The ID token: signatures do not expire', feedback: 'The signature still fits. But the token says when it ends, and whoever checks it looks at that, too.' },
      ],
    },
    {
      id: 'credentials-too',
      at: 'refresh/answer',
      ask: 'The app has fresh tokens. What about its AWS credentials?',
      context: 'The app refreshed its tokens with one call to the user pool.',
      options: [
        { text: 'They were renewed along with the tokens', feedback: 'The user pool issues tokens. It has no AWS credentials to give and does not know that there are any.' },
        { text: 'They are the old ones, and over', right: true, feedback: 'They come from the identity pool and STS. It takes another call, with the fresh ID token.' },
        { text: 'They live on, because the session does', feedback: 'A session of a role has a fixed end. Nothing prolongs it; there can only be a new one.' },
      ],
    },
    {
      id: 'after-sign-out',
      at: 'sign-out/answer',
      ask: 'Ana has signed out. The browser still has the credentials in memory. Does its next upload work?',
      context: 'The refresh token is revoked. The credentials were issued five minutes ago.',
      options: [
        { text: 'No: revoking the tokens revokes the credentials', feedback: 'They do not stem from the tokens in any way that is kept. The ID token was looked at once, when they were issued.' },
        { text: 'No: S3 asks Cognito whether the session stands', feedback: 'S3 checks the signature and asks IAM. Cognito is not asked again, by anyone.' },
        { text: 'Yes, until they expire', right: true, feedback: 'For up to an hour. Nothing recalls AWS credentials; only a policy on the role can make them worthless sooner.' },
      ],
    },
  ],
  switches: [
    {
      id: 'short-id',
      label: 'ID tokens live 5 minutes',
      change: (scenario) =>
        configure(scenario, 'AWS::Cognito::UserPoolClient', notes.client, { IdTokenValidity: 5, TokenValidityUnits: { IdToken: 'minutes', RefreshToken: 'days' } }),
      refused: {
        step: 'get-credentials',
        rule: 'expiry',
        code: 'NotAuthorizedException',
        message: 'Invalid login token. Token expired: 1795381800 >= 1795381500',
      },
      narration: {
        'sign-in/answer': {
          title: 'Five minutes, one hour, thirty days',
          caption: 'The app client makes the ID token live five minutes. The access token keeps its hour.',
          explain: [
            'Five minutes is the shortest there is. It limits what a stolen ID token is good for, and it means that an ID token is for using, not for keeping.',
            '`ExpiresIn` in this answer still says 3600: that is the access token’s life.',
          ],
        },
        'get-credentials': {
          title: 'Kept for five minutes too long',
          caption: 'Ten minutes after sign-in the app takes out the ID token that it kept. It has been over for five.',
          explain: [
            'The app went by the access token’s hour. The two tokens were born together, and [they do not end together](refused).',
            'Short-lived ID tokens do not shorten credentials. They only mean that an app must refresh before it asks.',
          ],
        },
        'get-credentials/answer': {
          title: 'Three hundred seconds',
          caption: 'The browser is told that the token expired, with both times. They are 300 seconds apart.',
          explain: ['Now, and the token’s `exp`, in seconds since 1970. The difference is how late the app was.'],
        },
      },
      fix: { text: 'Go by each token’s own exp, and refresh before asking for credentials.' },
    },
    {
      id: 'signed-out-first',
      label: 'Signed out before the refresh',
      change: signOutFirst,
      refused: { step: 'refresh', rule: 'refreshRevoked', code: 'NotAuthorizedException', message: 'Refresh Token has been revoked' },
      narration: {
        'sign-out': {
          title: 'Revoked in another window',
          caption: 'Ana has signed out in another window of the same app. That one revoked the refresh token they share.',
          explain: ['`RevokeToken` asks for no signature and no access token. Whoever holds a refresh token may end it; that is the harmless half of holding it.'],
        },
        'sign-out/answer': {
          title: 'This window does not know',
          caption: 'The user pool has revoked the token. The first window still holds it and has not been told.',
          explain: ['Nothing pushes the news to anyone. The other window finds out when it next asks.'],
        },
        refresh: {
          title: 'Thirty days were promised',
          caption: 'The refresh token has weeks to go, and the user pool refuses it: the sign-in behind it was ended.',
          explain: [
            'This is the one token that can be [taken back](refused) at once, because its only reader is the one who remembers.',
            'With it goes the whole chain: no new ID token, and therefore no new credentials.',
          ],
        },
        'refresh/answer': {
          title: 'The way back is to sign in',
          caption: 'The browser is told that the refresh token has been revoked.',
          explain: ['An app should take this for what it is, clear everything it holds and ask Ana to sign in. Trying again does not help.'],
        },
      },
      fix: { text: 'Treat a refused refresh as a sign-out: forget tokens and credentials, and show the sign-in.' },
    },
    {
      id: 'no-refresh',
      label: 'Old ID token for new credentials',
      change: (scenario) => send(scenario, 'renew-credentials', ({ Logins = {} }) => ({ Logins: isEmpty(Logins) ? Logins : loginFrom('sign-in') })),
      refused: {
        step: 'renew-credentials',
        rule: 'expiry',
        code: 'NotAuthorizedException',
        message: 'Invalid login token. Token expired: 1795385461 >= 1795384800',
      },
      narration: {
        'renew-credentials': {
          title: 'The token from the beginning of the visit',
          caption: 'The app asks for new credentials with the ID token of the sign-in. That one is as old as the credentials it wants to replace.',
          explain: [
            'It worked an hour ago, with the same code. That is what makes this hard to see: the first hour never fails, and few people test longer.',
            'ID token and credentials both live an hour by default. When the second run out, [the first has, too](refused).',
          ],
        },
        'renew-credentials/answer': {
          title: 'Both times are in the message',
          caption: 'The browser is told that the login token expired, and when.',
          explain: ['Eleven minutes apart: 71 minutes against 60. The fresh token of a second ago lies unused.'],
        },
      },
      fix: { text: 'Refresh the tokens, then put the new ID token into Logins.' },
    },
    {
      id: 'no-login',
      label: 'Identity ID alone',
      change: (scenario) => send(scenario, 'renew-credentials', () => ({ Logins: {} })),
      refused: {
        step: 'renew-credentials',
        rule: 'secret',
        code: 'NotAuthorizedException',
        message: `Access to Identity '${anaIdentity}' is forbidden.`,
      },
      narration: {
        'renew-credentials': {
          title: 'An ID is not a proof',
          caption: 'The app sends the identity ID it kept, and no login. The identity belongs to someone who signed in.',
          explain: [
            'An app that clears expired tokens and keeps the identity ID ends up here. So does anyone who has come by Ana’s identity ID, which is no secret.',
            'The ID says which identity is meant. Only a login shows that [it is yours](refused).',
          ],
        },
        'renew-credentials/answer': {
          title: 'Forbidden, by name',
          caption: 'The browser is told that access to this identity is forbidden.',
          explain: ['For a guest’s identity the same request would have been answered with keys: there, the ID is all there is.'],
        },
      },
      fix: { text: 'Send the user’s current ID token in Logins, each time.' },
    },
    {
      id: 'stale',
      label: 'Stale AWS credentials',
      change: (scenario) => call(scenario, 'put-object', (one) => ({ ...one, signedBy: from('get-credentials', 'Credentials') })),
      refused: { step: 'put-object', rule: 'current', code: 'ExpiredToken', message: 'The provided token has expired.' },
      narration: {
        'put-object': {
          title: 'New keys in the drawer, old keys in the lock',
          caption: 'The upload is signed with the credentials from the beginning of the visit, which ended six minutes ago.',
          explain: [
            'Somebody made an S3 client once, with credentials copied out of the session, and kept it. The app renewed its credentials; [the client never heard of it](refused).',
            'IAM is not even asked. A session that is over is over, whatever its role may do.',
          ],
        },
        'put-object/answer': {
          title: 'A token, but which?',
          caption: 'S3 answers that the provided token has expired. It means the session token of the AWS credentials.',
          explain: [
            'S3 does not know ID tokens or refresh tokens. `ExpiredToken` is about the third part of the credentials, the session token. Refreshing the user pool’s tokens again changes nothing.',
          ],
        },
      },
      fix: { text: 'Give the client a credentials provider, a function that it calls, and not a set of keys. The SDK then asks again when Expiration comes near.' },
    },
  ],
  amplify: [
    { steps: ['sign-in'], text: `import { fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';\nimport { uploadData } from 'aws-amplify/storage';\n\nawait signIn({ username, password, options: { authFlowType: 'USER_PASSWORD_AUTH' } });\n` },
    { steps: ['get-credentials'], text: '// Credentials stay in memory and are used for 50 minutes\nawait fetchAuthSession();\n' },
    {
      steps: ['refresh', 'renew-credentials'],
      text: `// An hour later: refreshes the tokens if they are over,
// then asks for credentials with the new ID token
await fetchAuthSession();
`,
    },
    { steps: ['sign-out'], text: '// Revokes the refresh token and forgets tokens and credentials;\n// signOut({ global: true }) ends all of the user’s sign-ins\nawait signOut();\n' },
    { steps: ['put-object'], text: '// Refused by Amplify itself, which has forgotten who it is\n// and what it may sign with: NoIdentityId\nawait uploadData({ path: ({ identityId }) => `users/${identityId}/goodbye.jpg`, data: file }).result;\n' },
  ],
  reproduce: [
    {
      says: 'How long each token of this app client lives, and whether it rotates.',
      command: `aws cognito-idp describe-user-pool-client --user-pool-id ${notes.userPool} --client-id ${notes.client} \\\n  --query "UserPoolClient.[IdTokenValidity,AccessTokenValidity,RefreshTokenValidity,TokenValidityUnits,RefreshTokenRotation]"`,
    },
    {
      says: 'New tokens for a refresh token.',
      command: `aws cognito-idp get-tokens-from-refresh-token --no-sign-request --region ${notes.region} \\\n  --client-id ${notes.client} --refresh-token $REFRESH_TOKEN`,
    },
    {
      says: 'Then new credentials: the new ID token, and the identity ID that you kept.',
      command: `aws cognito-identity get-credentials-for-identity --no-sign-request --region ${notes.region} \\\n  --identity-id $IDENTITY_ID --logins ${notes.provider}=$ID_TOKEN`,
    },
    {
      says: 'Sign out. Then use the credentials once more.',
      command: `aws cognito-idp revoke-token --no-sign-request --region ${notes.region} \\\n  --client-id ${notes.client} --token $REFRESH_TOKEN`,
    },
  ],
  furtherReading: [
    { title: 'Refresh tokens, and their rotation', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html' },
    { title: 'RevokeToken', href: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html' },
    { title: 'GlobalSignOut', href: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html' },
    { title: 'Identity pools authentication flow', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html' },
    { title: 'IAM: revoking role sessions', href: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html' },
  ],
};
