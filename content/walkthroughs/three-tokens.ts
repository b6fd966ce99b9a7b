import { defaultStart, from, type Expression, type Input, type Ref, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { get, put } from '../../lib/world/world';
import { send, wait } from './change';
import type { Walkthrough } from './walkthrough';

const idToken = from('sign-in', 'AuthenticationResult.IdToken');
const accessToken = from('sign-in', 'AuthenticationResult.AccessToken');
const refreshToken = from('sign-in', 'AuthenticationResult.RefreshToken');

const mobileClient = '6h0s2t4u6v8w0x2y4z6a8b0c2d';
const webClient = get(notesWorld, 'AWS::Cognito::UserPoolClient', notes.client);

/** The notes app has a second app client, for its mobile app. */
const world = put(notesWorld, 'AWS::Cognito::UserPoolClient', mobileClient, {
  ...(webClient as NonNullable<typeof webClient>),
  ClientId: mobileClient,
  ClientName: 'notes-mobile',
});

/** Ana signs in, and each of her three tokens goes to the one who asks for it. */
const scenario: Scenario = {
  world,
  people: { ana: { name: 'Ana’s browser', kind: 'user', detail: 'notes.example' } },
  start: defaultStart,
  ends: 'ok',
  calls: [
    {
      id: 'sign-in',
      by: 'ana',
      operation: 'cognito-idp:InitiateAuth',
      input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD: notes.anaPassword } },
    },
    { id: 'get-user', by: 'ana', operation: 'cognito-idp:GetUser', after: 5, input: { AccessToken: accessToken } },
    {
      id: 'get-id',
      by: 'ana',
      operation: 'cognito-identity:GetId',
      after: 5,
      input: { IdentityPoolId: notes.identityPool, Logins: { [notes.provider]: idToken } },
    },
    {
      id: 'refresh',
      by: 'ana',
      operation: 'cognito-idp:GetTokensFromRefreshToken',
      after: 50 * 60,
      input: { ClientId: notes.client, RefreshToken: refreshToken },
    },
  ],
};

/** The scenario with the token in GetId's Logins replaced. */
function login(scenario: Scenario, change: (token: Expression) => Expression): Scenario {
  return send(scenario, 'get-id', ({ Logins }) => ({
    Logins: Object.fromEntries(Object.entries(Logins as Input).map(([provider, token]) => [provider, change(token as Expression)])),
  }));
}

