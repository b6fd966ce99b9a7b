import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import type { World } from '../../world/world';
import { run } from '../run';
import type { Call, Input, InputValue } from '../scenario';
import { DeleteUserAttributes } from './delete-user-attributes';
import { describeOperation } from './describe-operation.testing';
import { GetUserAttributeVerificationCode } from './get-user-attribute-verification-code';
import { UpdateUserAttributes } from './update-user-attributes';
import { DeleteUser } from './user-pool-delete-user';
import { idp, refused, refusesAccessTokens, scenario, signIn, token, withAna, withClient, withPool } from './user-pool.testing';
import { VerifyUserAttribute } from './verify-user-attribute';

const mine = token('AccessToken');
const moved = 'ana@elsewhere.example';
const list = (attributes: Readonly<Record<string, string>>) => ({ UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })) });
const update = (attributes: Readonly<Record<string, string>>, AccessToken: InputValue = mine, more: Partial<Call> = {}) =>
  idp('update', 'UpdateUserAttributes', { AccessToken, ...list(attributes) }, more);
const verify = (fields: Input = {}, AccessToken: InputValue = mine, more: Partial<Call> = {}) =>
  idp('verify', 'VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code: { $code: moved }, ...fields }, more);
const ask = (AttributeName: string, AccessToken: InputValue = mine, more: Partial<Call> = {}) =>
  idp('ask', 'GetUserAttributeVerificationCode', { AccessToken, AttributeName }, more);
const remove = (UserAttributeNames: readonly string[], AccessToken: InputValue = mine, more: Partial<Call> = {}) =>
  idp('remove', 'DeleteUserAttributes', { AccessToken, UserAttributeNames }, more);
const leave = (AccessToken: InputValue = mine, more: Partial<Call> = {}) => idp('leave', 'DeleteUser', { AccessToken }, more);
const me = idp('me', 'GetUser', { AccessToken: mine });

const tenant = { Name: 'custom:tenant', AttributeDataType: 'String', Mutable: false };
const fixed = withPool(
  { SchemaAttributes: [tenant] },
  withClient({ WriteAttributes: ['custom:tenant'] }, withAna({ Attributes: { sub: 's', email: notes.ana, 'custom:tenant': 'blue' } })),
);
const aliases = withPool({ UsernameAttributes: undefined, AliasAttributes: ['email'] });
const atOnce = withPool({ UserAttributeUpdateSettings: undefined });

describeOperation(UpdateUserAttributes, {
  allows: { 'a name': scenario([signIn(), update({ name: 'Ana Maria' })]), 'an address, which is to be verified': scenario([signIn(), update({ email: moved })]) },
  refuses: {
    ...refusesAccessTokens((AccessToken, more) => update({ name: 'A' }, AccessToken, more)),
    inSchema: refused('InvalidParameterException', [signIn(), update({ 'custom:role': 'admin' })]),
    format: refused('InvalidParameterException', [signIn(), update({ email: 'not an address' })]),
    writable: refused('NotAuthorizedException', [signIn(), update({ email_verified: 'true' })]),
    mutable: refused('InvalidParameterException', [signIn(), update({ 'custom:tenant': 'green' })], fixed),
    alias: refused('AliasExistsException', [signIn(), update({ email: notes.ben })]),
  },
});

describeOperation(VerifyUserAttribute, {
  allows: { 'a new address': scenario([signIn(), update({ email: moved }), verify()]) },
  refuses: {
    ...refusesAccessTokens((AccessToken, more) => verify({ Code: '1' }, AccessToken, more)),
    address: refused('InvalidParameterException', [signIn(), verify({ AttributeName: 'name', Code: '1' })]),
    codeCurrent: refused('ExpiredCodeException', [signIn(), verify({ Code: '1' })]),
    code: refused('CodeMismatchException', [signIn(), update({ email: moved }), verify({ Code: '1' })]),
    alias: refused('AliasExistsException', [signIn(), update({ email: notes.ben }), verify({ Code: { $code: notes.ben } })], aliases),
  },
});

describeOperation(GetUserAttributeVerificationCode, {
  allows: { 'for the e-mail address': scenario([signIn(), ask('email'), verify({ Code: { $code: notes.ana } })]) },
  refuses: {
    ...refusesAccessTokens((AccessToken, more) => ask('email', AccessToken, more)),
    address: refused('InvalidParameterException', [signIn(), ask('phone_number')]),
  },
});

describeOperation(DeleteUserAttributes, {
  allows: { 'a name': scenario([signIn(), remove(['name'])]) },
  refuses: {
    ...refusesAccessTokens((AccessToken, more) => remove(['name'], AccessToken, more)),
    inSchema: refused('InvalidParameterException', [signIn(), remove(['custom:role'])]),
    writable: refused('NotAuthorizedException', [signIn(), remove(['nickname'])]),
    mutable: refused('InvalidParameterException', [signIn(), remove(['custom:tenant'])], fixed),
  },
});

describeOperation(DeleteUser, {
  allows: { 'oneself': scenario([signIn(), leave()]) },
  refuses: refusesAccessTokens((AccessToken, more) => leave(AccessToken, more)),
});

describe('a profile', () => {
  const steps = (calls: readonly Call[], world: World = notesWorld) => run(scenario(calls, world)).steps;
  const seen = (calls: readonly Call[], world?: World) => {
    const found = steps([...calls, me], world).at(-1)?.output?.UserAttributes as { Name: string; Value: string }[];
    return Object.fromEntries(found.map(({ Name, Value }) => [Name, Value]));
  };

  test('keeps the old address until the new one is verified, where the pool waits for that', () => {
    expect(seen([signIn(), update({ email: moved })])).toMatchObject({ email: notes.ana, email_verified: 'true' });
    expect(seen([signIn(), update({ email: moved }), verify()])).toMatchObject({ email: moved, email_verified: 'true' });
  });

  test('takes the new address at once, unverified, where the pool does not wait', () => {
    expect(seen([signIn(), update({ email: moved })], atOnce)).toMatchObject({ email: moved, email_verified: 'false' });
    expect(seen([signIn(), update({ email: moved }), verify()], atOnce)).toMatchObject({ email: moved, email_verified: 'true' });
  });

  test('sends the code to the new address', () => {
    expect(steps([signIn(), update({ email: moved })]).at(-1)?.output).toEqual({
      CodeDeliveryDetailsList: [{ AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' }],
    });
    expect(steps([signIn(), update({ email: moved })], withPool({ AutoVerifiedAttributes: [] })).at(-1)?.output).toEqual({ CodeDeliveryDetailsList: [] });
  });

  test('loses an attribute that is set to nothing', () => {
    expect(seen([signIn(), update({ name: '' })])).not.toHaveProperty('name');
  });

  test('has standard attributes to write where the client lists none, and none of your own', () => {
    const role = { Name: 'custom:role', AttributeDataType: 'String', Mutable: true };
    const world = withPool({ SchemaAttributes: [role] }, withClient({ WriteAttributes: undefined }));
    expect(steps([signIn(), update({ nickname: 'An' })], world).at(-1)?.error).toBeUndefined();
    expect(steps([signIn(), update({ 'custom:role': 'admin' })], world).at(-1)?.error?.message).toBe('A client attempted to write unauthorized attribute');
    const listed = withClient({ WriteAttributes: ['custom:role'] }, world);
    expect(steps([signIn(), update({ 'custom:role': 'admin' })], listed).at(-1)?.error).toBeUndefined();
  });

  test('is gone with its sign-ins when the user leaves', () => {
    expect(steps([signIn(), leave(), signIn('again')]).at(-1)?.error?.code).toBe('NotAuthorizedException');
    const renew = idp('renew', 'GetTokensFromRefreshToken', { ClientId: notes.client, RefreshToken: token('RefreshToken') });
    expect(steps([signIn(), leave(), renew]).at(-1)?.error?.message).toBe('Refresh Token has been revoked');
  });
});
