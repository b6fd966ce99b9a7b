import { describe, expect, test } from 'vitest';
import { notes } from '../../world/accounts/notes';
import { run } from '../run';
import type { Call, Input } from '../scenario';
import { CreateIdentityProvider } from './create-identity-provider';
import { CreateResourceServer } from './create-resource-server';
import { CreateUserPoolDomain } from './create-user-pool-domain';
import { DeleteIdentityProvider } from './delete-identity-provider';
import { DeleteResourceServer } from './delete-resource-server';
import { DeleteUserPoolDomain } from './delete-user-pool-domain';
import { describeOperation } from './describe-operation.testing';
import { DescribeIdentityProvider } from './describe-identity-provider';
import { DescribeResourceServer } from './describe-resource-server';
import { DescribeUserPoolDomain } from './describe-user-pool-domain';
import { ListIdentityProviders } from './list-identity-providers';
import { ListResourceServers } from './list-resource-servers';
import { UpdateIdentityProvider } from './update-identity-provider';
import { UpdateResourceServer } from './update-resource-server';
import { UpdateUserPoolDomain } from './update-user-pool-domain';
import { admin, pool, refused, refusesPools, scenario } from './user-pool.testing';

const on = (operation: string, fields: Input = {}, id = operation): Call => admin(id, operation, { ...pool, ...fields });
const output = (...calls: readonly Call[]) => {
  const trace = run(scenario(calls));
  expect(trace.ended).toBe('ok');
  return trace.steps.at(-1)?.output;
};

const google = { ProviderName: 'Google', ProviderType: 'Google', ProviderDetails: { client_id: 'beach-app' }, AttributeMapping: { email: 'email' } };
const makeGoogle = on('CreateIdentityProvider', google);
const noProvider = (operation: string, fields: Input = {}) => ({
  ...refusesPools(operation, { ProviderName: 'Google' }),
  provider: refused('ResourceNotFoundException', [on(operation, { ProviderName: 'Nobody', ...fields })]),
});

describeOperation(CreateIdentityProvider, {
  allows: {
    Google: scenario([makeGoogle]),
    SAML: scenario([on('CreateIdentityProvider', { ProviderName: 'Office', ProviderType: 'SAML', ProviderDetails: { MetadataURL: 'https://idp.example/metadata' } })]),
  },
  refuses: {
    ...refusesPools('CreateIdentityProvider', google),
    nameFree: refused('DuplicateProviderException', [makeGoogle, on('CreateIdentityProvider', google, 'again')]),
    details: refused('InvalidParameterException', [on('CreateIdentityProvider', { ...google, ProviderDetails: {} })]),
  },
});

describeOperation(DescribeIdentityProvider, {
  allows: { 'by name': scenario([makeGoogle, on('DescribeIdentityProvider', { ProviderName: 'Google' })]) },
  refuses: noProvider('DescribeIdentityProvider'),
});

describeOperation(UpdateIdentityProvider, {
  allows: { 'its mapping': scenario([makeGoogle, on('UpdateIdentityProvider', { ProviderName: 'Google', AttributeMapping: { name: 'given_name' } })]) },
  refuses: {
    ...noProvider('UpdateIdentityProvider'),
    details: refused('InvalidParameterException', [makeGoogle, on('UpdateIdentityProvider', { ProviderName: 'Google', ProviderDetails: {} })]),
  },
});

describeOperation(DeleteIdentityProvider, {
  allows: { 'by name': scenario([makeGoogle, on('DeleteIdentityProvider', { ProviderName: 'Google' })]) },
  refuses: noProvider('DeleteIdentityProvider'),
});

describeOperation(ListIdentityProviders, { allows: { 'all of them': scenario([makeGoogle, on('ListIdentityProviders')]) }, refuses: refusesPools('ListIdentityProviders') });

