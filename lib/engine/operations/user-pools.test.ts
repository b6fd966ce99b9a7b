import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import { NotEmulated } from '../../world/gap';
import type { World } from '../../world/world';
import { run } from '../run';
import { from, type Call, type Input } from '../scenario';
import { AddCustomAttributes } from './add-custom-attributes';
import { CreateUserPool } from './create-user-pool';
import { DeleteUserPool } from './delete-user-pool';
import { describeOperation } from './describe-operation.testing';
import { DescribeRiskConfiguration } from './describe-risk-configuration';
import { DescribeUserPool } from './describe-user-pool';
import { GetUserPoolMfaConfig } from './get-user-pool-mfa-config';
import { ListUserPools } from './list-user-pools';
import { SetUserPoolMfaConfig } from './set-user-pool-mfa-config';
import { UpdateUserPool } from './update-user-pool';
import { admin, idp, pool, refused, refusesPools, scenario, withPool } from './user-pool.testing';

const create = (fields: Input = {}) => admin('create', 'CreateUserPool', { PoolName: 'beach', ...fields });
const on = (operation: string, fields: Input = {}) => admin(operation, operation, { ...pool, ...fields });
const add = (Name: string, fields: Input = {}, id = 'add') => ({ ...on('AddCustomAttributes', { CustomAttributes: [{ Name, AttributeDataType: 'String', ...fields }] }), id });
const steps = (calls: readonly Call[], world: World = notesWorld) => run(scenario(calls, world)).steps;
const output = (calls: readonly Call[], world?: World) => steps(calls, world).at(-1)?.output;

const settings = (call: (fields: Input) => Call) => ({
  tier: refused('FeatureUnavailableInTierException', [call({ UserPoolTier: 'LITE', Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['EMAIL_OTP'] } } })]),
  verifiable: refused('InvalidParameterException', [call({ UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] } })]),
});

describeOperation(CreateUserPool, { allows: { 'with AWS’s defaults': scenario([create()]) }, refuses: settings(create) });

describeOperation(UpdateUserPool, {
  allows: { 'who may sign up': scenario([on('UpdateUserPool', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } })]) },
  refuses: { ...refusesPools('UpdateUserPool'), ...settings((fields) => on('UpdateUserPool', fields)) },
});

describeOperation(DescribeUserPool, { allows: { 'by id': scenario([on('DescribeUserPool')]) }, refuses: refusesPools('DescribeUserPool') });

describeOperation(ListUserPools, { allows: { 'all of them': scenario([admin('list', 'ListUserPools', { MaxResults: 10 })]) }, refuses: {} });

describeOperation(DeleteUserPool, {
  allows: { 'unprotected': scenario([on('DeleteUserPool')]) },
  refuses: { ...refusesPools('DeleteUserPool'), unprotected: refused('InvalidParameterException', [on('DeleteUserPool')], withPool({ DeletionProtection: 'ACTIVE' })) },
});

describeOperation(AddCustomAttributes, {
  allows: { 'a new one': scenario([add('tenant')]) },
  refuses: {
    ...refusesPools('AddCustomAttributes', { CustomAttributes: [{ Name: 'tenant' }] }),
    newAttribute: refused('InvalidParameterException', [add('tenant'), add('tenant', {}, 'again')]),
  },
});

describeOperation(GetUserPoolMfaConfig, { allows: { 'of a pool without MFA': scenario([on('GetUserPoolMfaConfig')]) }, refuses: refusesPools('GetUserPoolMfaConfig') });

describeOperation(SetUserPoolMfaConfig, {
  allows: { 'authenticators for whoever wants': scenario([on('SetUserPoolMfaConfig', { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } })]) },
  refuses: { ...refusesPools('SetUserPoolMfaConfig'), factor: refused('InvalidParameterException', [on('SetUserPoolMfaConfig', { MfaConfiguration: 'ON' })]) },
});

describeOperation(DescribeRiskConfiguration, {
  allows: { 'of a pool without threat protection': scenario([on('DescribeRiskConfiguration')]) },
  refuses: refusesPools('DescribeRiskConfiguration'),
});

