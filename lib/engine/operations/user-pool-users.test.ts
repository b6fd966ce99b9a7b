import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import type { World } from '../../world/world';
import { run } from '../run';
import type { Call, Input } from '../scenario';
import { AdminCreateUser } from './admin-create-user';
import { AdminDeleteUser } from './admin-delete-user';
import { AdminDeleteUserAttributes } from './admin-delete-user-attributes';
import { AdminDisableUser } from './admin-disable-user';
import { AdminEnableUser } from './admin-enable-user';
import { AdminGetUser } from './admin-get-user';
import { AdminUpdateUserAttributes } from './admin-update-user-attributes';
import { AdminUserGlobalSignOut } from './admin-user-global-sign-out';
import { describeOperation } from './describe-operation.testing';
import { ListUsers } from './user-pool-list-users';
import {
  admin, ana, idp, pool, refused, refusesPools, refusesUsers, scenario, signIn, token, triggerRefusals, withAna, withPool,
} from './user-pool.testing';

const cai = 'cai@notes.example';
const list = (attributes: Readonly<Record<string, string>>) => ({ UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })) });
const create = (fields: Input = {}, more: Partial<Call> = {}) =>
  admin(more.id ?? 'create', 'AdminCreateUser', { ...pool, Username: cai, TemporaryPassword: 'Rock-pool-5-kelp', ...fields }, more);
const update = (attributes: Readonly<Record<string, string>>, fields: Input = {}) => admin('update', 'AdminUpdateUserAttributes', { ...ana, ...list(attributes), ...fields });
const remove = (UserAttributeNames: readonly string[]) => admin('remove', 'AdminDeleteUserAttributes', { ...ana, UserAttributeNames });
const byName = (operation: string, fields: Input = {}) => admin('call', operation, { ...ana, ...fields });
const users = (fields: Input = {}, more: Partial<Call> = {}) => admin(more.id ?? 'users', 'ListUsers', { ...pool, ...fields }, more);

const fixed = withPool(
  { SchemaAttributes: [{ Name: 'custom:tenant', Mutable: false }] },
  withAna({ Attributes: { sub: 's', email: notes.ana, 'custom:tenant': 'blue' } }),
);
const named = withPool({ UsernameAttributes: undefined, AliasAttributes: ['email'] });

describeOperation(AdminCreateUser, {
  allows: {
    'with a temporary password': scenario([create()]),
    'with one that Cognito makes': scenario([admin('create', 'AdminCreateUser', { ...pool, Username: cai, DesiredDeliveryMediums: ['EMAIL'] })]),
    'and invited once more': scenario([create(), create({ MessageAction: 'RESEND' }, { id: 'again' })]),
  },
  refuses: {
    ...refusesPools('AdminCreateUser', { Username: cai }),
    ...triggerRefusals('PreSignUp', [create()]),
    resendable: refused('UnsupportedUserStateException', [create({ Username: notes.ana, MessageAction: 'RESEND' })]),
    username: refused('InvalidParameterException', [create({ Username: 'cai' })]),
    exists: refused('UsernameExistsException', [create({ Username: notes.ana })]),
    inSchema: refused('InvalidParameterException', [create(list({ 'custom:role': 'admin' }))]),
    format: refused('InvalidParameterException', [create({ Username: 'cai', ...list({ email: 'none' }) })], named),
    required: refused('InvalidParameterException', [create({ Username: 'cai' })], named),
    passwordPolicy: refused('InvalidPasswordException', [create({ TemporaryPassword: 'short' })]),
  },
});

describeOperation(AdminUpdateUserAttributes, {
  allows: { 'marks included that no client may write': scenario([update({ email: 'ana@elsewhere.example', email_verified: 'true' })]) },
  refuses: {
    ...refusesUsers('AdminUpdateUserAttributes', list({ name: 'A' })),
    inSchema: refused('InvalidParameterException', [update({ 'custom:role': 'admin' })]),
    format: refused('InvalidParameterException', [update({ phone_number: '12' })]),
    mutable: refused('InvalidParameterException', [update({ 'custom:tenant': 'green' })], fixed),
    alias: refused('AliasExistsException', [update({ email: notes.ben })]),
  },
});

describeOperation(AdminDeleteUserAttributes, {
  allows: { 'a name': scenario([remove(['name'])]) },
  refuses: {
    ...refusesUsers('AdminDeleteUserAttributes', { UserAttributeNames: ['name'] }),
    inSchema: refused('InvalidParameterException', [remove(['custom:role'])]),
    mutable: refused('InvalidParameterException', [remove(['custom:tenant'])], fixed),
  },
});