const api = { Identifier: 'https://api.notes.example', Name: 'Notes', Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read notes' }] };
const makeApi = on('CreateResourceServer', api);
const noServer = (operation: string) => ({
  ...refusesPools(operation, api),
  server: refused('ResourceNotFoundException', [on(operation, { ...api, Identifier: 'nobodys' })]),
});

describeOperation(CreateResourceServer, {
  allows: { 'with a scope': scenario([makeApi]) },
  refuses: { ...refusesPools('CreateResourceServer', api), nameFree: refused('InvalidParameterException', [makeApi, on('CreateResourceServer', api, 'again')]) },
});

describeOperation(DescribeResourceServer, { allows: { 'by id': scenario([makeApi, on('DescribeResourceServer', api)]) }, refuses: noServer('DescribeResourceServer') });
describeOperation(UpdateResourceServer, { allows: { 'its name': scenario([makeApi, on('UpdateResourceServer', api)]) }, refuses: noServer('UpdateResourceServer') });
describeOperation(DeleteResourceServer, { allows: { 'by id': scenario([makeApi, on('DeleteResourceServer', api)]) }, refuses: noServer('DeleteResourceServer') });
describeOperation(ListResourceServers, { allows: { 'all of them': scenario([makeApi, on('ListResourceServers')]) }, refuses: refusesPools('ListResourceServers') });

const domain = { Domain: 'notes-beach' };
const makeDomain = on('CreateUserPoolDomain', domain);
const noDomain = (operation: string) => ({
  ...refusesPools(operation, domain),
  domain: refused('InvalidParameterException', [on(operation, { Domain: 'nobodys' })]),
});

describeOperation(CreateUserPoolDomain, {
  allows: { 'a prefix': scenario([makeDomain]) },
  refuses: { ...refusesPools('CreateUserPoolDomain', domain), domainFree: refused('InvalidParameterException', [makeDomain, on('CreateUserPoolDomain', domain, 'again')]) },
});

describeOperation(DescribeUserPoolDomain, {
  allows: { 'one that is there': scenario([makeDomain, on('DescribeUserPoolDomain', domain)]), 'one that is not': scenario([on('DescribeUserPoolDomain', domain)]) },
  refuses: {},
});

describeOperation(UpdateUserPoolDomain, {
  allows: { 'its pages': scenario([makeDomain, on('UpdateUserPoolDomain', { ...domain, ManagedLoginVersion: 2 })]) },
  refuses: noDomain('UpdateUserPoolDomain'),
});

describeOperation(DeleteUserPoolDomain, {
  allows: { 'by name': scenario([makeDomain, on('DeleteUserPoolDomain', domain)]) },
  refuses: noDomain('DeleteUserPoolDomain'),
});

describe('of a user pool', () => {
  test('an identity provider keeps what an update does not mention, and maps the user name by itself', () => {
    const updated = on('UpdateIdentityProvider', { ProviderName: 'Google', AttributeMapping: { name: 'given_name' } });
    expect(output(makeGoogle)).toMatchObject({ IdentityProvider: { AttributeMapping: { username: 'sub', email: 'email' } } });
    expect(output(makeGoogle, updated, on('DescribeIdentityProvider', { ProviderName: 'Google' }))).toMatchObject({
      IdentityProvider: { ProviderDetails: { client_id: 'beach-app' }, AttributeMapping: { name: 'given_name' } },
    });
    expect(output(makeGoogle, on('DeleteIdentityProvider', { ProviderName: 'Google' }), on('ListIdentityProviders'))).toEqual({ Providers: [] });
  });

  test('a resource server loses the scopes that an update leaves out', () => {
    const updated = on('UpdateResourceServer', { Identifier: api.Identifier, Name: 'Notes', Scopes: [{ ScopeName: 'write', ScopeDescription: 'Write' }] });
    expect(output(makeApi, updated, on('ListResourceServers'))).toMatchObject({ ResourceServers: [{ Scopes: [{ ScopeName: 'write' }] }] });
    expect(output(makeApi, on('DeleteResourceServer', api), on('ListResourceServers'))).toEqual({ ResourceServers: [] });
  });

  test('the domain is told in its description, as long as it is there', () => {
    const described = on('DescribeUserPool');
    expect(output(makeDomain, described)).toMatchObject({ UserPool: { Domain: 'notes-beach' } });
    expect((output(makeDomain, on('DeleteUserPoolDomain', domain), described)?.UserPool as object)).not.toHaveProperty('Domain');
    expect(output(makeDomain, on('DescribeUserPoolDomain', domain))).toMatchObject({ DomainDescription: { UserPoolId: notes.userPool, Status: 'ACTIVE' } });
    expect(output(on('DescribeUserPoolDomain', domain))).toEqual({ DomainDescription: {} });
  });
});
