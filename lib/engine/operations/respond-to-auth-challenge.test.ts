import { describe, expect, test } from 'vitest';
import { notes } from '../../world/accounts/notes';
import type { World } from '../../world/world';
import { run } from '../run';
import { from, type Call, type Input, type InputValue, type Scenario } from '../scenario';
import type { RespondRule } from '../user-pool-respond';
import { AdminRespondToAuthChallenge } from './admin-respond-to-auth-challenge';
import { describeOperation } from './describe-operation.testing';
import { hostedWorld, login } from './hosted-ui.testing';
import { RespondToAuthChallenge } from './respond-to-auth-challenge';
import {
  admin, answerSrp, idp, pool, refused, refusesPools, rightHash, scenario, secret, signIn, startSrp, triggerRefusals, withAna, withClient, withPool, withTrigger,
} from './user-pool.testing';

const totpSecret = 'ANASAUTHENTICATOR';
const phone = '+15550001234';
const open = withClient({ ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_CUSTOM_AUTH'] });
const invited = withAna({ UserStatus: 'FORCE_CHANGE_PASSWORD', UserCreateDate: undefined }, open);
const nameless = withPool(
  { SchemaAttributes: [{ Name: 'email', Required: true }, { Name: 'name', Required: true }] },
  withAna({ Attributes: { sub: 's', email: notes.ana } }, invited),
);
const factors = { SoftwareTokenMfaConfiguration: { Enabled: true }, SmsMfaConfiguration: {}, EmailMfaConfiguration: {} };
const optional = withPool({ MfaConfiguration: 'OPTIONAL', ...factors }, open);
const withFactors = (enabled: readonly string[], preferred?: string) =>
  withAna({ totpSecret, mfa: { enabled, preferred }, Attributes: { sub: 's', email: notes.ana, email_verified: 'true', phone_number: phone } }, optional);
const required = withPool({ MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } }, open);
const byCode = withPool({ Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } } }, open);
const custom = withTrigger(
  'VerifyAuthChallengeResponse',
  { answerCorrect: 'privateChallengeParameters.answer' },
  withTrigger(
    'CreateAuthChallenge',
    { publicChallengeParameters: { question: 'Which beach?' }, privateChallengeParameters: { answer: 'North' } },
    withTrigger('DefineAuthChallenge', { challenges: 2, wrongAnswers: 2 }, open),
  ),
);

type Answer = (ChallengeName: string, ChallengeResponses: Input, more?: Partial<Call>, Session?: InputValue, ClientId?: string) => Call;

const publicly: Answer = (ChallengeName, ChallengeResponses, more = {}, Session = from('sign-in', 'Session'), ClientId = notes.client) =>
  idp(more.id ?? 'answer', 'RespondToAuthChallenge', { ChallengeName, ClientId, Session, ChallengeResponses: { USERNAME: notes.ana, ...ChallengeResponses } }, more);
const asAdmin: Answer = (ChallengeName, ChallengeResponses, more = {}, Session = from('sign-in', 'Session'), ClientId = notes.client) =>
  admin(
    more.id ?? 'answer',
    'AdminRespondToAuthChallenge',
    { ...pool, ChallengeName, ClientId, Session, ChallengeResponses: { USERNAME: notes.ana, ...ChallengeResponses } },
    more,
  );

