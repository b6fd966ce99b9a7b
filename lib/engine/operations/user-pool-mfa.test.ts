import { describe, expect, test } from 'vitest';
import { NotRead } from '../../world/gap';
import { run } from '../run';
import { from, type Call, type Input, type InputValue } from '../scenario';
import { AdminSetUserMFAPreference } from './admin-set-user-mfa-preference';
import { AssociateSoftwareToken } from './associate-software-token';
import { describeOperation } from './describe-operation.testing';
import { SetUserMFAPreference } from './set-user-mfa-preference';
import { admin, ana, idp, refused, refusesAccessTokens, refusesUsers, scenario, signIn, token, withAna, withPool } from './user-pool.testing';
import { VerifySoftwareToken } from './verify-software-token';

const totpOn = { SoftwareTokenMfaConfiguration: { Enabled: true } };
const optional = withPool({ MfaConfiguration: 'OPTIONAL', ...totpOn });
const needed = withPool({ MfaConfiguration: 'ON', ...totpOn });
const smsOnly = withPool({ MfaConfiguration: 'OPTIONAL', SmsMfaConfiguration: {} });

const mine = token('AccessToken');
const session = from('sign-in', 'Session');
const code = (call = 'associate') => ({ $totp: from(call, 'SecretCode') });
const associate = (fields: Input, more: Partial<Call> = {}) => idp(more.id ?? 'associate', 'AssociateSoftwareToken', fields, more);
const verify = (fields: Input, more: Partial<Call> = {}) => idp(more.id ?? 'verify', 'VerifySoftwareToken', fields, more);
const prefer = (AccessToken: InputValue, fields: Input = { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } }, more: Partial<Call> = {}) =>
  idp('prefer', 'SetUserMFAPreference', { AccessToken, ...fields }, more);
const preferFor = (fields: Input) => admin('prefer', 'AdminSetUserMFAPreference', { ...ana, ...fields });

const sessions = (use: (Session: InputValue, more?: Partial<Call>) => Call) => ({
  session: refused('NotAuthorizedException', [use('a session that I made up')], needed),
  sessionOnce: refused('NotAuthorizedException', [signIn(), associate({ Session: session }, { id: 'first' }), use(session)], needed),
  sessionCurrent: refused('NotAuthorizedException', [signIn(), use(session, { after: 180 })], needed),
});

describeOperation(AssociateSoftwareToken, {
  allows: {
    'with an access token': scenario([signIn(), associate({ AccessToken: mine })], optional),
    'in the middle of a sign-in': scenario([signIn(), associate({ Session: session })], needed),
  },
  refuses: {
    ...refusesAccessTokens((AccessToken, more) => associate({ AccessToken }, more), optional),
    ...sessions((Session, more) => associate({ Session }, more)),
    softwareTokens: refused('SoftwareTokenMFANotFoundException', [signIn(), associate({ AccessToken: mine })], smsOnly),
  },
});

describeOperation(VerifySoftwareToken, {
  allows: {
    'with an access token': scenario([signIn(), associate({ AccessToken: mine }), verify({ AccessToken: mine, UserCode: code() })], optional),
    'in the middle of a sign-in': scenario(
      [signIn(), associate({ Session: session }), verify({ Session: from('associate', 'Session'), UserCode: code() })],
      needed,
    ),
  },
  refuses: {
    ...refusesAccessTokens((AccessToken, more) => verify({ AccessToken, UserCode: '1' }, more), optional),
    ...sessions((Session, more) => verify({ Session, UserCode: '1' }, more)),
    softwareTokens: refused('SoftwareTokenMFANotFoundException', [signIn(), verify({ AccessToken: mine, UserCode: '1' })], smsOnly),
    userCode: refused('EnableSoftwareTokenMFAException', [signIn(), associate({ AccessToken: mine }), verify({ AccessToken: mine, UserCode: '1' })], optional),
  },
});

const unready = {
  authenticator: { SoftwareTokenMfaSettings: { Enabled: true } },
  mfaAddress: { SMSMfaSettings: { Enabled: true } },
};

describeOperation(SetUserMFAPreference, {
  allows: {
    'an authenticator that was verified': scenario(
      [signIn(), associate({ AccessToken: mine }), verify({ AccessToken: mine, UserCode: code() }), prefer(mine)],
      optional,
    ),
  },
  refuses: {
    ...refusesAccessTokens((AccessToken, more) => prefer(AccessToken, {}, more)),
    authenticator: refused('InvalidParameterException', [signIn(), prefer(mine, unready.authenticator)], optional),
    mfaAddress: refused('InvalidParameterException', [signIn(), prefer(mine, unready.mfaAddress)], optional),
  },
});

describeOperation(AdminSetUserMFAPreference, {
  allows: { 'codes by e-mail': scenario([preferFor({ EmailMfaSettings: { Enabled: true } })]) },
  refuses: {
    ...refusesUsers('AdminSetUserMFAPreference'),
    authenticator: refused('InvalidParameterException', [preferFor(unready.authenticator)]),
    mfaAddress: refused('InvalidParameterException', [preferFor(unready.mfaAddress)]),
  },
});

describe('a second factor', () => {
  const setUp = [signIn(), associate({ AccessToken: mine }), verify({ AccessToken: mine, UserCode: code() })];
  const last = (calls: readonly Call[], world = optional) => run(scenario(calls, world)).steps.at(-1);

  test('is asked for once the user prefers it, and not before', () => {
    expect(last([...setUp, signIn('again')])?.output).toHaveProperty('AuthenticationResult');
    expect(last([...setUp, prefer(mine), signIn('again')])?.output).toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA' });
  });

  test('is switched off again', () => {
    const off = { ...prefer(mine, { SoftwareTokenMfaSettings: { Enabled: false } }), id: 'off' };
    expect(last([...setUp, prefer(mine), off, signIn('again')])?.output).toHaveProperty('AuthenticationResult');
  });

  test('is shown to the user', () => {
    const me = idp('me', 'GetUser', { AccessToken: mine });
    expect(last([...setUp, prefer(mine), me])?.output).toMatchObject({ UserMFASettingList: ['SOFTWARE_TOKEN_MFA'], PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA' });
  });

  test('comes along with a user who has a secret', () => {
    expect(last([signIn()], withAna({ totpSecret: 'KELP' }, optional))?.output).toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA' });
  });

  test('is not guessed at where it was not read which ones the pool has', () => {
    expect(() => run(scenario([signIn()], withPool({ MfaConfiguration: 'ON' })))).toThrow(NotRead);
  });
});
