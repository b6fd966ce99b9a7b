import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import type { World } from '../../world/world';
import { run } from '../run';
import { from, type Call, type Input } from '../scenario';
import { AdminConfirmSignUp } from './admin-confirm-sign-up';
import { ConfirmSignUp } from './confirm-sign-up';
import { describeOperation } from './describe-operation.testing';
import { ResendConfirmationCode } from './resend-confirmation-code';
import { SignUp } from './sign-up';
import {
  admin, idp, pool, refused, refusesClients, refusesPools, refusesSecrets, rightHash, scenario, secret, triggerRefusals, withAna, withClient, withPool, withTrigger, withTriggerProgram,
} from './user-pool.testing';

const eve = 'eve@anywhere.example';
const signUp = (fields: Input = {}, more: Partial<Call> = {}) =>
  idp(more.id ?? 'sign-up', 'SignUp', { ClientId: notes.client, Username: eve, Password: 'Rock-pool-5-kelp', ...fields }, more);
const confirm = (fields: Input = {}, more: Partial<Call> = {}) =>
  idp(more.id ?? 'confirm', 'ConfirmSignUp', { ClientId: notes.client, Username: eve, ConfirmationCode: { $code: eve }, ...fields }, more);
const resend = (fields: Input = {}) => idp('resend', 'ResendConfirmationCode', { ClientId: notes.client, Username: eve, ...fields });
const attributes = (...list: readonly [string, string][]) => ({ UserAttributes: list.map(([Name, Value]) => ({ Name, Value })) });

const legacy = withClient({ PreventUserExistenceErrors: 'LEGACY' });
/** A pool where people choose a user name, and can sign in with a verified e-mail address too. */
const aliases = withPool({ UsernameAttributes: undefined, AliasAttributes: ['email'], UsernameConfiguration: { CaseSensitive: true } });
const named = (Username: string, email: string, id = 'sign-up') => signUp({ Username, ...attributes(['email', email]) }, { id });

describeOperation(SignUp, {
  allows: {
    'anyone with an e-mail address': scenario([signUp()]),
    'with the client’s secret': scenario([signUp({ SecretHash: rightHash(eve) })], withClient({ ClientSecret: secret })),
    'with attributes that the client may write': scenario([signUp(attributes(['name', 'Eve']))]),
    'without a password, where codes let people in': scenario(
      [idp('sign-up', 'SignUp', { ClientId: notes.client, Username: eve })],
      withPool({ Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } }),
    ),
    'confirmed at once, where the pool’s trigger says so': scenario([signUp()], withTrigger('PreSignUp', { autoConfirmUser: true, autoVerifyEmail: true })),
  },
  refuses: {
    ...refusesClients((ClientId) => signUp({ ClientId })),
    ...refusesSecrets((SecretHash) => signUp(SecretHash === undefined ? {} : { SecretHash }), [], eve),
    ...triggerRefusals('PreSignUp', [signUp()]),
    open: refused('NotAuthorizedException', [signUp()], withPool({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } })),
    username: refused('InvalidParameterException', [signUp({ Username: 'eve' })]),
    exists: refused('UsernameExistsException', [signUp({ Username: notes.ana })]),
    writable: refused('NotAuthorizedException', [signUp(attributes(['email_verified', 'true']))]),
    inSchema: refused('InvalidParameterException', [signUp(attributes(['custom:role', 'admin']))], withClient({ WriteAttributes: ['email', 'custom:role'] })),
    format: refused('InvalidParameterException', [named('eve', 'no address')], aliases),
    required: refused('InvalidParameterException', [signUp({ Username: 'eve' })], aliases),
    passwordPolicy: refused('InvalidPasswordException', [signUp({ Password: 'all small' })]),
  },
});