const choose = idp('sign-in', 'InitiateAuth', { AuthFlow: 'USER_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana } });
const customSignIn = idp('sign-in', 'InitiateAuth', { AuthFlow: 'CUSTOM_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana } });
const totp = { SOFTWARE_TOKEN_MFA_CODE: { $totp: totpSecret } };
const associate = idp('associate', 'AssociateSoftwareToken', { Session: from('sign-in', 'Session') });
const verify = idp('verify', 'VerifySoftwareToken', { Session: from('associate', 'Session'), UserCode: { $totp: from('associate', 'SecretCode') } });

const newPasswordSignIn = idp('sign-in', 'InitiateAuth', {
  AuthFlow: 'USER_PASSWORD_AUTH',
  ClientId: notes.client,
  AuthParameters: { USERNAME: notes.ana, PASSWORD: notes.anaPassword, SECRET_HASH: rightHash() },
});

function refusals(answer: Answer): { readonly [R in RespondRule | 'client']: Scenario } {
  const newPassword = (fields: Input = {}, more?: Partial<Call>) => answer('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: 'Rock-pool-5-kelp', ...fields }, more);
  const srp = (password: string, fields: Input = {}, more?: Partial<Call>) =>
    answer(
      'PASSWORD_VERIFIER',
      {
        PASSWORD_CLAIM_SECRET_BLOCK: from('srp', 'ChallengeParameters.SECRET_BLOCK'),
        PASSWORD_CLAIM_SIGNATURE: { $proof: { password, challenge: 'srp' } },
        ...fields,
      },
      more,
      from('srp', 'ChallengeParameters.SECRET_BLOCK'),
    );
  const right = (more?: Partial<Call>) => srp(notes.anaPassword, {}, more);
  const five = ['1', '2', '3', '4', '5'].flatMap((n) => [
    idp(`begin-${n}`, 'InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD: 'x' } }, { goesOn: true }),
  ]);
  const totpWorld = withFactors(['SOFTWARE_TOKEN_MFA']);
  return {
    client: refused('ResourceNotFoundException', [signIn(), answer('NEW_PASSWORD_REQUIRED', {}, {}, from('sign-in', 'Session'), 'nobodysclient')], invited),
    secretHash: refused('NotAuthorizedException', [newPasswordSignIn, newPassword()], withClient({ ClientSecret: secret }, invited)),
    secret: refused('NotAuthorizedException', [newPasswordSignIn, newPassword({ SECRET_HASH: 'a guess' })], withClient({ ClientSecret: secret }, invited)),
    session: refused('NotAuthorizedException', [answer('SMS_MFA', { SMS_MFA_CODE: '123456' }, {}, 'a session that I made up')], open),
    sessionOnce: refused('NotAuthorizedException', [signIn(), newPassword(), newPassword({}, { id: 'again' })], invited),
    sessionCurrent: refused('NotAuthorizedException', [signIn(), newPassword({}, { after: 180 })], invited),
    parameter: refused('InvalidParameterException', [signIn(), answer('NEW_PASSWORD_REQUIRED', {})], invited),
    attempts: refused('NotAuthorizedException', [startSrp(), ...five, right()], open),
    password: refused('NotAuthorizedException', [startSrp(), srp('not it')], open),
    reset: refused('PasswordResetRequiredException', [startSrp(), admin('reset', 'AdminResetUserPassword', { ...pool, Username: notes.ana }), right()], open),
    enabled: refused('NotAuthorizedException', [startSrp(), right()], withAna({ Enabled: false }, open)),
    confirmed: refused('UserNotConfirmedException', [startSrp(), right()], withAna({ UserStatus: 'UNCONFIRMED' }, open)),
    temporaryPassword: refused('NotAuthorizedException', [startSrp(), right()], withAna({ UserStatus: 'FORCE_CHANGE_PASSWORD' }, open)),
    ...triggerRefusals('PostAuthentication', [startSrp(), right()], open),
    passwordPolicy: refused('InvalidPasswordException', [signIn(), newPassword({ NEW_PASSWORD: 'short' })], invited),
    requiredAttributes: refused('InvalidParameterException', [signIn(), newPassword()], nameless),
    givenAttributes: refused('NotAuthorizedException', [signIn(), newPassword({ 'userAttributes.email': notes.ana })], invited),
    oneTimePassword: refused('CodeMismatchException', [signIn(), answer('SOFTWARE_TOKEN_MFA', { SOFTWARE_TOKEN_MFA_CODE: 'guess' })], totpWorld),
    unusedCode: refused(
      'ExpiredCodeException',
      [signIn(), answer('SOFTWARE_TOKEN_MFA', totp), signIn('again'), answer('SOFTWARE_TOKEN_MFA', totp, { id: 'replay' }, from('again', 'Session'))],
      totpWorld,
    ),
    choice: refused('InvalidParameterException', [signIn(), answer('SELECT_MFA_TYPE', { ANSWER: 'EMAIL_OTP' })], withFactors(['SMS_MFA', 'SOFTWARE_TOKEN_MFA'])),
    setUp: refused('NotAuthorizedException', [signIn(), answer('MFA_SETUP', {})], required),
    customAnswer: refused(
      'NotAuthorizedException',
      [customSignIn, answer('CUSTOM_CHALLENGE', { ANSWER: 'South' }), answer('CUSTOM_CHALLENGE', { ANSWER: 'East' }, { id: 'again' }, from('answer', 'Session'))],
      custom,
    ),
  };
}

const newPassword = publicly('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: 'Rock-pool-5-kelp' });
const readMail = { $code: notes.ana };
const last = (calls: readonly Call[], world: World) => run(scenario(calls, world)).steps.at(-1);

describeOperation(RespondToAuthChallenge, {
  allows: {
    'SRP’s proof': scenario([startSrp(), answerSrp()]),
    'a new password for a temporary one': scenario([signIn(), newPassword], invited),
    'a new password with the attributes that are missing': scenario(
      [signIn(), publicly('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: 'Rock-pool-5-kelp', 'userAttributes.name': 'Ana' })],
      nameless,
    ),
    'an authenticator’s code': scenario([signIn(), publicly('SOFTWARE_TOKEN_MFA', totp)], withFactors(['SOFTWARE_TOKEN_MFA'])),
    'an authenticator’s code half a minute late': scenario(
      [signIn(), publicly('SOFTWARE_TOKEN_MFA', { SOFTWARE_TOKEN_MFA_CODE: { $totp: totpSecret } }, { after: 20 })],
      withFactors(['SOFTWARE_TOKEN_MFA']),
    ),
    'a text message’s code': scenario([signIn(), publicly('SMS_MFA', { SMS_MFA_CODE: { $code: phone } })], withFactors(['SMS_MFA'])),
    'an e-mail’s code': scenario([signIn(), publicly('EMAIL_OTP', { EMAIL_OTP_CODE: readMail })], withFactors(['EMAIL_OTP'])),
    'the choice of a second factor': scenario(
      [
        signIn(),
        publicly('SELECT_MFA_TYPE', { ANSWER: 'SMS_MFA' }),
        publicly('SMS_MFA', { SMS_MFA_CODE: { $code: phone } }, { id: 'code' }, from('answer', 'Session')),
      ],
      withFactors(['SMS_MFA', 'SOFTWARE_TOKEN_MFA']),
    ),
    'the set-up of an authenticator': scenario([signIn(), associate, verify, publicly('MFA_SETUP', {}, {}, from('verify', 'Session'))], required),
    'the choice of a password': scenario([choose, publicly('SELECT_CHALLENGE', { ANSWER: 'PASSWORD', PASSWORD: notes.anaPassword })], byCode),
    'the choice of a code by e-mail': scenario(
      [choose, publicly('SELECT_CHALLENGE', { ANSWER: 'EMAIL_OTP' }), publicly('EMAIL_OTP', { EMAIL_OTP_CODE: readMail }, { id: 'code' }, from('answer', 'Session'))],
      byCode,
    ),
    'the choice of SRP': scenario(
      [
        { ...choose, id: 'choose' },
        publicly('SELECT_CHALLENGE', { ANSWER: 'PASSWORD_SRP', SRP_A: 'ab12' }, { id: 'srp' }, from('choose', 'Session')),
        { ...answerSrp(), input: { ...answerSrp().input, Session: from('srp', 'Session') } },
      ],
      byCode,
    ),
    'the answers to custom challenges, one wrong among them': scenario(
      [
        customSignIn,
        publicly('CUSTOM_CHALLENGE', { ANSWER: 'South' }),
        publicly('CUSTOM_CHALLENGE', { ANSWER: 'North' }, { id: 'second' }, from('answer', 'Session')),
        publicly('CUSTOM_CHALLENGE', { ANSWER: 'North' }, { id: 'third' }, from('second', 'Session')),
      ],
      custom,
    ),
  },
  refuses: refusals(publicly),
});

describeOperation(AdminRespondToAuthChallenge, {
  allows: { 'a new password': scenario([signIn(), asAdmin('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: 'Rock-pool-5-kelp' })], invited) },
  refuses: { ...refusesPools('AdminRespondToAuthChallenge', { ChallengeName: 'SMS_MFA' }), ...refusals(asAdmin) },
});

describe('a sign-in goes on', () => {
  test('to a password after the first custom challenge, when SRP comes first', () => {
    const begin = { AuthFlow: 'CUSTOM_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, CHALLENGE_NAME: 'SRP_A', SRP_A: 'ab12' } };
    const answered = { ...answerSrp('answer'), input: { ...answerSrp().input, Session: from('srp', 'Session') } };
    expect(last([idp('srp', 'InitiateAuth', begin), answered], custom)?.output).toMatchObject({
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeParameters: { question: 'Which beach?' },
    });
  });

  test('to a second factor after a new password', () => {
    const world = withPool({ MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } }, invited);
    expect(last([signIn(), newPassword], world)?.output).toMatchObject({ ChallengeName: 'MFA_SETUP' });
  });

  test('to the preferred of several second factors without a choice', () => {
    expect(last([signIn()], withFactors(['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], 'SOFTWARE_TOKEN_MFA'))?.output).toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA' });
    expect(last([signIn()], withFactors(['SMS_MFA', 'SOFTWARE_TOKEN_MFA']))?.output).toMatchObject({
      ChallengeName: 'SELECT_MFA_TYPE',
      ChallengeParameters: { MFAS_CAN_CHOOSE: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]' },
    });
  });

  test('to tokens where MFA is optional and the user has none', () => {
    expect(last([signIn()], optional)?.output).toHaveProperty('AuthenticationResult');
  });

  test('with the same session after a wrong one-time code', () => {
    const guess = publicly('SMS_MFA', { SMS_MFA_CODE: '0' }, { id: 'guess', goesOn: true });
    const right = publicly('SMS_MFA', { SMS_MFA_CODE: { $code: phone } });
    expect(last([signIn(), guess, right], withFactors(['SMS_MFA']))?.output).toHaveProperty('AuthenticationResult');
  });

  test('for the app client alone that began it', () => {
    const other = admin('client', 'CreateUserPoolClient', { ...pool, ClientName: 'another' });
    const stolen = idp('answer', 'RespondToAuthChallenge', {
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ClientId: from('client', 'UserPoolClient.ClientId'),
      Session: from('sign-in', 'Session'),
      ChallengeResponses: { USERNAME: notes.ana, NEW_PASSWORD: 'Rock-pool-5-kelp' },
    });
    expect(last([other, signIn(), stolen], invited)?.reasons.at(-1)).toMatchObject({ rule: 'session', holds: false });
  });

  test('with a proof over the secret block of this very challenge', () => {
    const begin = (id: string) => publicly('SELECT_CHALLENGE', { ANSWER: 'PASSWORD_SRP', SRP_A: 'ab12' }, { id }, from(`choose-${id}`, 'Session'));
    const chosen = (id: string) => ({ ...choose, id: `choose-${id}` });
    const swapped = { ...answerSrp(), input: { ...answerSrp().input, Session: from('other', 'Session') } };
    expect(last([chosen('srp'), begin('srp'), chosen('other'), begin('other'), swapped], byCode)?.error?.message).toBe('Incorrect username or password.');
  });

  test('beside another sign-in of the same user, each with a code of its own', () => {
    const world = withFactors(['SMS_MFA']);
    const code = { $code: phone };
    const first = publicly('SMS_MFA', { SMS_MFA_CODE: '0' }, { id: 'first', goesOn: true });
    const newest = publicly('SMS_MFA', { SMS_MFA_CODE: code }, { id: 'newest', goesOn: true });
    const own = publicly('SMS_MFA', { SMS_MFA_CODE: code }, { id: 'own' }, from('other', 'Session'));
    const steps = run(scenario([signIn(), signIn('other'), first, newest, own], world)).steps;
    expect(steps.slice(2).map((step) => step.error?.code)).toEqual(['CodeMismatchException', 'CodeMismatchException', undefined]);
  });

  test('on the API alone when it began there', () => {
    const hosted = withPool({ MfaConfiguration: 'OPTIONAL', ...factors }, withAna({ totpSecret, mfa: { enabled: ['SOFTWARE_TOKEN_MFA'] } }, hostedWorld));
    const stolen = publicly('SOFTWARE_TOKEN_MFA', totp, {}, from('login', 'Session'));
    expect(last([login(), stolen], hosted)?.reasons.at(-1)).toMatchObject({ rule: 'session', holds: false });
  });

  test('without a word to whom a code went', () => {
    const sent = last([signIn()], withFactors(['SMS_MFA']))?.output;
    expect(sent).toMatchObject({ ChallengeParameters: { CODE_DELIVERY_DESTINATION: '+*******1234', CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS' } });
    expect(JSON.stringify(sent)).not.toContain(phone);
  });
});
