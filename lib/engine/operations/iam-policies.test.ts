import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import { put, type World } from '../../world/world';
import { run } from '../run';
import { from, type Input } from '../scenario';
import { AttachUserPolicy } from './attach-user-policy';
import { CreateAccessKey } from './create-access-key';
import { CreateOpenIDConnectProvider } from './create-open-id-connect-provider';
import { CreatePolicyVersion } from './create-policy-version';
import { CreateSAMLProvider } from './create-saml-provider';
import { CreateUser } from './create-user';
import { DeletePolicyVersion } from './delete-policy-version';
import { describeOperation } from './describe-operation.testing';
import { GetAccountAuthorizationDetails } from './get-account-authorization-details';
import { GetOpenIDConnectProvider } from './get-open-id-connect-provider';
import { GetPolicyVersion } from './get-policy-version';
import { GetSAMLProvider } from './get-saml-provider';
import { CreatePolicy } from './iam-create-policy';
import { DeletePolicy } from './iam-delete-policy';
import { GetPolicy } from './iam-get-policy';
import { GetUser } from './iam-get-user';
import { ListPolicies } from './iam-list-policies';
import { ListUsers } from './iam-list-users';
import { ListOpenIDConnectProviders } from './list-open-id-connect-providers';
import { ListPolicyVersions } from './list-policy-versions';
import { ListSAMLProviders } from './list-saml-providers';
import { byOperator, call, getCredentials, getId, login, signed, story, withRole } from './notes.testing';
import { PutUserPolicy } from './put-user-policy';
import { SetDefaultPolicyVersion } from './set-default-policy-version';

const allow = (Action: string) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const PolicyArn = `arn:aws:iam::${notes.account}:policy/Photos`;
const none = `arn:aws:iam::${notes.account}:policy/none`;
const versions = [allow('s3:*'), allow('s3:GetObject')].map((Document, i) => ({ VersionId: `v${i + 1}`, Document }));
const withPolicy = put(notesWorld, 'AWS::IAM::ManagedPolicy', PolicyArn, {
  Arn: PolicyArn,
  PolicyName: 'Photos',
  DefaultVersionId: 'v2',
  Document: allow('s3:GetObject'),
  Versions: versions,
});
const attached = withRole('notes-signed-in', { RolePolicyList: [], AttachedManagedPolicies: [{ PolicyArn, PolicyName: 'Photos' }] }, withPolicy);
const UserName = 'deploy';
const withUser = put(withPolicy, 'AWS::IAM::User', UserName, { UserName, Arn: `arn:aws:iam::${notes.account}:user/${UserName}` });

const op = (operation: string, input: Input, more = {}) => byOperator(`iam:${operation}`, input, more);
const one = (operation: string, input: Input, world: World = withUser) => story([op(operation, input)], { world });
const five = Array.from({ length: 3 }, (_, i) => op('CreatePolicyVersion', { PolicyArn, PolicyDocument: allow('s3:*') }, { id: `version ${i}` }));
const key = (id: string) => op('CreateAccessKey', { UserName }, { id });

