import { defaultStart, from, type Expression, type Input, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { get, patch, put } from '../../lib/world/world';
import { send, wait } from './change';
import type { Walkthrough } from './walkthrough';

const cleo = 'cleo@notes.example';
const invitation = 'Sea-breeze-5-gulls';
/** The secret that Ana’s authenticator shares with the user pool. */
const anaSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSW';

const pool = get(notesWorld, 'AWS::Cognito::UserPool', notes.userPool);
const withMfa = patch(notesWorld, 'AWS::Cognito::UserPool', notes.userPool, {
  MfaConfiguration: 'ON',
  SoftwareTokenMfaConfiguration: { Enabled: true },
  SmsMfaConfiguration: {},
  SchemaAttributes: pool?.SchemaAttributes?.map((one) => (one.Name === 'name' ? { ...one, Required: true } : one)),
});
const ana = get(withMfa, 'AWS::Cognito::UserPoolUser', `${notes.userPool}/${notes.ana}`);
const withAna = patch(withMfa, 'AWS::Cognito::UserPoolUser', `${notes.userPool}/${notes.ana}`, {
  Attributes: { ...ana?.Attributes, phone_number: '+12065550100', phone_number_verified: 'true' },
  totpSecret: anaSecret,
  mfa: { enabled: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'] },
});

/** The notes app with a second factor required; Cleo has been invited yesterday, Ana has two factors set up. */
const world = put(withAna, 'AWS::Cognito::UserPoolUser', `${notes.userPool}/${cleo}`, {
  UserPoolId: notes.userPool,
  Username: cleo,
  Attributes: { sub: '7e2a5c10-94f3-4d0b-a1c8-3b6d9e0f4a77', email: cleo, email_verified: 'true' },
  Groups: [],
  UserStatus: 'FORCE_CHANGE_PASSWORD',
  Enabled: true,
  password: invitation,
  temporaryPasswordAt: defaultStart - 86_400,
});

const signIn = (USERNAME: string, PASSWORD: string) => ({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME, PASSWORD } });

const respond = (ChallengeName: string, Session: Expression, ChallengeResponses: Input) => ({ ChallengeName, ClientId: notes.client, Session, ChallengeResponses });

/** Cleo signs in for the first time, through three challenges; then Ana, who may choose. */
const scenario: Scenario = {
  world,
  people: {
    cleo: { name: 'Cleo’s browser', kind: 'user', detail: 'invited yesterday' },
    ana: { name: 'Ana’s browser', kind: 'user', detail: 'has two factors' },
  },
  start: defaultStart,
  ends: 'ok',
  calls: [
    { id: 'sign-in', by: 'cleo', operation: 'cognito-idp:InitiateAuth', input: signIn(cleo, invitation) },
    {
      id: 'new-password',
      by: 'cleo',
      operation: 'cognito-idp:RespondToAuthChallenge',
      after: 40,
      input: respond('NEW_PASSWORD_REQUIRED', from('sign-in', 'Session'), {
        USERNAME: cleo,
        NEW_PASSWORD: 'Driftwood-8-terns',
        'userAttributes.name': 'Cleo',
      }),
    },
    { id: 'associate', by: 'cleo', operation: 'cognito-idp:AssociateSoftwareToken', after: 1, input: { Session: from('new-password', 'Session') } },
    {
      id: 'verify',
      by: 'cleo',
      operation: 'cognito-idp:VerifySoftwareToken',
      after: 75,
      input: { Session: from('associate', 'Session'), UserCode: { $totp: from('associate', 'SecretCode') }, FriendlyDeviceName: 'Cleo’s phone' },
    },
    {
      id: 'finish-setup',
      by: 'cleo',
      operation: 'cognito-idp:RespondToAuthChallenge',
      after: 1,
      input: respond('MFA_SETUP', from('verify', 'Session'), { USERNAME: cleo }),
    },
    { id: 'ana-sign-in', by: 'ana', operation: 'cognito-idp:InitiateAuth', after: 600, input: signIn(notes.ana, notes.anaPassword) },
    {
      id: 'ana-choose',
      by: 'ana',
      operation: 'cognito-idp:RespondToAuthChallenge',
      after: 5,
      input: respond('SELECT_MFA_TYPE', from('ana-sign-in', 'Session'), { USERNAME: notes.ana, ANSWER: 'SOFTWARE_TOKEN_MFA' }),
    },
    {
      id: 'ana-code',
      by: 'ana',
      operation: 'cognito-idp:RespondToAuthChallenge',
      after: 15,
      input: respond('SOFTWARE_TOKEN_MFA', from('ana-choose', 'Session'), { USERNAME: notes.ana, SOFTWARE_TOKEN_MFA_CODE: { $totp: anaSecret } }),
    },
  ],
};

/** A challenge’s responses with some of them replaced. */
function answer(scenario: Scenario, id: string, responses: Input): Scenario {
  return send(scenario, id, ({ ChallengeResponses }) => ({ ChallengeResponses: { ...(ChallengeResponses as Input), ...responses } }));
}

export const challenges: Walkthrough = {
  slug: 'challenges',
  number: 14,
  title: 'Challenges: a new password, an authenticator, a choice',
  shortTitle: 'Challenges',
  question: 'What comes back instead of tokens?',
  chapter: 'In your application',
  minutes: 10,
  zones: ['app', 'authn'],
  scenario,
  locals: [],
  narration: {
    'sign-in': {
      title: 'The password from the invitation',
      caption: 'Cleo was invited yesterday. She signs in with the temporary password from the e-mail.',
      explain: [
        'An administrator made her account with `AdminCreateUser`. Her status is `FORCE_CHANGE_PASSWORD`: the temporary password is good for one purpose, and for seven days unless the pool says otherwise.',
        'The user pool also has `MfaConfiguration` set to `ON`. Nobody gets tokens here for a password alone.',
      ],
    },
    'sign-in/answer': {
      title: 'Right, and not yet in',
      caption: 'The password is right. Instead of tokens comes a challenge: choose a new password.',
      explain: [
        'A [challenge](term:challenge) is a successful answer, with status 200 and without `AuthenticationResult`. `ChallengeName` says what is wanted: `NEW_PASSWORD_REQUIRED`. Code that goes straight for the tokens stumbles here.',
        '`ChallengeParameters` has two JSON texts: `requiredAttributes`, what the pool requires and Cleo does not have yet, her name; and `userAttributes`, what it has.',
        '`Session` ties the next call to this one. It is good once, for three minutes, or for what the app client sets as `AuthSessionValidity`, up to fifteen.',
      ],
    },
    'new-password': {
      title: 'The answer to the first challenge',
      caption: 'Cleo chooses a password and gives her name. The browser answers the challenge with both, and with the Session.',
      explain: [
        '`RespondToAuthChallenge` names the challenge it answers and carries the answers in one map. The name travels as `userAttributes.name`, because it was asked for.',
        'The temporary password has done its work. The next sign-in is with the new one.',
      ],
    },
    'new-password/answer': {
      title: 'One challenge leads to the next',
      caption: 'The password is taken. Now a second factor is needed, and Cleo has none: the next challenge is MFA_SETUP.',
      explain: [
        'This comes only where MFA is required and the user has nothing set up. `MFAS_CAN_SETUP` lists what the pool offers: text messages and authenticator apps.',
        'A sign-in is a loop: as long as the answer names a challenge, answer it. How many there will be, the app need not know.',
      ],
    },
    associate: {
      title: 'A secret for two',
      caption: 'The browser asks for a secret that an authenticator app can share with the user pool.',
      explain: ['`AssociateSoftwareToken` takes the Session here, because Cleo has no access token yet. Someone who is signed in already calls it with an access token, from the settings page.'],
    },
    'associate/answer': {
      title: 'Shown once, as a picture',
      caption: 'The user pool makes up a secret. The browser shows it as a QR code, and Cleo’s authenticator reads it.',
      explain: [
        'The app writes `SecretCode` into an `otpauth://` address and draws that as a QR code. From the secret and the time of day the authenticator works out six digits, new ones every half minute. The user pool works out the same.',
        'The answer has a new Session. The old one is used up.',
      ],
      note: { title: 'Worth protecting', text: 'This secret is the second factor. Do not log it, and do not send it to a service that draws QR codes.' },
    },
    verify: {
      title: 'Show that it arrived',
      caption: 'Cleo types the six digits that her authenticator shows. The browser sends them to the user pool.',
      explain: ['`VerifySoftwareToken` compares them with its own. Without this step people would lock themselves out with a secret that was never read.'],
    },
    'verify/answer': {
      title: 'Registered, and still not in',
      caption: 'The code fits: Status is SUCCESS. The authenticator is registered, and there is another Session.',
      explain: [
        'SUCCESS is about the authenticator, not about the sign-in. The challenge `MFA_SETUP` is still open.',
        'Three calls, three Sessions. Keep only the newest: each is good for the one next step.',
      ],
    },
    'finish-setup': {
      title: 'The answer to MFA_SETUP',
      caption: 'The browser answers the challenge with nothing but Cleo’s name and the newest Session.',
      explain: ['No code is sent: the user pool has seen one a moment ago, in this very sign-in. The Session says so.'],
    },
    'finish-setup/answer': {
      title: 'Tokens, at last',
      caption: 'Three challenges have been met. The user pool answers with tokens.',
      explain: [
        'They are the same three as after a password alone. [Who Cleo is](who) has been shown more thoroughly; what she [may do](may) is not affected by it.',
        'At her next sign-in the pool will ask for a code from her authenticator right after the password: `SOFTWARE_TOKEN_MFA`.',
      ],
    },
    'ana-sign-in': {
      title: 'Ana has two second factors',
      caption: 'Ana signs in too. She has registered her phone number and an authenticator, and prefers neither.',
      explain: ['Her first factor is her password, as before. Which second factor is asked for depends on what she has switched on.'],
    },
    'ana-sign-in/answer': {
      title: 'A choice',
      caption: 'The user pool lets her choose: SELECT_MFA_TYPE, a text message or the authenticator.',
      explain: [
        '`MFAS_CAN_CHOOSE` lists what Ana has. Had she set one as preferred, with `SetUserMFAPreference`, it would be asked for directly.',
        'Do not confuse it with `SELECT_CHALLENGE`. That one comes with `USER_AUTH` and is a choice of the **first** factor: password, a code by e-mail or text message, a passkey.',
      ],
    },
    'ana-choose': {
      title: 'The authenticator, please',
      caption: 'Ana picks the authenticator. The browser answers with that choice.',
      explain: ['`ANSWER` is the name of the challenge she would like to get. The choice itself proves nothing; it only says which question comes next.'],
    },
    'ana-choose/answer': {
      title: 'What she asked for',
      caption: 'The next challenge is SOFTWARE_TOKEN_MFA, with a Session of its own.',
      explain: ['Nothing was sent to Ana. Had she chosen the text message, the user pool would have sent a code, and every such message costs money.'],
    },
    'ana-code': {
      title: 'Six digits, good for half a minute',
      caption: 'Ana types the digits that her authenticator shows now.',
      explain: [
        'Digits and time are the proof. Whoever reads over her shoulder has seconds, and a stolen password alone opens nothing.',
        'The code is checked against the **server’s** clock. A phone whose clock is off shows wrong digits, and nobody sees why.',
      ],
    },
    'ana-code/answer': {
      title: 'Two proofs, one answer',
      caption: 'The code is right. The user pool answers with tokens.',
      explain: [
        'An identity pool that trusts this user pool takes the ID token and does not ask how it was come by. If a second factor is to protect AWS resources, require it here, in the user pool.',
      ],
    },
  },
  predictions: [
    {
      id: 'instead-of-tokens',
      at: 'sign-in',
      ask: 'The temporary password is right. What comes back?',
      context: 'Cleo’s status is FORCE_CHANGE_PASSWORD, and MFA is required in this user pool.',
      options: [
        { text: 'Tokens, with a mark that the password must change', feedback: 'Then the change would be up to the app. Whoever has tokens is in, so there are none until everything has been asked.' },
        { text: 'An error: change your password', feedback: 'The request was fine, so the answer is 200. It only asks for more.' },
        { text: 'A challenge, and no tokens', right: true, feedback: 'With the name of what is wanted and a Session to answer it with.' },
      ],
    },
    {
      id: 'session-as-token',
      at: 'sign-in/answer',
      ask: 'The answer has a long string, Session. What can somebody do with it who steals it?',
      context: 'It is good once, for three minutes.',
      options: [
        { text: 'Call the user pool as Cleo, as with an access token', feedback: 'No call takes it in place of a token. It stands for a sign-in that is not finished.' },
        { text: 'Answer this one challenge in her place', right: true, feedback: 'Here that would be bad enough: the thief would choose Cleo’s new password. It travels over TLS and is over in minutes.' },
        { text: 'Nothing: it is only a number for the logs', feedback: 'It carries the sign-in on: whoever holds it has already passed the password.' },
      ],
    },
    {
      id: 'signed-in-yet',
      at: 'verify/answer',
      ask: 'The status is SUCCESS. Is Cleo signed in?',
      context: 'Her authenticator has shown the right code.',
      options: [
        { text: 'Yes, both factors have been shown', feedback: 'Shown, but the challenge MFA_SETUP has not been answered. No tokens have come.' },
        { text: 'No, the challenge MFA_SETUP is still open', right: true, feedback: 'One more call, with the Session that came with this answer.' },
        { text: 'No, she must now sign in again with a code', feedback: 'Next time. This sign-in goes on: the user pool saw a code a moment ago.' },
      ],
    },
  ],
  switches: [
    {
      id: 'slow',
      label: 'Four minutes’ thought',
      change: (scenario) => wait(scenario, 'new-password', 4 * 60),
      refused: {
        step: 'new-password',
        rule: 'sessionCurrent',
        code: 'NotAuthorizedException',
        message: 'Invalid session for the user, session is expired.',
      },
      narration: {
        'new-password': {
          title: 'A good password takes its time',
          caption: 'Cleo thinks about her new password for more than four minutes. The Session was good for three.',
          explain: [
            'Forms stay open, people look for a pen. The default of three minutes is [short for a new password](refused), and shorter still for installing an authenticator.',
            'Nothing is lost: the temporary password is still good.',
          ],
        },
        'new-password/answer': {
          title: 'Expired',
          caption: 'The browser is told that the session is expired. It means the Session of the challenge.',
          explain: ['There is no way to prolong a Session. Begin again with `InitiateAuth`; an app that still has the password in the form can do so unasked.'],
        },
      },
      fix: {
        text: 'Give people more time: AuthSessionValidity, up to 15 minutes. Send all of the app client’s settings along: the update resets what is left out.',
        command: `aws cognito-idp update-user-pool-client --user-pool-id ${notes.userPool} --client-id ${notes.client} \\\n  --auth-session-validity 15 --prevent-user-existence-errors ENABLED \\\n  --explicit-auth-flows ALLOW_USER_SRP_AUTH ALLOW_USER_PASSWORD_AUTH ALLOW_REFRESH_TOKEN_AUTH \\\n  --read-attributes email email_verified name --write-attributes email name`,
      },
    },
    {
      id: 'weak',
      label: 'A weak new password',
      change: (scenario) => answer(scenario, 'new-password', { NEW_PASSWORD: 'driftwood' }),
      refused: {
        step: 'new-password',
        rule: 'passwordPolicy',
        code: 'InvalidPasswordException',
        message: 'Password did not conform with policy: Password must have uppercase characters',
      },
      narration: {
        'new-password': {
          title: 'One thing at a time',
          caption: 'Cleo chooses “driftwood”. The pool’s policy wants upper case, digits and symbols, too.',
          explain: ['The user pool checks its policy itself. What a form checks on the page is a courtesy; [this is the rule](refused).'],
        },
        'new-password/answer': {
          title: 'The first thing that is missing',
          caption: 'The browser is told what the password lacks first: uppercase characters.',
          explain: ['Only one lack is named each time, so people learn the policy by failing. Show all of it beside the field.'],
        },
      },
      fix: { text: 'Show the whole policy beside the field, and check it there as well.', check: 'UPL-08' },
    },
    {
      id: 'email-again',
      label: 'The e-mail sent along',
      change: (scenario) => answer(scenario, 'new-password', { 'userAttributes.email': cleo }),
      refused: { step: 'new-password', rule: 'givenAttributes', code: 'NotAuthorizedException', message: 'Cannot modify an already provided email' },
      narration: {
        'new-password': {
          title: 'More than was asked',
          caption: 'The app sends back all attributes that came with the challenge, and the e-mail address is among them.',
          explain: [
            'The challenge lists two kinds of attributes. `requiredAttributes` are asked for; `userAttributes` are only shown. Sending [what is there already](refused) is refused, even if nothing changes.',
            'Otherwise whoever has a temporary password could put another address on the account.',
          ],
        },
        'new-password/answer': {
          title: 'Cannot modify',
          caption: 'The browser is told that an e-mail address that was already provided cannot be modified.',
          explain: ['Often met in code that copies `userAttributes` into the answer. Leave out everything that was not in `requiredAttributes`.'],
        },
      },
      fix: { text: 'Send only the attributes that requiredAttributes names.' },
    },
    {
      id: 'wrong-digits',
      label: 'Wrong digits at set-up',
      change: (scenario) => send(scenario, 'verify', () => ({ UserCode: { $totp: 'ANOTHERSECRETOFANOTHERAUTHENTICATORENTRYALTOGETHER234' } })),
      refused: {
        step: 'verify',
        rule: 'userCode',
        code: 'EnableSoftwareTokenMFAException',
        message: 'Code mismatch and fail enable Software Token MFA',
      },
      narration: {
        verify: {
          title: 'The line below',
          caption: 'Cleo’s authenticator has several entries, and she reads the digits of another one.',
          explain: ['The user pool works out from the secret what the right entry shows at this time. [These digits](refused) are made from another secret.'],
        },
        'verify/answer': {
          title: 'Not enabled',
          caption: 'The browser is told that the code does not match and that the authenticator was not enabled.',
          explain: ['If it keeps happening with the right entry, look at the phone’s clock: the digits are made from the time.'],
        },
      },
      fix: { text: 'Read the newest digits of the right entry, and let the phone set its clock by the network.' },
    },
    {
      id: 'old-session',
      label: 'An earlier Session',
      change: (scenario) => send(scenario, 'finish-setup', () => ({ Session: from('associate', 'Session') })),
      refused: {
        step: 'finish-setup',
        rule: 'sessionOnce',
        code: 'NotAuthorizedException',
        message: 'Invalid session for the user, session can only be used once.',
      },
      narration: {
        'finish-setup': {
          title: 'The Session before last',
          caption: 'The app kept the Session from AssociateSoftwareToken and sends it once more.',
          explain: [
            'That one was used up by `VerifySoftwareToken`, which gave a new one in return. A Session answers [one step](refused); keeping a recorded sign-in is worth nothing.',
            'The authenticator is registered all the same. At the next sign-in Cleo will be asked for a code.',
          ],
        },
        'finish-setup/answer': {
          title: 'Only once',
          caption: 'The browser is told that a session can only be used once.',
          explain: ['The same words come when an impatient finger sends a form twice: the first of the two went through.'],
        },
      },
      fix: { text: 'Take the Session from each answer, and put it into the next call.' },
    },
    {
      id: 'wrong-code',
      label: 'A wrong code',
      change: (scenario) => answer(scenario, 'ana-code', { SOFTWARE_TOKEN_MFA_CODE: { $totp: 'THISISTHESECRETOFANAUTHENTICATORTHATANADOESNOTHAVE234' } }),
      refused: { step: 'ana-code', rule: 'oneTimePassword', code: 'CodeMismatchException', message: 'Invalid code or auth state for the user.' },
      narration: {
        'ana-code': {
          title: 'A password without the phone',
          caption: 'Somebody has Ana’s password and guesses the digits.',
          explain: ['The first factor was right. The second one is not to be [guessed](refused): a million possibilities, and half a minute.'],
        },
        'ana-code/answer': {
          title: 'Invalid code or auth state',
          caption: 'The browser is told that the code or the state of the sign-in is invalid.',
          explain: ['Ana herself would read the same after a slip. Ask for the digits that are shown now.'],
        },
      },
      fix: { text: 'Ask for the current digits. If this comes often and from one place, look at the logs: somebody may have the password.', check: 'UPL-07' },
    },
  ],
  amplify: [
    {
      steps: ['sign-in'],
      text: `import { confirmSignIn, signIn } from 'aws-amplify/auth';

let { nextStep } = await signIn({ username, password, options: { authFlowType: 'USER_PASSWORD_AUTH' } });
// nextStep.signInStep: CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED
`,
    },
    {
      steps: ['new-password', 'associate'],
      text: `({ nextStep } = await confirmSignIn({ challengeResponse: newPassword, options: { userAttributes: { name } } }));
// Amplify has fetched the secret already
if (nextStep.signInStep === 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP') {
  showQrCode(nextStep.totpSetupDetails.getSetupUri('Notes'));
}
`,
    },
    { steps: ['verify', 'finish-setup'], text: '({ nextStep } = await confirmSignIn({ challengeResponse: digits }));\n// DONE\n' },
    { steps: ['ana-sign-in'], text: '\n// Ana, in her own browser: CONTINUE_SIGN_IN_WITH_MFA_SELECTION, with nextStep.allowedMFATypes\nawait signIn({ username, password, options: { authFlowType: \'USER_PASSWORD_AUTH\' } });\n' },
    { steps: ['ana-choose'], text: 'await confirmSignIn({ challengeResponse: \'TOTP\' });\n' },
    { steps: ['ana-code'], text: 'await confirmSignIn({ challengeResponse: digits });\n' },
  ],
  reproduce: [
    {
      says: 'An invitation. This one needs AWS credentials.',
      command: `aws cognito-idp admin-create-user --user-pool-id ${notes.userPool} --username ${cleo}`,
    },
    {
      says: 'The first sign-in. The answer has a ChallengeName and a Session.',
      command: `aws cognito-idp initiate-auth --no-sign-request --region ${notes.region} --client-id ${notes.client} \\\n  --auth-flow USER_PASSWORD_AUTH --auth-parameters USERNAME=${cleo},PASSWORD=$PASSWORD`,
    },
    {
      says: 'The answer to it. Take the Session of each answer into the next call.',
      command: `aws cognito-idp respond-to-auth-challenge --no-sign-request --region ${notes.region} --client-id ${notes.client} \\\n  --challenge-name NEW_PASSWORD_REQUIRED --session $SESSION \\\n  --challenge-responses USERNAME=${cleo},NEW_PASSWORD=$NEW_PASSWORD,userAttributes.name=Cleo`,
    },
    {
      says: 'The authenticator’s secret, and the proof that it arrived.',
      command: `aws cognito-idp associate-software-token --no-sign-request --region ${notes.region} --session $SESSION\naws cognito-idp verify-software-token --no-sign-request --region ${notes.region} --session $SESSION --user-code $DIGITS`,
    },
  ],
  furtherReading: [
    { title: 'RespondToAuthChallenge', href: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html' },
    { title: 'Adding MFA to a user pool', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html' },
    { title: 'TOTP software token MFA', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-totp.html' },
    { title: 'Authentication flows of user pools', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow.html' },
  ],
};
