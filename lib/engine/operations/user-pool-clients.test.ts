import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import type { World } from '../../world/world';
import { run } from '../run';
import { from, type Call, type Input } from '../scenario';
import { CreateUserPoolClient } from './create-user-pool-client';
import { DeleteUserPoolClient } from './delete-user-pool-client';
import { describeOperation } from './describe-operation.testing';
import { DescribeUserPoolClient } from './describe-user-pool-client';
import { ListUserPoolClients } from './list-user-pool-clients';
import { UpdateUserPoolClient } from './update-user-pool-client';
import { admin, pool, refused, refusesPools, scenario, signIn } from './user-pool.testing';

const create = (fields: Input = {}) => admin('create', 'CreateUserPoolClient', { ...pool, ClientName: 'notes-phone', ...fields });
const update = (fields: Input = {}) => admin('update', 'UpdateUserPoolClient', { ...pool, ClientId: notes.client, ...fields });
const on = (operation: string, fields: Input = {}) => admin(operation, operation, { ...pool, ClientId: notes.client, ...fields });
const missing = (operation: string) => ({ client: refused('ResourceNotFoundException', [on(operation, { ClientId: 'nobodysclient' })]) });
const steps = (calls: readonly Call[], world: World = notesWorld) => run(scenario(calls, world)).steps;

const settings = (call: (fields: Input) => Call) => ({
  writeAttributes: refused('InvalidParameterException', [call({ WriteAttributes: ['name'] })]),
  validity: refused('InvalidParameterException', [call({ AccessTokenValidity: 1, TokenValidityUnits: { AccessToken: 'days' }, IdTokenValidity: 25 })]),
  rotation: refused('InvalidParameterException', [call({ RefreshTokenRotation: { Feature: 'ENABLED' }, ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] })]),
  oauthFlows: refused('InvalidOAuthFlowException', [call({ AllowedOAuthFlows: ['client_credentials', 'code'] })]),
  scopes: refused('ScopeDoesNotExistException', [call({ AllowedOAuthScopes: ['openid', 'notes/read'] })]),
});

describeOperation(CreateUserPoolClient, {
  allows: {
    'with AWS’s defaults': scenario([create()]),
    'with a secret, for machines': scenario([
      admin('api', 'CreateResourceServer', { ...pool, Identifier: 'notes', Name: 'Notes', Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read' }] }),
      create({ GenerateSecret: true, AllowedOAuthFlows: ['client_credentials'], AllowedOAuthScopes: ['notes/read'] }),
    ]),
  },
  refuses: { ...refusesPools('CreateUserPoolClient'), ...settings(create) },
});

describeOperation(UpdateUserPoolClient, {
  allows: { 'its flows': scenario([update({ ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] })]) },
  refuses: { ...refusesPools('UpdateUserPoolClient', { ClientId: notes.client }), ...missing('UpdateUserPoolClient'), ...settings(update) },
});

describeOperation(DescribeUserPoolClient, {
  allows: { 'by id': scenario([on('DescribeUserPoolClient')]) },
  refuses: { ...refusesPools('DescribeUserPoolClient', { ClientId: notes.client }), ...missing('DescribeUserPoolClient') },
});

describeOperation(DeleteUserPoolClient, {
  allows: { 'by id': scenario([on('DeleteUserPoolClient')]) },
  refuses: { ...refusesPools('DeleteUserPoolClient', { ClientId: notes.client }), ...missing('DeleteUserPoolClient') },
});

describeOperation(ListUserPoolClients, { allows: { 'all of them': scenario([on('ListUserPoolClients')]) }, refuses: refusesPools('ListUserPoolClients') });

describe('an app client', () => {
  const described = on('DescribeUserPoolClient', { ClientId: from('create', 'UserPoolClient.ClientId') });

  test('is made with AWS’s defaults', () => {
    expect(steps([create(), described]).at(-1)?.output?.UserPoolClient).toMatchObject({
      ClientName: 'notes-phone',
      UserPoolId: notes.userPool,
      ClientId: expect.stringMatching(/^[a-z0-9]{26}$/) as string,
      RefreshTokenValidity: 30,
      EnableTokenRevocation: true,
      AuthSessionValidity: 3,
      AllowedOAuthFlowsUserPoolClient: false,
    });
  });

  test('has a secret only when asked for one', () => {
    expect(steps([create()]).at(-1)?.output?.UserPoolClient).not.toHaveProperty('ClientSecret');
    expect(steps([create({ GenerateSecret: true })]).at(-1)?.output?.UserPoolClient).toMatchObject({ ClientSecret: expect.stringMatching(/^[a-z0-9]{51}$/) as string });
  });

  test('loses on update what the request leaves out, and keeps its name and secret', () => {
    const before = (notesWorld.resources['AWS::Cognito::UserPoolClient']?.[notes.client] ?? {}) as { ClientName?: string };
    const [, after] = steps([update({ AccessTokenValidity: 2 }), on('DescribeUserPoolClient')]);
    expect(after?.output?.UserPoolClient).toMatchObject({ ClientName: before.ClientName, AccessTokenValidity: 2 });
    expect(after?.output?.UserPoolClient).not.toHaveProperty('ExplicitAuthFlows');
    expect(after?.output?.UserPoolClient).not.toHaveProperty('PreventUserExistenceErrors');
    expect(steps([update({}), signIn()]).at(-1)?.error?.message).toBe('USER_PASSWORD_AUTH flow not enabled for this client');
  });

  test('of another pool is not found', () => {
    const other = admin('pool', 'CreateUserPool', { PoolName: 'other' });
    const describe2 = admin('look', 'DescribeUserPoolClient', { UserPoolId: from('pool', 'UserPool.Id'), ClientId: notes.client });
    expect(steps([other, describe2]).at(-1)?.error?.message).toBe(`User pool client ${notes.client} does not exist.`);
  });

  test('is listed without its secret, page by page', () => {
    const list = (id: string, fields: Input) => ({ ...on('ListUserPoolClients', fields), id });
    const [, first, second] = steps([create({ GenerateSecret: true }), list('one', { MaxResults: 1 }), list('two', { MaxResults: 1, NextToken: { $ref: 'one.NextToken' } })]);
    expect(first?.output).toMatchObject({ UserPoolClients: [{ ClientId: notes.client, ClientName: 'notes-web', UserPoolId: notes.userPool }] });
    expect(second?.output?.UserPoolClients).toHaveLength(1);
    expect(JSON.stringify(second?.output)).not.toContain('ClientSecret');
    expect(second?.output).not.toHaveProperty('NextToken');
  });
});