for (const operation of [AdminGetUser, AdminDisableUser, AdminEnableUser, AdminDeleteUser, AdminUserGlobalSignOut]) {
  const name = operation.name.slice('cognito-idp:'.length);
  describeOperation(operation, { allows: { 'by name': scenario([byName(name)]) }, refuses: refusesUsers(name) });
}

describeOperation(ListUsers, {
  allows: {
    'all of them': scenario([users()]),
    'by an attribute': scenario([users({ Filter: `email = "${notes.ana}"` })]),
    'by the beginning of one': scenario([users({ Filter: 'email ^= "an"' })]),
  },
  refuses: { ...refusesPools('ListUsers'), filter: refused('InvalidParameterException', [users({ Filter: 'email is ana' })]) },
});

describe('an administrator', () => {
  const steps = (calls: readonly Call[], world: World = notesWorld) => run(scenario(calls, world)).steps;
  const names = (fields: Input, world?: World) => (steps([users(fields)], world).at(-1)?.output?.Users as { Username: string }[]).map(({ Username }) => Username);
  const signInAs = (USERNAME: string, PASSWORD: string | object) =>
    idp('in', 'InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME, PASSWORD } as Input });

  test('makes users who must choose a password of their own', () => {
    expect(steps([create(), signInAs(cai, 'Rock-pool-5-kelp')]).at(-1)?.output).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
    const mailed = admin('create', 'AdminCreateUser', { ...pool, Username: cai });
    expect(steps([mailed, signInAs(cai, { $code: cai })]).at(-1)?.output).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
    expect(() => steps([{ ...mailed, input: { ...mailed.input, MessageAction: 'SUPPRESS' } }, signInAs(cai, { $code: cai })])).toThrow('No code was sent');
  });

  test('locks a user out and lets them in again', () => {
    const disable = admin('disable', 'AdminDisableUser', ana);
    const enable = admin('enable', 'AdminEnableUser', ana);
    expect(steps([disable, signIn()]).at(-1)?.error?.message).toBe('User is disabled.');
    expect(steps([disable, enable, signIn()]).at(-1)?.output).toHaveProperty('AuthenticationResult');
    const me = idp('me', 'GetUser', { AccessToken: token('AccessToken') });
    expect(steps([signIn(), disable, enable, me]).at(-1)?.error?.message).toBe('Access Token has been revoked');
  });

  test('finds users by name, alias or sub', () => {
    const sub = '5d1f0b3e-8a41-4c0e-9b77-2f6f1f0c9a11';
    expect(steps([admin('get', 'AdminGetUser', { ...pool, Username: sub })]).at(-1)?.output).toMatchObject({ Username: notes.ana, UserStatus: 'CONFIRMED', Enabled: true });
  });

  test('lists users by status, by attribute and by the beginning of one', () => {
    const world = withAna({ Enabled: false, UserStatus: 'UNCONFIRMED' });
    expect(names({ Filter: 'status = "Disabled"' }, world)).toEqual([notes.ana]);
    expect(names({ Filter: 'cognito:user_status = "CONFIRMED"' }, world)).toEqual([notes.ben]);
    expect(names({ Filter: `"email" ^= "ben"` })).toEqual([notes.ben]);
    expect(names({ Filter: `username = "${notes.ana}"` })).toEqual([notes.ana]);
  });

  test('turns pages', () => {
    const next = { $ref: 'users.PaginationToken' };
    const [first, second] = steps([users({ Limit: 1 }), users({ Limit: 1, PaginationToken: next }, { id: 'more' })]);
    expect([first, second].map((step) => (step?.output?.Users as { Username: string }[])[0]?.Username)).toEqual([notes.ana, notes.ben]);
    expect(second?.output).not.toHaveProperty('PaginationToken');
  });

  test('takes the mark of a verified address away with the address', () => {
    const get = admin('get', 'AdminGetUser', ana);
    const seen = steps([update({ email: 'ana@elsewhere.example' }), get]).at(-1)?.output?.UserAttributes as readonly object[];
    expect(seen).toContainEqual({ Name: 'email_verified', Value: 'false' });
  });
});

describe('a session without the right', () => {
  test('is told so in Cognito’s words', () => {
    const identity = { id: 'id', by: 'ana', operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool } };
    const credentials = { id: 'keys', by: 'ana', operation: 'cognito-identity:GetCredentialsForIdentity', input: { IdentityId: { $ref: 'id.IdentityId' } } };
    const call: Call = { ...byName('AdminGetUser'), signedBy: { $ref: 'keys.Credentials' } };
    const error = run(scenario([identity, credentials, call])).steps.at(-1)?.error;
    expect(error).toMatchObject({ code: 'AccessDeniedException', status: 400 });
    expect(error?.message).toContain(
      'is not authorized to perform: cognito-idp:AdminGetUser on resource: arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_Lg7demo01 because no',
    );
  });
});
