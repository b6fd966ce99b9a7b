import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import type { World } from '../../world/world';
import { run } from '../run';
import type { Call, Input, InputValue } from '../scenario';
import { AdminResetUserPassword } from './admin-reset-user-password';
import { AdminSetUserPassword } from './admin-set-user-password';
import { ConfirmForgotPassword } from './confirm-forgot-password';
import { describeOperation } from './describe-operation.testing';
import { ForgotPassword } from './forgot-password';
import { ChangePassword } from './user-pool-change-password';
import {
  admin, ana, idp, refused, refusesAccessTokens, refusesClients, refusesPools, refusesSecrets, refusesUsers, rightHash, scenario, signIn, token, triggerRefusals,
  withAna, withClient, withPool,
} from './user-pool.testing';

const newPassword = 'Rock-pool-5-kelp';
const forgot = (fields: Input = {}, more: Partial<Call> = {}) => idp('forgot', 'ForgotPassword', { ClientId: notes.client, Username: notes.ana, ...fields }, more);
const confirm = (fields: Input = {}, more: Partial<Call> = {}) =>
  idp('confirm', 'ConfirmForgotPassword', { ClientId: notes.client, Username: notes.ana, ConfirmationCode: { $code: notes.ana }, Password: newPassword, ...fields }, more);
const change = (AccessToken: InputValue = token('AccessToken'), fields: Input = {}, more: Partial<Call> = {}) =>
  idp(more.id ?? 'change', 'ChangePassword', { AccessToken, PreviousPassword: notes.anaPassword, ProposedPassword: newPassword, ...fields }, more);
const set = (fields: Input = {}) => admin('set', 'AdminSetUserPassword', { ...ana, Password: newPassword, ...fields });
const reset = (fields: Input = {}) => admin('reset', 'AdminResetUserPassword', { ...ana, ...fields });

const legacy = withClient({ PreventUserExistenceErrors: 'LEGACY' });
const nobody = { Username: 'nobody@notes.example' };
const unverified = withAna({ Attributes: { sub: 's', email: notes.ana, email_verified: 'false' } });
const adminOnly = withPool({ AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: 'admin_only' }] } });

const recovery = (call: Call) => ({
  enabled: refused('NotAuthorizedException', [call], withAna({ Enabled: false })),
  recovery: refused('NotAuthorizedException', [call], adminOnly),
  resettable: refused('NotAuthorizedException', [call], withAna({ UserStatus: 'FORCE_CHANGE_PASSWORD' })),
  reachable: refused('InvalidParameterException', [call], unverified),
});

describeOperation(ForgotPassword, {
  allows: {
    'to a verified address': scenario([forgot()]),
    'for a user who does not exist, where the client hides that': scenario([forgot(nobody)]),
    'by the way that the pool puts first': scenario(
      [forgot()],
      withPool({ AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 2, Name: 'verified_phone_number' }, { Priority: 1, Name: 'verified_email' }] } }),
    ),
  },
  refuses: {
    ...refusesClients((ClientId) => forgot({ ClientId })),
    ...refusesSecrets((hash) => forgot(hash === undefined ? {} : { SecretHash: hash })),
    userExists: refused('UserNotFoundException', [forgot(nobody)], legacy),
    ...recovery(forgot()),
  },
});

describeOperation(ConfirmForgotPassword, {
  allows: { 'with the code': scenario([forgot(), confirm()]) },
  refuses: {
    ...refusesClients((ClientId) => confirm({ ClientId }), [forgot()]),
    ...refusesSecrets((hash) => confirm(hash === undefined ? {} : { SecretHash: hash }), [forgot({ SecretHash: rightHash() })]),
    ...triggerRefusals('PostConfirmation', [forgot(), confirm()]),
    userExists: refused('UserNotFoundException', [confirm({ ...nobody, ConfirmationCode: '1' })], legacy),
    codeCurrent: refused('ExpiredCodeException', [forgot(), confirm({}, { after: 3600 })]),
    code: refused('CodeMismatchException', [forgot(), confirm({ ConfirmationCode: 'guess' })]),
    passwordPolicy: refused('InvalidPasswordException', [forgot(), confirm({ Password: 'short' })]),
  },
});