describeOperation(GetPolicy, { allows: { 'a policy': one('GetPolicy', { PolicyArn }) }, refuses: { policy: one('GetPolicy', { PolicyArn: none }) } });
describeOperation(GetPolicyVersion, {
  allows: { 'a version': one('GetPolicyVersion', { PolicyArn, VersionId: 'v1' }) },
  refuses: { policy: one('GetPolicyVersion', { PolicyArn: none, VersionId: 'v1' }), version: one('GetPolicyVersion', { PolicyArn, VersionId: 'v9' }) },
});
describeOperation(ListPolicyVersions, { allows: { 'a policy': one('ListPolicyVersions', { PolicyArn }) }, refuses: { policy: one('ListPolicyVersions', { PolicyArn: none }) } });
describeOperation(ListPolicies, { allows: { 'the account’s own': one('ListPolicies', { Scope: 'Local' }) }, refuses: {} });
describeOperation(CreatePolicy, {
  allows: { 'a policy': one('CreatePolicy', { PolicyName: 'New', PolicyDocument: allow('s3:*') }) },
  refuses: { free: one('CreatePolicy', { PolicyName: 'Photos', PolicyDocument: allow('s3:*') }), document: one('CreatePolicy', { PolicyName: 'New', PolicyDocument: '{}' }) },
});
describeOperation(DeletePolicy, {
  allows: { 'a policy': one('DeletePolicy', { PolicyArn }) },
  refuses: { policy: one('DeletePolicy', { PolicyArn: none }), unused: one('DeletePolicy', { PolicyArn }, attached) },
});
describeOperation(CreatePolicyVersion, {
  allows: { 'a version': one('CreatePolicyVersion', { PolicyArn, PolicyDocument: allow('s3:*') }) },
  refuses: {
    policy: one('CreatePolicyVersion', { PolicyArn: none, PolicyDocument: allow('s3:*') }),
    document: one('CreatePolicyVersion', { PolicyArn, PolicyDocument: 'all' }),
    room: story([...five, op('CreatePolicyVersion', { PolicyArn, PolicyDocument: allow('s3:*') })], { world: withPolicy }),
  },
});
describeOperation(SetDefaultPolicyVersion, {
  allows: { 'an older version': one('SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v1' }) },
  refuses: { policy: one('SetDefaultPolicyVersion', { PolicyArn: none, VersionId: 'v1' }), version: one('SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v9' }) },
});
describeOperation(DeletePolicyVersion, {
  allows: { 'an older version': one('DeletePolicyVersion', { PolicyArn, VersionId: 'v1' }) },
  refuses: {
    policy: one('DeletePolicyVersion', { PolicyArn: none, VersionId: 'v1' }),
    version: one('DeletePolicyVersion', { PolicyArn, VersionId: 'v9' }),
    spare: one('DeletePolicyVersion', { PolicyArn, VersionId: 'v2' }),
  },
});
describeOperation(GetAccountAuthorizationDetails, { allows: { 'the account': one('GetAccountAuthorizationDetails', {}) }, refuses: {} });
describeOperation(CreateUser, { allows: { 'a user': one('CreateUser', { UserName: 'new' }) }, refuses: { free: one('CreateUser', { UserName }) } });
describeOperation(GetUser, { allows: { 'a user': one('GetUser', { UserName }) }, refuses: { user: one('GetUser', { UserName: 'nobody' }) } });
describeOperation(ListUsers, { allows: { 'the account’s': one('ListUsers', {}) }, refuses: {} });
describeOperation(PutUserPolicy, {
  allows: { 'a user': one('PutUserPolicy', { UserName, PolicyName: 'All', PolicyDocument: allow('*') }) },
  refuses: { user: one('PutUserPolicy', { UserName: 'nobody', PolicyName: 'All', PolicyDocument: allow('*') }), document: one('PutUserPolicy', { UserName, PolicyName: 'All', PolicyDocument: 'all' }) },
});
describeOperation(AttachUserPolicy, {
  allows: { 'a user': one('AttachUserPolicy', { UserName, PolicyArn }) },
  refuses: { user: one('AttachUserPolicy', { UserName: 'nobody', PolicyArn }), policy: one('AttachUserPolicy', { UserName, PolicyArn: none }) },
});
describeOperation(CreateAccessKey, {
  allows: { 'a user': one('CreateAccessKey', { UserName }) },
  refuses: { user: one('CreateAccessKey', { UserName: 'nobody' }), room: story([key('1'), key('2'), key('3')], { world: withUser }) },
});
const url = 'https://login.example.com';
const oidcArn = `arn:aws:iam::${notes.account}:oidc-provider/login.example.com`;
const oidc = op('CreateOpenIDConnectProvider', { Url: url, ClientIDList: ['web'] });
describeOperation(CreateOpenIDConnectProvider, { allows: { 'a provider': story([oidc]) }, refuses: { free: story([oidc, { ...oidc, id: 'again' }]) } });
describeOperation(GetOpenIDConnectProvider, {
  allows: { 'a provider': story([oidc, op('GetOpenIDConnectProvider', { OpenIDConnectProviderArn: oidcArn })]) },
  refuses: { provider: one('GetOpenIDConnectProvider', { OpenIDConnectProviderArn: oidcArn }) },
});
describeOperation(ListOpenIDConnectProviders, { allows: { 'the account’s': one('ListOpenIDConnectProviders', {}) }, refuses: {} });
const samlArn = `arn:aws:iam::${notes.account}:saml-provider/corp`;
const saml = op('CreateSAMLProvider', { Name: 'corp', SAMLMetadataDocument: '<EntityDescriptor/>' });
describeOperation(CreateSAMLProvider, { allows: { 'a provider': story([saml]) }, refuses: { free: story([saml, { ...saml, id: 'again' }]) } });
describeOperation(GetSAMLProvider, {
  allows: { 'a provider': story([saml, op('GetSAMLProvider', { SAMLProviderArn: samlArn })]) },
  refuses: { provider: one('GetSAMLProvider', { SAMLProviderArn: samlArn }) },
});
describeOperation(ListSAMLProviders, { allows: { 'the account’s': one('ListSAMLProviders', {}) }, refuses: {} });