export const threeTokens: Walkthrough = {
  slug: 'three-tokens',
  number: 3,
  title: 'Three tokens under the microscope',
  shortTitle: 'Three tokens',
  question: 'Which token goes where?',
  chapter: 'Who are you?',
  minutes: 9,
  zones: ['app', 'authn', 'authz'],
  scenario,
  locals: [
    { id: 'read-claims', by: 'ana', before: 'get-user', label: 'reads the claims' },
    { id: 'find-key', by: 'ana', before: 'get-user', label: 'kid finds the public key' },
    { id: 'check-token', by: 'ana', before: 'get-user', label: 'checks signature and claims' },
    { id: 'open-refresh', by: 'ana', before: 'refresh', label: 'tries the third token' },
  ],
  narration: {
    'sign-in': {
      title: 'Ana signs in',
      caption: 'Ana’s browser sends her name and password to the user pool.',
      explain: [
        'How she signs in does not matter for what follows, so this run takes the shortest way: `USER_PASSWORD_AUTH`, one call. With [SRP](term:srp) it would be two calls, and the same three tokens.',
        'The call names the [app client](term:app-client). Remember its id, `4a7b2c9d…`: it will be in two of the tokens, under two different names.',
      ],
    },
    'sign-in/answer': {
      title: 'Three strings',
      caption: 'The user pool answers with three tokens: ID, access and refresh. To the eye they are three long strings.',
      explain: [
        'Each has its own reader. The [ID token](term:id-token) is for the app: [who is this](who). The [access token](term:access-token) is for an API: what may be asked in this user’s name. The [refresh token](term:refresh-token) is for the user pool alone, in exchange for new ones of the first two.',
        '`ExpiresIn`, 3600, is the access token’s life in seconds. Each of the three lives as long as the app client says: by default an hour, an hour, and thirty days.',
      ],
    },
    'read-claims': {
      title: 'Open to read',
      caption: 'The browser takes the ID token apart at its two dots. Header and payload are plain text in Base64url; nothing is encrypted.',
      explain: [
        'A JWT is three parts with dots between them: header, payload, signature. The payload is a JSON object, and each field of it is a claim. Whoever holds the token can read every claim. Do not put into an attribute what its owner must not see.',
        'In the ID token: `sub` is Ana’s id in this user pool, `cognito:username` and `email` are her attributes, `cognito:groups` her groups. `iss` says who issued it, `aud` for which app client, `token_use` which kind it is, `auth_time` when she signed in, `exp` when it ends.',
        'In the access token: the same `sub`, `iss` and times, but `client_id` in place of `aud`, `username`, and `scope`. It has no e-mail address and no name. Code that looks for `email` there finds nothing.',
      ],
      note: { title: 'Reading is not checking', text: 'Anyone can write a text that decodes to “Ana”. Until the signature is checked, a claim is only something that somebody says.' },
    },
    'find-key': {
      title: 'The key with that number',
      caption: 'The header names a key, kid. The user pool publishes its public keys at a fixed address, and one of them has that kid.',
      explain: [
        'The address is the issuer followed by `/.well-known/jwks.json`; what is there is called a [JWKS](term:jwks). Anyone may fetch it. It holds public keys: good for checking, no good for signing.',
        'The ID token and the access token have different `kid`s, because a user pool signs them with different keys. Keep the set and fetch it again when a `kid` comes that you do not have. Fetching it for every request helps nobody.',
      ],
      note: { title: 'Whose address?', text: 'Take the address from your own settings, not from the token’s `iss`. A forger would name the address of keys of their own.' },
    },
    'check-token': {
      title: 'First the signature, then five claims',
      caption: 'The browser checks the signature with the public key, and then who issued the token, for whom, for what, and until when.',
      explain: [
        'The algorithm is RS256: the user pool signs with a private key that never leaves it, and the public key checks. The signature covers header and payload as they are, so one changed letter makes it wrong.',
        'A good signature alone says little: every user pool’s tokens have one. Then compare `iss` with your user pool, `aud` (in an access token `client_id`) with your app client, `token_use` with the kind you expect, and `exp` with the clock.',
      ],
      note: { title: 'Who needs to do this', text: 'Whoever relies on the token: your backend always. A browser that got it from Cognito over TLS may show the name in it unchecked. Here it checks so that you can watch.' },
    },
    'get-user': {
      title: 'The access token goes to an API',
      caption: 'Ana’s browser asks the user pool for her attributes, and shows the access token.',
      explain: [
        '`GetUser` is one of the calls that people make for themselves. It has no AWS signature; the access token in it is the permission. The user pool checks its own signature, the time, that the sign-in has not been revoked, and the [scope](term:scope).',
        'A token from the sign-in API carries one scope, `aws.cognito.signin.user.admin`: Ana may read and change what is hers. Scopes for your own APIs come with [hosted sign-in](/learn/hosted-sign-in).',
      ],
    },
    'get-user/answer': {
      title: 'What the user pool knows of Ana now',
      caption: 'The user pool answers with Ana’s attributes as they are at this moment.',
      explain: [
        'The ID token had the same values, as they were at sign-in. If Ana’s name changes, this answer changes at once; the token in her browser says the old name until it is renewed.',
        'Only attributes that the app client may read come back: its `ReadAttributes`. The ID token obeys the same list.',
      ],
    },
    'get-id': {
      title: 'The ID token crosses the border',
      caption: 'The browser shows the ID token to the identity pool, which wants to know who this is.',
      explain: [
        'The [identity pool](term:identity-pool) makes the same checks, with its own settings: the issuer must be the key it stands under in [Logins](term:logins), `aud` must be an app client that the pool lists, the signature must fit, the time must not be over.',
        'It takes the ID token and no other token of a user pool. Even here the token is no key to AWS: it only answers [who is this](who).',
      ],
    },
    'get-id/answer': {
      title: 'Known here under another name',
      caption: 'The identity pool answers with Ana’s identity ID, which is not the sub of her tokens.',
      explain: [
        'The same login leads to the same [identity ID](term:identity-id) each time. What comes after it, roles and credentials, is the lesson on [the enhanced flow](/learn/enhanced-flow).',
      ],
    },
    'open-refresh': {
      title: 'The one that stays shut',
      caption: 'Fifty minutes pass. The browser takes up the third token. It has five parts, and all but the first are unreadable.',
      explain: [
        'The refresh token is encrypted: a JWE. Its first part decodes to `{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}`, which says how; the rest only the user pool can open. For the app it is a string to keep and to hand back.',
        'It is the most valuable of the three. The others are over in an hour; this one makes new ones for weeks. It goes to the user pool and to nobody else, not even to your own backend without need.',
      ],
      note: { title: 'What you cannot ask it', text: 'When it ends. The lifetime stands in the app client’s settings, not in anything the app can read.' },
    },
    refresh: {
      title: 'The refresh token goes home',
      caption: 'Before the other two run out, the browser sends the refresh token to the user pool that issued it.',
      explain: [
        '`GetTokensFromRefreshToken` takes the token and the app client it was issued to. No password and no AWS signature: whoever has it can use it.',
        'There are two other ways to the same end, `InitiateAuth` with `REFRESH_TOKEN_AUTH`, and `grant_type=refresh_token` at a domain’s token endpoint.',
      ],
    },
    'refresh/answer': {
      title: 'Two new tokens for an old one',
      caption: 'The user pool answers with a new ID token and a new access token. The refresh token stays as it was.',
      explain: [
        'Compare them with the old ones: `iat`, `exp` and `jti` are new. `auth_time` is not: Ana has not signed in again. `origin_jti` is not: it names the sign-in that all of them stem from, and by that number a revocation reaches them.',
        'The claims were written anew, from what the user pool knows now. A new group, a changed name: this is when they come into the tokens. With [rotation](term:token-rotation) on there would be a new refresh token, too.',
      ],
    },
  },
  predictions: [
    {
      id: 'unreadable',
      at: 'sign-in/answer',
      ask: 'Which of the three can Ana’s browser not read?',
      context: 'It has no key of any kind.',
      options: [
        { text: 'The ID token: it says who she is, so it is encrypted', feedback: 'It is signed, not encrypted. A signature keeps others from changing it, not from reading it.' },
        { text: 'The access token: it opens things', feedback: 'It is a JWT like the ID token. Its holder can read it; the API that takes it has to.' },
        { text: 'The refresh token', right: true, feedback: 'It is a JWE. Only the user pool has the key, and nobody else has a reason to look inside.' },
      ],
    },
    {
      id: 'changed-claim',
      at: 'find-key',
      ask: 'Somebody changes one claim in the ID token and sends it on. What gives it away?',
      context: 'They put `admins` into `cognito:groups`, encode the payload again and leave the rest alone.',
      options: [
        { text: 'Nothing: the payload is not encrypted', feedback: 'Not encrypted means that they can read it. To change it they would have to sign it again, and they have no key for that.' },
        { text: 'The signature', right: true, feedback: 'It was made over the old payload. Over the new one it is wrong, and only the user pool’s private key could make another.' },
        { text: 'The user pool’s record of the token', feedback: 'Whoever checks a JWT asks nobody: that is its point. What is in the token and a public key must be enough.' },
      ],
    },
    {
      id: 'for-the-identity-pool',
      at: 'get-user/answer',
      ask: 'Which token will the identity pool take?',
      context: 'It must know for whom the token was issued, and looks in the claim `aud`.',
      options: [
        { text: 'The access token: it is about access', feedback: 'About access to APIs that take bearer tokens. It has `client_id` and no `aud`, so here it would be refused.' },
        { text: 'The ID token', right: true, feedback: 'Its `aud` is the app client, and the pool’s list of providers names that client.' },
        { text: 'Either: both are signed by the user pool', feedback: 'Both signatures are good. The signature says who wrote it, not what it is for.' },
      ],
    },
    {
      id: 'how-many',
      at: 'refresh',
      ask: 'How many tokens come back?',
      context: 'The app client does not rotate its refresh tokens.',
      options: [
        { text: 'One: an access token', feedback: 'The user pool renews the ID token as well. An app that goes on to an identity pool needs that one.' },
        { text: 'Two: an ID token and an access token', right: true, feedback: 'The refresh token itself stays good for its thirty days. Only with rotation does a new one come along.' },
        { text: 'Three, as at sign-in', feedback: 'That is so with rotation, which is off here. Otherwise keep the refresh token you have: code that overwrites it with nothing signs the user out.' },
      ],
    },
  ],
  switches: [
    {
      id: 'id-to-user-pool',
      label: 'ID token to the user pool',
      change: (scenario) => send(scenario, 'get-user', () => ({ AccessToken: idToken })),
      refused: { step: 'get-user', rule: 'accessToken', code: 'NotAuthorizedException', message: 'Invalid Access Token' },
      narration: {
        'get-user': {
          title: 'A good token of the wrong kind',
          caption: 'The browser shows the ID token where an access token belongs. The user pool signed both, and refuses this one.',
          explain: [
            'Issuer, signature and time are right. `token_use` says `id`, and the call asks for `access`. The ID token [tells the app who Ana is](who); it was never meant to be a permission.',
            'An API of your own should be as strict. One that takes ID tokens takes whatever was issued to show a name on a page.',
          ],
        },
        'get-user/answer': {
          title: 'Invalid, because it is the other one',
          caption: 'The browser is told that the access token is invalid.',
          explain: ['The words sound like damage, and the [token is sound](refused). Look at `token_use`.'],
        },
      },
      fix: { text: 'Send the access token to calls that take an AccessToken, and to your own APIs.' },
    },
    {
      id: 'late',
      label: 'An hour later',
      change: (scenario) => wait(scenario, 'get-user', 61 * 60),
      refused: { step: 'get-user', rule: 'accessCurrent', code: 'NotAuthorizedException', message: 'Access Token has expired' },
      narration: {
        'get-user': {
          title: 'Signed, readable, and over',
          caption: 'An hour has gone by. Nothing about the access token has changed but its age.',
          explain: [
            'The signature still fits: it does not wear out. That is why `exp` is inside, where nobody can move it.',
            'The app could have known. It can read `exp`, and it has a refresh token.',
          ],
        },
        'get-user/answer': {
          title: 'Expired',
          caption: 'The browser is told that the access token has expired.',
          explain: ['Renew it and call again. An app that thought the token [still good](refused) has a clock that runs behind, or never looked.'],
        },
      },
      fix: { text: 'Refresh before exp, with a minute or so to spare. The libraries do it when you ask them for the session each time.' },
    },
    {
      id: 'access-to-identity-pool',
      label: 'Access token to the identity pool',
      change: (scenario) => login(scenario, () => accessToken),
      refused: { step: 'get-id', rule: 'audience', code: 'NotAuthorizedException', message: 'Invalid login token. Missing a required claim: aud' },
      narration: {
        'get-id': {
          title: 'A token that does not say for whom',
          caption: 'The access token crosses the border. The identity pool looks for aud, and there is none.',
          explain: [
            'The access token does know its app client, under the name `client_id`. The identity pool takes tokens of many issuers and keeps to the name that OpenID Connect gives: `aud`.',
            'It is the most common mix-up of all, one word in the code.',
          ],
        },
        'get-id/answer': {
          title: 'Which claim, in AWS’s words',
          caption: 'The browser is told which claim is missing: aud.',
          explain: ['Whenever you read these words, [an access token stands where an ID token belongs](refused).'],
        },
      },
      fix: { text: 'Put the ID token into Logins.' },
    },
    {
      id: 'edited',
      label: 'A claim is edited',
      change: (scenario) => login(scenario, (token) => ('$forge' in token ? token : { $forge: token as Ref, claims: { 'cognito:groups': ['admins'] } })),
      refused: { step: 'get-id', rule: 'signature', code: 'NotAuthorizedException', message: 'Invalid login token. Couldn\'t verify signed token.' },
      narration: {
        'get-id': {
          title: 'One claim changed, one signature wrong',
          caption: 'Somebody has put Ana into the group admins, inside the token. The signature was made for other words.',
          explain: [
            'The payload decodes as before, and every claim that the identity pool compares is in order. But the [signature](refused) was computed over the old payload, byte by byte.',
            'It does not matter which claim was changed, or whether it makes any difference. A token is whole or it is nothing.',
          ],
          note: { title: 'Try it on paper', text: 'Open the Token tab and compare the three parts with those of the good run: the middle one differs, the last one is the same. It would have had to differ, too.' },
        },
        'get-id/answer': {
          title: 'Couldn’t verify',
          caption: 'The browser is told that the signed token could not be verified.',
          explain: ['The same words come for a token that was cut short or re-encoded on its way, by a proxy or a careless copy. Not every bad signature is an attack.'],
        },
      },
      fix: { text: 'Hand tokens on exactly as they came. What a user should be able to do is decided where the token is issued: put Ana into the group in the user pool.' },
    },
    {
      id: 'other-client',
      label: 'Refresh through another app client',
      change: (scenario) => send(scenario, 'refresh', () => ({ ClientId: mobileClient })),
      refused: { step: 'refresh', rule: 'refreshToken', code: 'NotAuthorizedException', message: 'Invalid Refresh Token.' },
      narration: {
        refresh: {
          title: 'Issued to the web app, shown by the mobile app',
          caption: 'The refresh token comes with the id of another app client. Same user pool, same Ana, and still not its token.',
          explain: [
            'A refresh token belongs to the [app client](term:app-client) that the user signed in through. Nobody can read that from outside; the user pool can.',
            'It comes up when two apps share a login store, or when an app client is replaced by a new one: from then on all stored refresh tokens are [worthless](refused).',
          ],
        },
        'refresh/answer': {
          title: 'Invalid, and no word why',
          caption: 'The browser is told that the refresh token is invalid.',
          explain: ['Another client, a damaged string, a remembered device whose key was not sent: all read the same. The way out is the same, too: Ana signs in again.'],
        },
      },
      fix: { text: 'Refresh with the app client of the sign-in, and plan a new sign-in for everyone when you replace an app client.' },
    },
  ],
  amplify: [
    {
      steps: ['sign-in'],
      text: `import { fetchAuthSession, fetchUserAttributes, signIn } from 'aws-amplify/auth';

await signIn({ username, password, options: { authFlowType: 'USER_PASSWORD_AUTH' } });
`,
    },
    {
      steps: ['get-user', 'get-id'],
      text: `// GetUser, with the access token. With an identity pool configured, first
// GetId, with the ID token, and credentials: Amplify asks for the whole session
await fetchUserAttributes();
`,
    },
    {
      steps: [],
      text: `// Two of the three, decoded; Amplify keeps the refresh token to itself
const { tokens, identityId } = await fetchAuthSession();
tokens?.idToken?.payload.email;
tokens?.accessToken.payload.scope;
`,
    },
    { steps: ['refresh'], text: '// Also done unasked, when a token has expired\nawait fetchAuthSession({ forceRefresh: true });\n' },
  ],
  reproduce: [
    {
      says: 'The claims of a token that you hold. This reads; it checks nothing.',
      command: `node -p "JSON.parse(Buffer.from(process.argv[1].split('.')[1], 'base64url'))" "$ID_TOKEN"`,
    },
    { says: 'The public keys of the user pool. Look for the kid of the token’s header.', command: `curl https://${notes.provider}/.well-known/jwks.json` },
    {
      says: 'The access token at work. No AWS credentials are needed.',
      command: `aws cognito-idp get-user --no-sign-request --region ${notes.region} --access-token $ACCESS_TOKEN`,
    },
    {
      says: 'The refresh token at work.',
      command: `aws cognito-idp get-tokens-from-refresh-token --no-sign-request --region ${notes.region} \\\n  --client-id ${notes.client} --refresh-token $REFRESH_TOKEN`,
    },
  ],
  furtherReading: [
    { title: 'Understanding the ID token', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html' },
    { title: 'Understanding the access token', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html' },
    { title: 'Refresh tokens', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html' },
    { title: 'Verifying JSON web tokens', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html' },
  ],
};
