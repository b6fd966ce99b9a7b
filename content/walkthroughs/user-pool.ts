import { text } from '../../lib/engine/mint';
import { defaultStart, from, type Forge, type InputValue, type Ref, type Scenario } from '../../lib/engine/scenario';
import { notes } from '../../lib/world/accounts/notes';
import { configure, send, wait } from './change';
import { apiUrl, elsewhere, userPoolWorld } from './user-pool-world';
import type { Walkthrough } from './walkthrough';

const dora = { email: 'dora@notes.example', password: 'Foghorn-3-seals' };

const accessToken = from('respond', 'AuthenticationResult.AccessToken');

/** Dora signs up, confirms, signs in, and has the app’s own API write a note for her. */
const scenario: Scenario = {
  world: userPoolWorld,
  people: {
    dora: { name: 'Dora’s browser', kind: 'user', detail: 'notes.example' },
    lambda: { name: 'Notes API', kind: 'backend', detail: 'a Lambda function' },
  },
  before: [
    {
      id: 'elsewhere',
      by: 'dora',
      operation: 'cognito-idp:InitiateAuth',
      input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: elsewhere.client, AuthParameters: { USERNAME: elsewhere.email, PASSWORD: elsewhere.password } },
    },
  ],
  start: defaultStart,
  ends: 'ok',
  calls: [
    {
      id: 'sign-up',
      by: 'dora',
      operation: 'cognito-idp:SignUp',
      input: {
        ClientId: notes.client,
        Username: dora.email,
        Password: dora.password,
        UserAttributes: [
          { Name: 'email', Value: dora.email },
          { Name: 'name', Value: 'Dora' },
        ],
      },
    },
    {
      id: 'confirm',
      by: 'dora',
      operation: 'cognito-idp:ConfirmSignUp',
      after: 45,
      input: { ClientId: notes.client, Username: dora.email, ConfirmationCode: { $code: dora.email } },
    },
    {
      id: 'initiate-auth',
      by: 'dora',
      operation: 'cognito-idp:InitiateAuth',
      after: 5,
      input: {
        AuthFlow: 'USER_SRP_AUTH',
        ClientId: notes.client,
        AuthParameters: { USERNAME: dora.email, SRP_A: text('Dora’s SRP_A', 768, '0123456789abcdef') },
      },
    },
    {
      id: 'respond',
      by: 'dora',
      operation: 'cognito-idp:RespondToAuthChallenge',
      after: 1,
      input: {
        ChallengeName: 'PASSWORD_VERIFIER',
        ClientId: notes.client,
        ChallengeResponses: {
          USERNAME: from('initiate-auth', 'ChallengeParameters.USER_ID_FOR_SRP'),
          PASSWORD_CLAIM_SECRET_BLOCK: from('initiate-auth', 'ChallengeParameters.SECRET_BLOCK'),
          PASSWORD_CLAIM_SIGNATURE: { $proof: { password: dora.password, challenge: 'initiate-auth' } },
          TIMESTAMP: 'Sun Nov 22 21:00:51 UTC 2026',
        },
      },
    },
    {
      id: 'post-note',
      by: 'dora',
      operation: 'lambda:InvokeFunctionUrl',
      after: 30,
      input: { url: `${apiUrl}notes`, method: 'POST', bearer: accessToken, body: { text: 'Low tide at nine.' } },
    },
  ],
};

/** The token that goes to the API, replaced. */
function bear(scenario: Scenario, change: (bearer: InputValue) => InputValue): Scenario {
  return send(scenario, 'post-note', ({ bearer = '' }) => ({ bearer: change(bearer) }));
}

/** A token with something in it overwritten; one that is forged already gets both. */
function forged(bearer: InputValue, change: Pick<Forge, 'claims' | 'header'>): InputValue {
  const before = bearer as Ref | Forge;
  return '$forge' in before ? { ...before, ...change } : { $forge: before, ...change };
}

const anasSub = '5d1f0b3e-8a41-4c0e-9b77-2f6f1f0c9a11';