describe('managed policies', () => {
  const last = (calls: Parameters<typeof story>[0], world: World = withUser) => run(story(calls, { world })).steps.at(-1);

  test('are printed with their versions', () => {
    expect(last([op('GetPolicy', { PolicyArn })])?.output).toEqual({
      Policy: { PolicyName: 'Photos', PolicyId: expect.stringMatching(/^ANPA/), Arn: PolicyArn, Path: '/', DefaultVersionId: 'v2', IsAttachable: true },
    });
    expect(last([op('GetPolicyVersion', { PolicyArn, VersionId: 'v1' })])?.output).toEqual({ PolicyVersion: { Document: allow('s3:*'), VersionId: 'v1', IsDefaultVersion: false } });
    expect(last([op('DeletePolicyVersion', { PolicyArn, VersionId: 'v1' }), op('ListPolicyVersions', { PolicyArn })])?.output).toEqual({ Versions: [{ VersionId: 'v2', IsDefaultVersion: true }], IsTruncated: false });
    expect(last([op('CreatePolicyVersion', { PolicyArn, PolicyDocument: allow('*') }), op('ListPolicyVersions', { PolicyArn })])?.output?.Versions).toEqual([
      { VersionId: 'v3', IsDefaultVersion: false },
      { VersionId: 'v2', IsDefaultVersion: true },
      { VersionId: 'v1', IsDefaultVersion: false },
    ]);
    expect(last([op('ListPolicies', { Scope: 'Local' })])?.output?.Policies).toHaveLength(1);
    expect(() => last([op('ListPolicies', {})])).toThrow(/Not emulated/);
    expect(() => last([op('GetPolicy', { PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3FullAccess' })])).toThrow(/Not read/);
  });

  test.each([
    ['CreatePolicyVersion', { PolicyArn, PolicyDocument: allow('*'), SetAsDefault: true }],
    ['SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v1' }],
  ])('can be turned by %s on whoever has them attached', (operation, input) => {
    const may = (Action: string) =>
      put(attached, 'AWS::IAM::ManagedPolicy', PolicyArn, { Arn: PolicyArn, PolicyName: 'Photos', DefaultVersionId: 'v2', Document: allow(Action), Versions: versions });
    const use = signed('s3:PutObject', {}, { asks: { resource: 'arn:aws:s3:::notes-photos/x' } });
    const signIn = [getId(login()), getCredentials(login())];
    expect(last([...signIn, use], may('iam:*'))?.error?.code).toBe('AccessDenied');
    expect(last([...signIn, signed(`iam:${operation}`, input), use], may('iam:*'))?.error).toBeUndefined();
  });

  test('are in the account’s details with users and roles, in pages', () => {
    const page = (input: Input) => last([op('GetAccountAuthorizationDetails', input)], { ...attached, resources: { ...attached.resources, ...{ 'AWS::IAM::User': withUser.resources['AWS::IAM::User'] ?? {} } } })?.output as Record<string, object[]> & { Marker?: string };
    const all = page({});
    expect(all.UserDetailList).toMatchObject([{ UserName, UserPolicyList: [], AttachedManagedPolicies: [] }]);
    expect(all.RoleDetailList?.map((role) => (role as { RoleName: string }).RoleName)).toEqual(['notes-signed-in', 'notes-guest', 'notes-editors']);
    expect(all.RoleDetailList?.[1]).toMatchObject({ RolePolicyList: [{ PolicyName: 'PublicPhotos', PolicyDocument: { Version: '2012-10-17' } }] });
    expect(all.Policies).toMatchObject([{ PolicyName: 'Photos', PolicyVersionList: [{ VersionId: 'v1' }, { VersionId: 'v2', IsDefaultVersion: true }] }]);
    const first = page({ MaxItems: 2 });
    expect([first.UserDetailList?.length, first.RoleDetailList?.length, first.IsTruncated]).toEqual([1, 1, true]);
    const second = page({ MaxItems: 3, Marker: first.Marker as string });
    expect([second.UserDetailList?.length, second.RoleDetailList?.length, second.Policies?.length, second.IsTruncated]).toEqual([0, 2, 1, false]);
    expect(page({ Filter: ['Role'] })).toMatchObject({ UserDetailList: [], Policies: [] });
  });
});

describe('an IAM user’s key', () => {
  const mine = { signedBy: from('CreateAccessKey', 'AccessKey') };
  const withKey = [op('CreateAccessKey', { UserName })];

  test('is the user’s, with a name for aws:username and no session', () => {
    const trace = run(story([...withKey, call('sts:GetCallerIdentity', {}, mine)], { world: withUser }));
    expect(trace.steps[1]?.output?.Arn).toBe(`arn:aws:iam::${notes.account}:user/deploy`);
    expect(trace.steps[1]?.decisions[0]?.request.context).toMatchObject({ 'aws:username': 'deploy', 'aws:PrincipalType': 'User' });
  });

  test('may do what the user’s policies and boundary say', () => {
    const use = call('s3:ListAllMyBuckets', {}, { asks: { resource: '*' }, ...mine, goesOn: true });
    const grant = op('PutUserPolicy', { UserName, PolicyName: 'All', PolicyDocument: allow('*') });
    const end = (...calls: ReturnType<typeof op>[]) => run(story([...withKey, ...calls, use], { world: withUser })).steps.at(-1)?.error?.code;
    expect(end()).toBe('AccessDenied');
    expect(end(grant)).toBeUndefined();
    expect(end(op('AttachUserPolicy', { UserName, PolicyArn }))).toBe('AccessDenied');
    const bounded = [op('CreateUser', { UserName: 'b', PermissionsBoundary: PolicyArn }), op('PutUserPolicy', { UserName: 'b', PolicyName: 'All', PolicyDocument: allow('*') }), op('CreateAccessKey', { UserName: 'b' })];
    expect(run(story([...bounded, use], { world: withUser })).steps.at(-1)?.error?.message).toContain('no permissions boundary allows');
  });
});