describeOperation(ConfirmSignUp, {
  allows: {
    'whoever has the code': scenario([signUp(), confirm()]),
    'with the second code': scenario([signUp(), resend(), confirm()]),
    'taking an alias over from another user, when told to': scenario(
      [named('ana2', notes.ana), confirm({ Username: 'ana2', ConfirmationCode: { $code: notes.ana }, ForceAliasCreation: true })],
      aliases,
    ),
  },
  refuses: {
    ...refusesClients((ClientId) => confirm({ ClientId }), [signUp()]),
    ...refusesSecrets(
      (hash) => confirm(hash === undefined ? {} : { SecretHash: hash }),
      [signUp({ SecretHash: rightHash(eve) })],
      eve,
    ),
    ...triggerRefusals('PostConfirmation', [signUp(), confirm()]),
    userExists: refused('UserNotFoundException', [confirm({ ConfirmationCode: '123456' })], legacy),
    unconfirmed: refused('NotAuthorizedException', [signUp(), confirm(), confirm({ ConfirmationCode: '123456' }, { id: 'again' })]),
    codeCurrent: refused('ExpiredCodeException', [signUp(), confirm({}, { after: 86_400 })]),
    code: refused('CodeMismatchException', [signUp(), confirm({ ConfirmationCode: 'guess' })]),
    alias: refused('AliasExistsException', [named('ana2', notes.ana), confirm({ Username: 'ana2', ConfirmationCode: { $code: notes.ana } })], aliases),
  },
});

describeOperation(ResendConfirmationCode, {
  allows: {
    'to a user who waits': scenario([signUp(), resend()]),
    'for a user who does not exist, where the client hides that': scenario([resend()]),
  },
  refuses: {
    ...refusesClients((ClientId) => resend({ ClientId }), [signUp()]),
    ...refusesSecrets((hash) => resend(hash === undefined ? {} : { SecretHash: hash }), [], eve),
    userExists: refused('UserNotFoundException', [resend()], legacy),
    unconfirmed: refused('InvalidParameterException', [signUp(), confirm(), resend()]),
    address: refused('NotAuthorizedException', [signUp(), resend()], withPool({ AutoVerifiedAttributes: [] })),
  },
});

const adminConfirm = (Username: string) => admin('confirm', 'AdminConfirmSignUp', { ...pool, Username });

describeOperation(AdminConfirmSignUp, {
  allows: { 'without a code': scenario([signUp(), adminConfirm(eve)]) },
  refuses: {
    ...refusesPools('AdminConfirmSignUp', { Username: eve }),
    ...triggerRefusals('PostConfirmation', [signUp(), adminConfirm(eve)]),
    user: refused('UserNotFoundException', [adminConfirm('nobody@notes.example')]),
    unconfirmed: refused('NotAuthorizedException', [adminConfirm(notes.ana)]),
  },
});