export const userPool: Walkthrough = {
  slug: 'user-pool',
  number: 2,
  title: 'A user pool alone: your own server does the work',
  shortTitle: 'A user pool alone',
  question: 'Whose credentials reach the database?',
  chapter: 'Who are you?',
  minutes: 10,
  zones: ['app', 'authn', 'authz', 'resource'],
  scenario,
  locals: [
    { id: 'read-mail', by: 'dora', before: 'confirm', label: 'reads her e-mail' },
    { id: 'fetch-keys', by: 'lambda', before: 'post-note', label: 'has the public keys' },
  ],
  narration: {
    'sign-up': {
      title: 'Dora makes an account',
      caption: 'Dora is new. Her browser sends her e-mail address, her name and a password to the user pool.',
      explain: [
        'There is no identity pool in this run. A [user pool](term:user-pool) and a server of the app’s own are enough for a great many apps: the server does what AWS is needed for.',
        '`SignUp` is a public call. Nobody has to sign it, and the [app client](term:app-client)’s id, which it names, stands in the web page. Where `AllowAdminCreateUserOnly` is not set, anyone can make an account, also without your form.',
      ],
    },
    'sign-up/answer': {
      title: 'A user, unconfirmed',
      caption: 'The user pool has made a user and sent a code to her address. Until it comes back, the user is unconfirmed.',
      explain: [
        '`UserSub` is Dora’s id in this user pool, for ever; her address may change. `CodeDeliveryDetails` says where the code went, half hidden.',
        'That somebody can type an address says nothing of whose it is. The code is how the pool finds out.',
      ],
    },
    'read-mail': {
      title: 'Six digits in the mail',
      caption: 'Dora opens the e-mail and copies the code.',
      explain: ['The code is good for a day. A new one can be sent with `ResendConfirmationCode`; the old one stops working then.'],
    },
    confirm: {
      title: 'The code comes back',
      caption: 'The browser sends the code. Whoever has it can read mail to that address.',
      explain: ['`ConfirmSignUp` is public as well, and needs no password. It shows one thing only: that the address is in the right hands.'],
    },
    'confirm/answer': {
      title: 'Confirmed',
      caption: 'The user is confirmed, and the address is verified. Nobody is signed in by that.',
      explain: ['From now on the ID token will say `email_verified: true`. What you build on an address, build on that claim as well.'],
    },
    'initiate-auth': {
      title: 'Signing in, without sending the password',
      caption: 'Dora signs in. With SRP her browser first sends a number made for this sign-in alone.',
      explain: [
        '[SRP](term:srp) lets the browser prove that it knows the password without sending it, or anything the password could be worked out from.',
        'The shorter way, `USER_PASSWORD_AUTH`, sends the password over TLS. An app client allows what its `ExplicitAuthFlows` list.',
      ],
    },
    'initiate-auth/answer': {
      title: 'A challenge',
      caption: 'The user pool answers with its half of the arithmetic.',
      explain: ['`PASSWORD_VERIFIER` asks for the proof. An address that nobody has signed up with gets the like, where `PreventUserExistenceErrors` is on.'],
    },
    respond: {
      title: 'The proof',
      caption: 'The browser signs the challenge with a key that only the right password leads to.',
      explain: ['The user pool has worked out the same key from what it stored at sign-up, and compares. Then it looks at the user: confirmed, enabled, no reset pending.'],
    },
    'respond/answer': {
      title: 'Three tokens',
      caption: 'The user pool has found out who this is, and says so in three tokens.',
      explain: [
        'What comes next is the app’s own business. The user pool’s part is done: [this is Dora](who).',
        'For calling an API the [access token](term:access-token) is the right one. Which token goes where is [the next lesson](/learn/three-tokens).',
      ],
    },
    'fetch-keys': {
      title: 'What the server needs to check a token',
      caption: 'The notes API has fetched the user pool’s public keys when it started. It needs nothing else to check a token.',
      explain: [
        'The keys are at the issuer’s address with `/.well-known/jwks.json` behind it: the [JWKS](term:jwks). They are public and seldom change, so once is enough, until a token names a key that is not among them.',
        'No secret is shared between the API and Cognito. The API is told three things: which user pool, which app client, and which kind of token.',
      ],
      note: { title: 'Leave it to a library', text: '`aws-jwt-verify` is AWS’s own. The checks of this run are those of its `CognitoJwtVerifier`, and the refusals are its words.' },
    },
    'post-note': {
      title: 'The access token goes to the app’s own API',
      caption: 'Dora writes a note. Her browser sends it to the notes API, with the access token in the Authorization header.',
      explain: [
        'The request is plain HTTP: no AWS signature, no AWS service in between. What protects the API is what it does first, and each tick is one thing: is it a token of our user pool (`iss`), is there a key of that number (`kid`), is it signed as it should be (`RS256`), does the signature fit, is it still good (`exp`), is it an access token (`token_use`), was it issued to our app (`client_id`).',
        'Only then does the API believe the `sub` in it. An API that decodes a token without checking believes whatever anybody types.',
      ],
      note: { title: 'What it cannot see', text: 'Whether Dora has signed out since. A check with public keys asks nobody. Where that matters, keep access tokens short, or ask the user pool with `GetUser`.' },
    },
    'post-note/call-1': {
      title: 'Now the server speaks, in its own name',
      caption: 'The API writes the note into DynamoDB. It signs with the credentials of its own role; Dora’s token goes no further.',
      explain: [
        'The function runs with the role `notes-api`. AWS gives it credentials of that role, as it does for containers and machines. IAM asks what [this role may do](may), and has no idea who Dora is.',
        'That notes are kept apart is therefore up to the API’s code: it writes `owner` from the verified `sub`, and not from what the browser says. IAM cannot catch a mistake here.',
      ],
    },
    'post-note/answer': {
      title: 'Stored',
      caption: 'The API answers. Dora’s browser never held an AWS credential and never knew that there is a table.',
      explain: [
        'Two checks, two kinds of proof. Between browser and API: a token, checked with public keys. Between API and DynamoDB: a signature, checked by IAM.',
        'The other way is to let the browser talk to AWS directly, with credentials of its own. That takes an [identity pool](/learn/enhanced-flow), and then IAM can keep Dora and Ana apart.',
      ],
      note: { title: 'API Gateway can do the checking', text: 'A JWT authorizer of an HTTP API, or a Cognito authorizer of a REST API, checks the token before your code runs. A JWT authorizer does not look at `token_use`: ask for a scope on the route, and ID tokens stay out.' },
    },
  },
  predictions: [
    {
      id: 'signed-in-yet',
      at: 'sign-up/answer',
      ask: 'Dora has an account and a password. Can she sign in?',
      context: 'The user pool verifies e-mail addresses. No trigger confirms users by itself.',
      options: [
        { text: 'Yes, and she is signed in already', feedback: '`SignUp` gives no tokens. It makes a user, nothing more.' },
        { text: 'Yes, but her address counts as unverified', feedback: 'An unconfirmed user does not get in at all. Confirming and verifying happen together here, and they are two different things.' },
        { text: 'No, she has to confirm first', right: true, feedback: 'Her status is UNCONFIRMED until the code comes back. The right password is refused until then.' },
      ],
    },
    {
      id: 'how-it-knows',
      at: 'respond/answer',
      ask: 'How will the API know that the access token is genuine?',
      context: 'The API runs in a function of its own. It has no password and no key of Cognito’s.',
      options: [
        { text: 'It asks the user pool for each request', feedback: 'It could, with GetUser, and would pay with time and quota. A signature can be checked without asking anyone.' },
        { text: 'It checks the signature with the user pool’s public key', right: true, feedback: 'The keys are published. Nobody else can have made a signature that fits them.' },
        { text: 'It shares a secret with the user pool', feedback: 'Then whoever can check could also sign. RS256 keeps the two apart: private to sign, public to check.' },
      ],
    },
    {
      id: 'whose-credentials',
      at: 'post-note',
      ask: 'The token is good. With whose credentials will the note reach DynamoDB?',
      context: 'DynamoDB takes requests that are signed with AWS credentials.',
      options: [
        { text: 'Dora’s: the API passes her token on', feedback: 'DynamoDB does not read tokens. Passing it on would help nobody, and it would be one more place to lose it.' },
        { text: 'Dora’s: the API exchanges her token', feedback: 'An identity pool could do that. There is none here.' },
        { text: 'The API’s: those of its own role', right: true, feedback: 'Every user’s note is written by the same role. Who may touch which note is for the API’s code to see to.' },
      ],
    },
  ],
  switches: [
    {
      id: 'closed',
      label: 'Sign-up closed',
      change: (scenario) => configure(scenario, 'AWS::Cognito::UserPool', notes.userPool, { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } }),
      refused: { step: 'sign-up', rule: 'open', code: 'NotAuthorizedException', message: 'SignUp is not permitted for this user pool' },
      narration: {
        'sign-up': {
          title: 'By invitation only',
          caption: 'In this user pool only administrators make users. Dora’s request goes no further.',
          explain: [
            '`AllowAdminCreateUserOnly` is the one setting that [closes sign-up](refused). Taking the form off the page does not: the call is public, and the app client’s id is in the page.',
            'For a company’s own app this is what you want.',
          ],
        },
        'sign-up/answer': {
          title: 'Not permitted',
          caption: 'The browser is told that signing up is not permitted for this user pool.',
          explain: ['An administrator can invite Dora with `AdminCreateUser`. She then gets a temporary password, and a [challenge](/learn/challenges) at her first sign-in.'],
        },
      },
      fix: { text: 'Nothing is broken if this is what you want. To let people sign up, unset it; the update resets what is left out, so send the pool’s other settings along.' },
    },
    {
      id: 'unconfirmed',
      label: 'Never confirmed',
      change: (scenario) => ({ ...scenario, calls: scenario.calls.filter((one) => one.id !== 'confirm') }),
      refused: { step: 'respond', rule: 'confirmed', code: 'UserNotConfirmedException', message: 'User is not confirmed.' },
      narration: {
        respond: {
          title: 'The right password is not enough',
          caption: 'Dora signs in without having confirmed. The proof fits, and the user is still unconfirmed.',
          explain: [
            'She has shown that she knows the password. What stops her is her [status](refused): nobody has shown yet that the address is hers.',
            'The mail may have landed among the spam, or the page was closed before the code was typed.',
          ],
        },
        'respond/answer': {
          title: 'An error with an exception of its own',
          caption: 'The browser is told that the user is not confirmed.',
          explain: ['Worth catching by name: offer to send the code again, and go on to the page where it is typed.'],
        },
      },
      fix: { text: 'Send the code again with ResendConfirmationCode, and confirm.', command: `aws cognito-idp resend-confirmation-code --no-sign-request --region ${notes.region} \\\n  --client-id ${notes.client} --username ${dora.email}` },
    },
    {
      id: 'other-pool',
      label: 'A token of another user pool',
      change: (scenario) => bear(scenario, () => from('elsewhere', 'AuthenticationResult.AccessToken')),
      refused: {
        step: 'post-note',
        rule: 'issuer',
        code: 'ParameterValidationError',
        message: `issuer not configured: https://cognito-idp.us-east-1.amazonaws.com/${elsewhere.userPool}`,
      },
      narration: {
        'post-note': {
          title: 'A good signature, by somebody else',
          caption: 'The token was issued by another user pool, where anybody can be anyone. The API does not trust that one.',
          explain: [
            'Anyone with an AWS account can make a user pool and sign in to it under any name. Its tokens are well signed, with its own keys.',
            'So the [issuer](refused) is the first thing to compare, with a value from your settings. An API that takes the keys from wherever the token’s `iss` points accepts every user pool there is.',
          ],
        },
        'post-note/answer': {
          title: 'The issuer is not among those configured',
          caption: 'The API answers 401: this issuer is not configured.',
          explain: ['The words are those of `aws-jwt-verify`. What your API shows of them is up to you; to the caller “401” is enough.'],
        },
      },
      fix: { text: 'Name your user pool when you create the verifier. The library derives issuer and key address from it.' },
    },
    {
      id: 'id-token',
      label: 'ID token instead',
      change: (scenario) => bear(scenario, () => from('respond', 'AuthenticationResult.IdToken')),
      refused: {
        step: 'post-note',
        rule: 'tokenUse',
        code: 'CognitoJwtInvalidTokenUseError',
        message: 'Token use not allowed: id. Expected: access',
      },
      narration: {
        'post-note': {
          title: 'Genuine, and not meant for this',
          caption: 'The browser sends the ID token. Everything about it is right but what it is for.',
          explain: [
            'The [ID token](term:id-token) tells the app who Dora is, with her name and address. It has no [scope](term:scope), and it is handed around where an access token would not be.',
            'An API that accepts [both](refused) cannot tell a permission from a name badge.',
          ],
        },
        'post-note/answer': {
          title: 'token_use, got and expected',
          caption: 'The API answers 401, and the library says which kind came and which was expected.',
          explain: ['One word in the browser’s code: `idToken` where `accessToken` belongs. With an identity pool it is the other way round.'],
        },
      },
      fix: { text: 'Send the access token to your API.' },
    },
    {
      id: 'edited',
      label: 'A claim is edited',
      change: (scenario) => bear(scenario, (bearer) => forged(bearer, { claims: { sub: anasSub } })),
      refused: { step: 'post-note', rule: 'signature', code: 'JwtInvalidSignatureError', message: 'Invalid signature' },
      narration: {
        'post-note': {
          title: 'Dora would like to be Ana',
          caption: 'Somebody has put Ana’s sub into Dora’s token. The signature was made over Dora’s.',
          explain: [
            'With Ana’s `sub` the note would land among Ana’s, for the API writes `owner` from that claim. Changing it takes a minute; [signing it](refused) takes a key that never leaves Cognito.',
            'This is all that stands between the two. An API that decodes and does not verify would have let it pass.',
          ],
        },
        'post-note/answer': {
          title: 'Invalid signature',
          caption: 'The API answers 401: the signature is invalid.',
          explain: ['No hint at which part was changed. The signature fits the whole, or it does not.'],
        },
      },
      fix: { text: 'Verify before you read. Decoding a token is for looking at it.' },
    },
    {
      id: 'none',
      label: 'alg: none',
      change: (scenario) => bear(scenario, (bearer) => forged(bearer, { header: { alg: 'none' } })),
      refused: {
        step: 'post-note',
        rule: 'algorithm',
        code: 'JwtInvalidSignatureAlgorithmError',
        message: 'JWT signature algorithm not allowed: none. Expected: RS256',
      },
      narration: {
        'post-note': {
          title: 'A token that asks not to be checked',
          caption: 'The header now says alg: none. A checker that obeyed it would accept anything.',
          explain: [
            'The JWT standard knows the algorithm `none`: no signature. Libraries that took the token’s word for it have opened many an API.',
            'The header comes from the caller. Which algorithm is [right](refused) must come from the key.',
          ],
        },
        'post-note/answer': {
          title: 'Expected: RS256',
          caption: 'The API answers 401: this algorithm is not allowed.',
          explain: ['The key in the JWKS says what it is for, and the token has to fit that.'],
        },
      },
      fix: { text: 'Fix the algorithm in the verifier, as aws-jwt-verify does, and let no token choose it.' },
    },
    {
      id: 'late',
      label: 'Wait 61 minutes',
      change: (scenario) => wait(scenario, 'post-note', 61 * 60),
      refused: { step: 'post-note', rule: 'expiry', code: 'JwtExpiredError', message: 'Token expired at 2026-11-22T22:00:51.000Z' },
      narration: {
        'post-note': {
          title: 'An hour old',
          caption: 'The tab stayed open for an hour. The access token is over, and the API can tell without asking anyone.',
          explain: ['`exp` is one of the claims, so the signature covers it: nobody can put it off. An hour is the default, from five minutes to a day can be [set](refused).'],
        },
        'post-note/answer': {
          title: 'Since when',
          caption: 'The API answers 401: the token expired, and when.',
          explain: ['Browser and API have a clock each. If tokens expire too early for some people only, look at their clocks; if for all, at the server’s.'],
        },
      },
      fix: { text: 'Refresh and send the request once more. How, and in which order, is the lesson on clocks.' },
    },
    {
      id: 'poor-role',
      label: 'The API’s role may not write',
      change: (scenario) =>
        configure(scenario, 'AWS::IAM::Role', 'notes-api', {
          RolePolicyList: [
            {
              PolicyName: 'ReadNotes',
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [{ Sid: 'ReadNotes', Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: `arn:aws:dynamodb:${notes.region}:${notes.account}:table/${notes.table}` }],
              },
            },
          ],
        }),
      refused: { step: 'post-note/call-1', rule: 'authorized', code: 'InternalServerError', message: 'Internal Server Error' },
      narration: {
        'post-note/call-1': {
          title: 'Dora is in order, the API is not',
          caption: 'The token was good. But the API’s own role may only read notes, and IAM refuses the write.',
          explain: [
            'The refusal is about `notes-api`, the [role of the function](refused). No token of any user could change it.',
            'The two questions have two different answers here: [who is calling](who) is settled, and what the **API** [may do](may) has nothing to do with it.',
          ],
        },
        'post-note/answer': {
          title: 'Three words for the caller',
          caption: 'The browser reads “Internal Server Error”. The reason is in the function’s log.',
          explain: ['So it should be: the sentence with role and table is for whoever runs the API. Look for `AccessDeniedException` in the log, and for the session’s name in it.'],
        },
      },
      fix: {
        text: 'Allow the role dynamodb:PutItem on exactly this table.',
        command: 'aws iam put-role-policy --role-name notes-api --policy-name WriteNotes --policy-document file://write-notes.json',
      },
    },
  ],
  amplify: [
    {
      steps: ['sign-up'],
      text: `import { confirmSignUp, fetchAuthSession, signIn, signUp } from 'aws-amplify/auth';

await signUp({ username: email, password, options: { userAttributes: { email, name } } });
`,
    },
    { steps: ['confirm'], text: 'await confirmSignUp({ username: email, confirmationCode });\n' },
    { steps: ['initiate-auth', 'respond'], text: 'await signIn({ username: email, password });\n' },
    {
      steps: ['post-note'],
      text: `const { tokens } = await fetchAuthSession();
await fetch('${apiUrl}notes', {
  method: 'POST',
  headers: { authorization: \`Bearer \${tokens?.accessToken}\`, 'content-type': 'application/json' },
  body: JSON.stringify({ text: 'Low tide at nine.' }),
});
`,
    },
    {
      steps: ['post-note'],
      text: `// In the API, in Node.js
import { CognitoJwtVerifier } from 'aws-jwt-verify';

const verifier = CognitoJwtVerifier.create({
  userPoolId: '${notes.userPool}',
  clientId: '${notes.client}',
  tokenUse: 'access',
});
const { sub } = await verifier.verify(authorization.replace('Bearer ', ''));
`,
    },
  ],
  reproduce: [
    {
      says: 'Sign up and confirm. No AWS credentials are needed.',
      command: `aws cognito-idp sign-up --no-sign-request --region ${notes.region} --client-id ${notes.client} \\\n  --username $EMAIL --password $PASSWORD --user-attributes Name=email,Value=$EMAIL Name=name,Value=Dora\naws cognito-idp confirm-sign-up --no-sign-request --region ${notes.region} --client-id ${notes.client} \\\n  --username $EMAIL --confirmation-code $CODE`,
    },
    { says: 'The user pool’s public keys.', command: `curl https://${notes.provider}/.well-known/jwks.json` },
    {
      says: 'A request to your own API.',
      command: `curl -X POST ${apiUrl}notes -H "authorization: Bearer $ACCESS_TOKEN" \\\n  -H 'content-type: application/json' -d '{"text": "Low tide at nine."}'`,
    },
  ],
  furtherReading: [
    { title: 'Verifying JSON web tokens', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html' },
    { title: 'Signing up and confirming user accounts', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html' },
    { title: 'HTTP APIs: JWT authorizers', href: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html' },
    { title: 'Lambda execution role', href: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html' },
  ],
};