describeOperation(ChangePassword, {
  allows: { 'with the old one': scenario([signIn(), change()]) },
  refuses: {
    ...refusesAccessTokens((AccessToken, more) => change(AccessToken, {}, more)),
    password: refused('NotAuthorizedException', [signIn(), change(token('AccessToken'), { PreviousPassword: 'not it' })]),
    attempts: refused('NotAuthorizedException', [
      signIn(),
      ...[1, 2, 3, 4, 5].map((n) => change(token('AccessToken'), { PreviousPassword: 'not it' }, { id: `wrong-${n}`, goesOn: true })),
      change(),
    ]),
    passwordPolicy: refused('InvalidPasswordException', [signIn(), change(token('AccessToken'), { ProposedPassword: 'short' })]),
  },
});

describeOperation(AdminSetUserPassword, {
  allows: { 'for good': scenario([set({ Permanent: true })]), 'until the next sign-in': scenario([set()]) },
  refuses: { ...refusesUsers('AdminSetUserPassword', { Password: newPassword }), passwordPolicy: refused('InvalidPasswordException', [set({ Password: 'short' })]) },
});

describeOperation(AdminResetUserPassword, {
  allows: { 'with a code to the user': scenario([reset()]) },
  refuses: { ...refusesPools('AdminResetUserPassword', { Username: notes.ana }), user: refused('UserNotFoundException', [reset(nobody)]), ...recovery(reset()) },
});

describe('a password', () => {
  const last = (calls: readonly Call[], world: World = notesWorld) => run(scenario(calls, world)).steps.at(-1);
  const signInWith = (PASSWORD: string, more: Partial<Call> = {}) =>
    idp('in', 'InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD } }, more);

  test.each([
    ['forgotten and set anew', [forgot(), confirm()]],
    ['changed', [signIn(), change()]],
    ['set by an administrator', [set({ Permanent: true })]],
    ['reset by an administrator and set anew', [reset(), confirm()]],
  ])('%s works, and the old one does not', (_how, calls) => {
    expect(last([...calls, signInWith(newPassword)])?.output).toHaveProperty('AuthenticationResult');
    expect(last([...calls, signInWith(notes.anaPassword)])?.error?.message).toBe('Incorrect username or password.');
  });

  test('that an administrator reset lets nobody in, whichever is tried', () => {
    expect(last([reset(), signInWith(notes.anaPassword)])?.error?.code).toBe('PasswordResetRequiredException');
  });

  test('that is temporary must be replaced, within its days', () => {
    expect(last([set(), signInWith(newPassword)])?.output).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
    const week = 7 * 86_400;
    expect(last([set(), signInWith(newPassword, { after: week - 1 })])?.output).toBeDefined();
    expect(last([set(), signInWith(newPassword, { after: week })])?.error?.code).toBe('NotAuthorizedException');
  });

  test('is not the same question twice: a code works once', () => {
    const again = { ...confirm({ ConfirmationCode: '000000' }), id: 'again' };
    expect(last([forgot(), confirm(), again])?.error?.code).toBe('ExpiredCodeException');
  });

  test('is recovered by the way that the pool puts first', () => {
    const both = withAna({ Attributes: { sub: 's', email: notes.ana, email_verified: 'true', phone_number: '+15550001234', phone_number_verified: 'true' } });
    const ways = (...names: readonly string[]) =>
      withPool({ AccountRecoverySetting: { RecoveryMechanisms: names.map((Name, n) => ({ Name, Priority: names.length - n })) } }, both);
    const medium = (world: World) => last([forgot()], world)?.output?.CodeDeliveryDetails;
    expect(medium(both)).toMatchObject({ DeliveryMedium: 'SMS' });
    expect(medium(ways('verified_phone_number', 'verified_email'))).toMatchObject({ DeliveryMedium: 'EMAIL' });
    expect(medium(ways('verified_email', 'verified_phone_number'))).toMatchObject({ DeliveryMedium: 'SMS' });
  });

  test('forgotten by nobody looks the same as by somebody', () => {
    expect(last([forgot(nobody)])?.output).toMatchObject({
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: expect.stringMatching(/^[a-f]\*{3}@[a-f]\*{3}$/) as string },
    });
    expect(last([{ ...confirm({ ...nobody, ConfirmationCode: '1' }) }])?.error?.code).toBe('CodeMismatchException');
  });
});