describe('a user pool', () => {
  const created = admin('look', 'DescribeUserPool', { UserPoolId: from('create', 'UserPool.Id') });

  test('is made with AWS’s defaults, a schema of the standard attributes among them', () => {
    const made = output([create(), created])?.UserPool as { Id: string; SchemaAttributes: readonly object[] };
    expect(made).toMatchObject({
      Id: expect.stringMatching(/^us-east-1_[A-Za-z0-9]{9}$/) as string,
      Name: 'beach',
      Arn: `arn:aws:cognito-idp:us-east-1:111122223333:userpool/${made.Id}`,
      MfaConfiguration: 'OFF',
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      Policies: { PasswordPolicy: { MinimumLength: 8, RequireSymbols: true } },
    });
    expect(made.SchemaAttributes).toHaveLength(20);
    expect(made.SchemaAttributes[0]).toMatchObject({ Name: 'sub', Mutable: false, Required: true });
  });

  test('takes attributes of your own into its schema, with their prefixes', () => {
    const Schema: readonly Input[] = [{ Name: 'email', Required: true }, { Name: 'tenant', Mutable: false }, { Name: 'note', DeveloperOnlyAttribute: true }];
    const { SchemaAttributes } = output([create({ Schema }), created])?.UserPool as { SchemaAttributes: readonly object[] };
    expect(SchemaAttributes).toHaveLength(22);
    expect(SchemaAttributes).toContainEqual(expect.objectContaining({ Name: 'email', Required: true }));
    expect(SchemaAttributes).toContainEqual(expect.objectContaining({ Name: 'custom:tenant', Mutable: false }));
    expect(SchemaAttributes).toContainEqual(expect.objectContaining({ Name: 'dev:custom:note' }));
  });

  test('loses on update what the request leaves out, but for what cannot change', () => {
    const world = withPool({ LambdaConfig: { PreSignUp: 'arn:aws:lambda:us-east-1:111122223333:function:gate' }, AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
    const after = output([on('UpdateUserPool', { AutoVerifiedAttributes: ['email'] }), on('DescribeUserPool')], world)?.UserPool;
    expect(after).toMatchObject({ Name: 'notes-users', UsernameAttributes: ['email'], LambdaConfig: {}, AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } });
    expect(after).not.toHaveProperty('UserAttributeUpdateSettings');
  });

  test('keeps its second factors through an update, and tells them apart from its description', () => {
    const set = on('SetUserPoolMfaConfig', { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } });
    const mfa = output([set, on('UpdateUserPool', { MfaConfiguration: 'ON' }), on('GetUserPoolMfaConfig')]);
    expect(mfa).toEqual({ MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } });
    expect(output([set, on('DescribeUserPool')])?.UserPool).not.toHaveProperty('SoftwareTokenMfaConfiguration');
  });

  test('goes with all that is in it', () => {
    const gone = [on('DeleteUserPool'), admin('pools', 'ListUserPools', { MaxResults: 10 })];
    expect(output(gone)).toEqual({ UserPools: [] });
    const signUp = idp('up', 'SignUp', { ClientId: notes.client, Username: 'eve@anywhere.example', Password: 'Rock-pool-5-kelp' });
    expect(steps([on('DeleteUserPool'), signUp]).at(-1)?.error?.message).toBe(`User pool client ${notes.client} does not exist.`);
  });

  test('is listed page by page', () => {
    const list = (id: string, fields: Input) => admin(id, 'ListUserPools', { MaxResults: 1, ...fields });
    const [, first, second] = steps([create(), list('one', {}), list('two', { NextToken: from('one', 'NextToken') })]);
    expect(first?.output).toMatchObject({ UserPools: [{ Id: notes.userPool, Name: 'notes-users' }] });
    expect(second?.output).toMatchObject({ UserPools: [{ Name: 'beach' }] });
  });

  test('with threat protection is not described as if it had none', () => {
    expect(() => steps([on('DescribeRiskConfiguration')], withPool({ UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } }))).toThrow(NotEmulated);
  });
});