describe('a sign-up', () => {
  const steps = (calls: readonly Call[], world: World = notesWorld) => run(scenario(calls, world)).steps;
  const signIn = (USERNAME: string, more: Partial<Call> = {}) =>
    idp('in', 'InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME, PASSWORD: 'Rock-pool-5-kelp' } }, more);
  const user = (Username: string) => admin('look', 'AdminGetUser', { ...pool, Username });

  test('lets the user in only once it is confirmed', () => {
    expect(steps([signUp(), signIn(eve)]).at(-1)?.error?.code).toBe('UserNotConfirmedException');
    expect(steps([signUp(), confirm(), signIn(eve)]).at(-1)?.output).toHaveProperty('AuthenticationResult');
  });

  test('tells where the code went, but not the address', () => {
    expect(steps([signUp()]).at(-1)?.output).toMatchObject({
      UserConfirmed: false,
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'e***@a***' },
    });
  });

  test('names the user by a new id where people sign in with e-mail addresses', () => {
    const [signedUp, found] = steps([signUp(), user(eve)]);
    expect(found?.output?.Username).toBe(signedUp?.output?.UserSub);
  });

  test('verifies the address when it is confirmed, and not when an administrator does that', () => {
    const verified = (calls: readonly Call[]) =>
      (steps(calls).at(-1)?.output?.UserAttributes as { Name: string; Value: string }[]).find(({ Name }) => Name === 'email_verified')?.Value;
    expect(verified([signUp(), confirm(), user(eve)])).toBe('true');
    expect(verified([signUp(), adminConfirm(eve), user(eve)])).toBeUndefined();
  });

  test('is seen by a trigger, which may put people into groups with its own role', () => {
    const join = { operation: 'cognito-idp:AdminAddUserToGroup', input: { UserPoolId: { $body: 'userPoolId' }, Username: { $body: 'userName' }, GroupName: 'editors' } };
    const world = withTriggerProgram('PostConfirmation', { calls: [join] });
    const [, confirmed, groups] = steps([signUp(), confirm(), admin('groups', 'AdminListGroupsForUser', { ...pool, Username: eve })], world);
    expect(groups?.output).toMatchObject({ Groups: [{ GroupName: 'editors' }] });
    expect(confirmed?.nested[0]).toMatchObject({ operation: 'lambda:InvokeFunction', truth: 'inferred', nested: [{ operation: 'cognito-idp:AdminAddUserToGroup' }] });
    const { email, 'cognito:user_status': status } = (confirmed?.nested[0]?.sent.Payload as { request: { userAttributes: Record<string, string> } }).request.userAttributes;
    expect([email, status]).toEqual([eve, 'CONFIRMED']);
  });

  test('fails with a trigger that is not there, or may not do what it tries', () => {
    const gone = withPool({ LambdaConfig: { PreSignUp: 'arn:aws:lambda:us-east-1:111122223333:function:gone' } });
    expect(steps([signUp()], gone).at(-1)?.error?.message).toBe('PreSignUp invocation failed due to error AccessDeniedException.');
    const greedy = withTriggerProgram('PreSignUp', { calls: [{ operation: 'iam:ListRoles' }] });
    expect(steps([signUp()], greedy).at(-1)?.error?.code).toBe('UserLambdaValidationException');
  });

  test('can plant a value that is immutable from then on', () => {
    const tenant = { Name: 'custom:tenant', AttributeDataType: 'String', Mutable: false };
    const world = withPool({ SchemaAttributes: [tenant] }, withClient({ WriteAttributes: ['custom:tenant'], ReadAttributes: ['custom:tenant'] }));
    const update = idp('update', 'UpdateUserAttributes', {
      AccessToken: from('in', 'AuthenticationResult.AccessToken'),
      ...attributes(['custom:tenant', 'other']),
    });
    const done = steps([signUp(attributes(['custom:tenant', 'victim'])), confirm(), signIn(eve), update], world);
    expect(done.at(-2)?.output).toHaveProperty('AuthenticationResult');
    expect(done.at(-1)?.error?.message).toBe('user.custom:tenant: Attribute cannot be updated.');
  });

  test.each([
    ['rockpool-5-kelp', 'Password must have uppercase characters'],
    ['ROCKPOOL-5-KELP', 'Password must have lowercase characters'],
    ['Rockpool-x-kelp', 'Password must have numeric characters'],
    ['Rockpool5kelp', 'Password must have symbol characters'],
    ['Rp-5', 'Password not long enough'],
  ])('with the password %s is told what it lacks', (Password, lack) => {
    expect(steps([signUp({ Password })]).at(-1)?.error?.message).toBe(`Password did not conform with policy: ${lack}`);
  });

  test.each([
    [['phone_number'], 'Username should be a phone number.'],
    [['email', 'phone_number'], 'Username should be either an email or a phone number.'],
  ])('in a pool that signs in with %s has the form of one', (UsernameAttributes, message) => {
    expect(steps([signUp({ Username: 'eve' })], withPool({ UsernameAttributes })).at(-1)?.error?.message).toBe(message);
  });

  test('heeds case where the pool does: the same name in capitals is free', () => {
    const shouting = signUp({ Username: notes.ana.toUpperCase() });
    expect(steps([shouting]).at(-1)?.error?.code).toBe('UsernameExistsException');
    expect(steps([shouting], withPool({ UsernameConfiguration: undefined })).at(-1)?.error).toBeUndefined();
  });

  test('of a name that exists says so, even where the client hides users', () => {
    expect(steps([signUp({ Username: notes.ana })]).at(-1)?.error?.message).toBe('An account with the given email already exists.');
    const world = withAna({ Attributes: { sub: 's', email: notes.ana } }, aliases);
    expect(steps([named('eve', eve), named('eve', eve, 'again')], world).at(-1)?.error?.message).toBe('User already exists');
  });
});
