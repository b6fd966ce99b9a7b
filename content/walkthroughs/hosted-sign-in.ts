import { defaultStart, from, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { patch, put, type World } from '../../lib/world/world';
import { configure, send, wait } from './change';
import type { Walkthrough } from './walkthrough';

const Domain = 'notes-app';
const host = `${Domain}.auth.${notes.region}.amazoncognito.com`;
const callback = 'https://notes.example/signed-in';
const verifier = 'low-tide-leaves-what-the-high-tide-brought-0471';
const google = 'accounts.google.com';
/** Google knows the two by different names: the user pool, and the page itself. */
const googleClient = { pool: '5550-pool.apps.googleusercontent.com', page: '5550-page.apps.googleusercontent.com' } as const;
const anaAtGoogle = '107691503500061507151';
const profile = { email: 'ana@gmail.example', email_verified: true, given_name: 'Ana' };

/** The notes app with sign-in pages, Google behind them, and Google at the identity pool as well. */
const world = [
  (w: World) => put(w, 'AWS::Cognito::UserPoolDomain', Domain, { Domain, UserPoolId: notes.userPool }),
  (w: World) => patch(w, 'AWS::Cognito::UserPool', notes.userPool, { Domain }),
  (w: World) =>
    patch(w, 'AWS::Cognito::UserPoolClient', notes.client, {
      CallbackURLs: [callback],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      SupportedIdentityProviders: ['COGNITO', 'Google'],
    }),
  (w: World) =>
    put(w, 'AWS::Cognito::UserPoolIdentityProvider', `${notes.userPool}/Google`, {
      UserPoolId: notes.userPool,
      ProviderName: 'Google',
      ProviderType: 'Google',
      ProviderDetails: { client_id: googleClient.pool, authorize_scopes: 'openid email profile' },
      AttributeMapping: { username: 'sub', email: 'email', email_verified: 'email_verified', name: 'given_name' },
    }),
  (w: World) =>
    patch(w, 'AWS::Cognito::IdentityPool', notes.identityPool, { AllowUnauthenticatedIdentities: false, SupportedLoginProviders: { [google]: googleClient.page } }),
].reduce((w, change) => change(w), notesWorld);

/** Ana signs in with Google twice: through the user pool, and then directly at the identity pool. */
const scenario: Scenario = {
  world,
  people: { ana: { name: 'Ana’s browser', kind: 'user', detail: 'notes.example' } },
  start: defaultStart,
  ends: 'ok',
  calls: [
    {
      id: 'authorize',
      by: 'ana',
      operation: 'cognito-idp:OAuth2_Authorize_GET',
      input: {
        Domain,
        response_type: 'code',
        client_id: notes.client,
        redirect_uri: callback,
        scope: 'openid email',
        identity_provider: 'Google',
        state: 'beach-7f2c',
        code_challenge: { $codeChallenge: verifier },
        code_challenge_method: 'S256',
      },
    },
    {
      id: 'at-google',
      by: 'ana',
      operation: 'outside-provider:Authorize',
      after: 1,
      input: {
        Provider: google,
        client_id: from('authorize', 'redirect.client_id'),
        redirect_uri: from('authorize', 'redirect.redirect_uri'),
        state: from('authorize', 'redirect.state'),
        nonce: from('authorize', 'redirect.nonce'),
        Subject: anaAtGoogle,
        Claims: profile,
      },
    },
    {
      id: 'come-back',
      by: 'ana',
      operation: 'cognito-idp:OAuth2Response_GET',
      after: 20,
      input: { state: from('at-google', 'redirect.state'), code: from('at-google', 'redirect.code') },
    },
    {
      id: 'tokens',
      by: 'ana',
      operation: 'cognito-idp:Token_POST',
      after: 1,
      input: {
        Domain,
        grant_type: 'authorization_code',
        client_id: notes.client,
        redirect_uri: callback,
        code: from('come-back', 'redirect.code'),
        code_verifier: verifier,
      },
    },
    {
      id: 'get-id',
      by: 'ana',
      operation: 'cognito-identity:GetId',
      after: 1,
      input: { IdentityPoolId: notes.identityPool, Logins: { [notes.provider]: from('tokens', 'id_token') } },
    },
    {
      id: 'google-directly',
      by: 'ana',
      operation: 'outside-provider:SignIn',
      after: 600,
      input: { Provider: google, ClientId: googleClient.page, Subject: anaAtGoogle, Claims: profile },
    },
    {
      id: 'get-id-directly',
      by: 'ana',
      operation: 'cognito-identity:GetId',
      after: 1,
      input: { IdentityPoolId: notes.identityPool, Logins: { [google]: from('google-directly', 'IdToken') } },
    },
  ],
};

export const hostedSignIn: Walkthrough = {
  slug: 'hosted-sign-in',
  number: 11,
  title: 'Hosted sign-in, and Google in two ways',
  shortTitle: 'Hosted sign-in',
  question: 'One person, two identities: how?',
  chapter: 'Other ways in',
  minutes: 11,
  zones: ['app', 'authn', 'authz'],
  scenario,
  locals: [{ id: 'verifier', by: 'ana', before: 'authorize', label: 'makes a PKCE verifier' }],
  narration: {
    verifier: {
      title: 'A secret before anything is sent',
      caption: 'The app invents a random text, the verifier, and keeps it. Only its hash will be sent.',
      explain: [
        'This is [PKCE](term:pkce). The hash goes out with the first request and the verifier with the last. Who shows a verifier that fits the hash is who began.',
        'A page or a phone app cannot keep a client secret: everybody can read it there. A verifier is made anew for each sign-in, so there is nothing to keep.',
      ],
    },
    authorize: {
      title: 'The app sends Ana away',
      caption: 'The browser leaves the app and goes to the user pool’s own pages, with the hash and the address to come back to.',
      explain: [
        'The user pool has a domain with pages of its own: managed login, or the hosted UI in its older form. Your app shows no password field at all.',
        '`redirect_uri` must be one of the [app client](term:app-client)’s callback URLs, letter by letter. `identity_provider=Google` skips the page on which Ana would choose.',
      ],
    },
    'authorize/answer': {
      title: 'On to Google',
      caption: 'The user pool remembers what the app wanted and sends the browser on to Google.',
      explain: ['To Google the user pool is an app like any other, with a client ID that was registered there. Google will send Ana back to the user pool, not to the notes app.'],
    },
    'at-google': {
      title: 'Google asks who she is',
      caption: 'Ana signs in at Google. Neither the app nor Cognito sees her password.',
      explain: ['[Who is this](who) is answered by Google here. Second factors, recovery, lost phones: all of that is Google’s affair.'],
    },
    'at-google/answer': {
      title: 'Back, with a code',
      caption: 'Google sends the browser back to the user pool, with a code that is good once.',
      explain: ['A code and not a token: addresses end up in histories and logs. A code is worth nothing to someone who cannot exchange it.'],
    },
    'come-back': {
      title: 'Ana is back at the user pool',
      caption: 'The browser brings Google’s code to the user pool, with the state that it was sent away with.',
      explain: ['`state` ties the return to the departure. Someone who arrives without having been sent away is refused.'],
    },
    'come-back/token': {
      title: 'The user pool fetches Google’s token',
      caption: 'Out of sight, the user pool exchanges the code at Google for Google’s ID token, and checks it.',
      explain: [
        'Google’s token does not reach the app. The user pool reads it: signature, audience, age, and the `nonce` that it sent.',
        'Then it makes a user of its own for Ana, or finds the one from last time, and copies the mapped attributes. It does so at every sign-in, and also where people may not sign themselves up: a Google account is enough. Whoever has one is a user of this pool.',
      ],
    },
    'come-back/answer': {
      title: 'And back to the app, with another code',
      caption: 'The user pool sends the browser back to the app, with a code of its own and the app’s state.',
      explain: ['The code is good for five minutes and for one use. The pool also left a cookie on its domain: for an hour, signing in again asks for nothing.'],
    },
    tokens: {
      title: 'The code and the verifier',
      caption: 'The app exchanges the code for tokens, and shows the verifier. The user pool hashes it and compares.',
      explain: [
        'Whoever stole the code on its way lacks the verifier. It was never in an address, and it has not left the app until now.',
        'This is an ordinary form post, without cookies and without an AWS signature.',
      ],
    },
    'tokens/answer': {
      title: 'The user pool’s own tokens',
      caption: 'Three tokens come back, all of them issued by the user pool. Google is only mentioned in them.',
      explain: [
        'Look at the Token tab: `iss` is the user pool, `aud` the app client. `identities` says that this user comes from Google, and `cognito:username` begins with the provider’s name.',
        'It is a user of its own. The Ana who signs in with a password is another one, unless somebody links the two with `AdminLinkProviderForUser` before her first visit by way of Google.',
        'The access token carries the scopes that were asked for, here `openid email`. For the user pool’s self-service calls it would need `aws.cognito.signin.user.admin`.',
      ],
    },
    'get-id': {
      title: 'A user pool’s token, under the user pool’s name',
      caption: 'The browser takes the ID token to the identity pool. To the identity pool this is a user of the user pool.',
      explain: ['The key in [Logins](term:logins) is the token’s issuer. That Ana once stood at Google’s door does not matter here: the identity pool trusts the user pool, and the user pool has vouched for her.'],
    },
    'get-id/answer': { title: 'The first identity', caption: 'The identity pool answers with an identity ID. Remember how it begins.', explain: ['The login behind it is the user pool with Ana’s `sub` there.'] },
    'google-directly': {
      title: 'Ten minutes later, without the user pool',
      caption: 'The same Ana, the same Google account. This time the page asks Google for a token itself.',
      explain: [
        'An identity pool can trust Google without any user pool. The page is registered at Google under a client ID of its own, and the identity pool knows that one.',
        'No pages of Cognito’s, no code, no user. It is shorter, and it gives AWS credentials and nothing else.',
      ],
    },
    'google-directly/answer': {
      title: 'Google’s own ID token',
      caption: 'Google gives the page an ID token. This time the app holds it itself.',
      explain: ['`iss` is `accounts.google.com`, `aud` the page’s client ID at Google, `sub` Ana’s number there. No groups, no roles, and no attributes that you could edit.'],
    },
    'get-id-directly': {
      title: 'Google’s token, under Google’s name',
      caption: 'The browser takes Google’s token to the same identity pool, under the key accounts.google.com.',
      explain: [
        'The pool finds Google among its providers, with this client ID, and checks the signature against Google’s keys.',
        'Trusting Google means trusting everyone who has a Google account. The role for signed-in users is then a role for nearly everybody.',
      ],
    },
    'get-id-directly/answer': {
      title: 'A second identity for the same Ana',
      caption: 'Another identity ID comes back. To the identity pool these are two people.',
      explain: [
        'An identity is found by its login, and the two logins have nothing in common: one is the user pool with a `sub`, the other Google with another `sub`. Nobody compares e-mail addresses.',
        'So Ana’s photos of this morning are gone, it seems: her folder is named after the [identity ID](term:identity-id).',
        'One way in, decided once, avoids this. To link the two, send both tokens in one request before the second has an identity of its own. Once each has one, AWS answers with a `ResourceConflictException`.',
      ],
    },
  },
  predictions: [
    {
      id: 'stolen-code',
      at: 'come-back/answer',
      ask: 'Somebody reads the code out of the browser’s history, in time. Can they get Ana’s tokens?',
      context: 'The app client has no secret. The sign-in began with a code_challenge.',
      options: [
        { text: 'Yes, the code is all it takes', feedback: 'Without PKCE it would be, for a client without a secret. Here the exchange needs the verifier as well.' },
        { text: 'No, the verifier is missing', right: true, feedback: 'Only its hash was ever sent, and a hash cannot be turned back.' },
        { text: 'No, only Google can redeem it', feedback: 'Google’s code was used up already. This one is the user pool’s, and the app redeems it.' },
      ],
    },
    {
      id: 'same-identity',
      at: 'google-directly/answer',
      ask: 'The same Google account, the same identity pool. Which identity does GetId return?',
      context: 'Ten minutes ago Ana came through the user pool, and has an identity from then.',
      options: [
        { text: 'The same one: it is the same e-mail address', feedback: 'Identity pools do not look at addresses. They know a login by its issuer and its sub, and both are different.' },
        { text: 'A second one', right: true, feedback: 'Another issuer, another login, another identity, and another folder in S3.' },
        { text: 'None: the user exists already', feedback: 'The identity pool does not know that these are one person. Nothing collides.' },
      ],
    },
  ],
  switches: [
    {
      id: 'no-verifier',
      label: 'Another verifier',
      change: (before) => send(before, 'tokens', () => ({ code_verifier: 'somebody-elses-guess-at-what-it-might-have-been' })),
      refused: { step: 'tokens', rule: 'verifier', code: 'invalid_grant', message: 'invalid_grant' },
      narration: {
        tokens: {
          title: 'A code in the wrong hands',
          caption: 'The code is right and in time. The verifier does not fit the hash that the sign-in began with.',
          explain: [
            'This is how a stolen code looks to the user pool. It is also how your own app looks when it lost the verifier: it was kept in memory and the page was loaded anew, or sign-in was begun in another tab.',
          ],
        },
        'tokens/answer': {
          title: 'invalid_grant',
          caption: 'The token endpoint answers invalid_grant, and does not say why.',
          explain: ['The same word covers a code that was used, one that is too old, and one that is unknown. Someone who is guessing learns nothing.'],
        },
      },
      fix: { text: 'Keep the verifier where it survives the journey and belongs to one sign-in: session storage does both.' },
    },
    {
      id: 'slow',
      label: 'Six minutes with the code',
      change: (before) => wait(before, 'tokens', 360),
      refused: { step: 'tokens', rule: 'codeCurrent', code: 'invalid_grant', message: 'invalid_grant' },
      narration: {
        tokens: {
          title: 'The code is too old',
          caption: 'Six minutes have passed. An authorization code is good for five.',
          explain: ['A breakpoint in the debugger is enough. So is an app that first shows a page and exchanges the code when somebody clicks.'],
        },
        'tokens/answer': { title: 'invalid_grant', caption: 'The token endpoint answers invalid_grant.', explain: ['Nothing is lost: the pool’s cookie is still good, so sending the browser to authorize again brings a new code without a question.'] },
      },
      fix: { text: 'Exchange the code as soon as the page loads, once.' },
    },
    {
      id: 'googles-key',
      label: 'The user pool’s token under Google’s name',
      change: (before) => send(before, 'get-id', () => ({ Logins: { [google]: from('tokens', 'id_token') } })),
      refused: { step: 'get-id', rule: 'issuer', code: 'NotAuthorizedException', message: 'Invalid login token. Issuer doesn\'t match providerName' },
      narration: {
        'get-id': {
          title: 'She came from Google, so the key is Google?',
          caption: 'The app files the user pool’s token under accounts.google.com. The token’s issuer is the user pool.',
          explain: ['The key in Logins names who issued the token, not where the person comes from. Behind the user pool, Google is out of the picture.'],
        },
        'get-id/answer': { title: 'Issuer doesn’t match', caption: 'The browser is told that the issuer does not match the provider’s name.', explain: ['Decode the token and read `iss`. Without `https://`, that is the key.'] },
      },
      fix: {
        text: 'Use the token’s own issuer as the key.',
        command: `aws cognito-identity get-id --no-sign-request --region ${notes.region} \\\n  --identity-pool-id ${notes.identityPool} --logins ${notes.provider}=$ID_TOKEN`,
      },
    },
    {
      id: 'google-not-listed',
      label: 'Google only at the user pool',
      change: (before) => configure(before, 'AWS::Cognito::IdentityPool', notes.identityPool, { SupportedLoginProviders: {} }),
      refused: { step: 'get-id-directly', rule: 'provider', code: 'NotAuthorizedException', message: 'Token is not from a supported provider of this identity pool.' },
      narration: {
        'get-id-directly': {
          title: 'Known to one pool, not to the other',
          caption: 'Google is set up at the user pool. The identity pool has its own list, and Google is not on it.',
          explain: [
            'The two lists have nothing to do with each other. The user pool trusts Google to sign people in; the identity pool trusts the user pool, and here nobody else.',
            'That is a good state to be in: one way in, and one identity for each person.',
          ],
        },
        'get-id-directly/answer': { title: 'Not a supported provider', caption: 'The browser is told that the token is not from a supported provider.', explain: ['The same words meet a token with a client ID other than the one on the list.'] },
      },
      fix: { text: 'Decide on one way. If it is to be the direct one, add Google and the page’s client ID to the identity pool’s providers.' },
    },
  ],
  amplify: [
    {
      steps: [],
      text: `import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signInWithRedirect } from 'aws-amplify/auth';

Amplify.configure({
  Auth: { Cognito: {
    userPoolId: '${notes.userPool}',
    userPoolClientId: '${notes.client}',
    identityPoolId: '${notes.identityPool}',
    loginWith: { oauth: {
      domain: '${host}',
      scopes: ['openid', 'email'],
      redirectSignIn: ['${callback}'],
      redirectSignOut: ['https://notes.example/'],
      responseType: 'code', // with PKCE
    } },
  } },
});
`,
    },
    { steps: ['authorize', 'at-google', 'come-back', 'tokens'], text: 'await signInWithRedirect({ provider: \'Google\' });\n\n// Back on the page, Amplify exchanges the code by itself\n' },
    { steps: ['get-id'], text: 'const { identityId } = await fetchAuthSession();\n' },
    {
      steps: ['google-directly', 'get-id-directly'],
      text: `// Directly: Google’s own script for the token, and no user pool in it.
// Amplify then needs a credentialsProvider of yours.
`,
    },
  ],
  reproduce: [
    {
      says: 'The code for tokens. A form post, without a signature.',
      command: `curl -s https://${host}/oauth2/token -d grant_type=authorization_code \\\n  -d client_id=${notes.client} -d redirect_uri=${callback} \\\n  -d code=$CODE -d code_verifier=$VERIFIER`,
    },
    {
      says: 'An identity for the user pool’s token.',
      command: `aws cognito-identity get-id --no-sign-request --region ${notes.region} \\\n  --identity-pool-id ${notes.identityPool} --logins ${notes.provider}=$ID_TOKEN`,
    },
    {
      says: 'An identity for Google’s token: another one.',
      command: `aws cognito-identity get-id --no-sign-request --region ${notes.region} \\\n  --identity-pool-id ${notes.identityPool} --logins ${google}=$GOOGLE_ID_TOKEN`,
    },
  ],
  furtherReading: [
    { title: 'The authorize endpoint', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html' },
    { title: 'The token endpoint', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html' },
    { title: 'Google as an identity pool provider', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/google.html' },
    { title: 'Identity pools authentication flow, with linking and merging', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html' },
  ],
};
