import { describe, expect, test } from 'vitest';
import { get, list } from '../world/world';
import { exchange } from './account.testing';
import { load } from './load';
import type { Exchange, Snapshot } from './snapshot';

const pool = 'us-east-1:11111111-2222-3333-4444-555555555555';
const described = { IdentityPoolId: pool, IdentityPoolName: 'notes', AllowUnauthenticatedIdentities: true };
const snapshotOf = (...exchanges: readonly Exchange[]): Snapshot => ({
  lifeguardSnapshot: 1,
  takenAt: '2026-11-22T21:00:00Z',
  account: '111122223333',
  partition: 'aws',
  exchanges,
});
const worldOf = (...exchanges: readonly Exchange[]) => load(snapshotOf(...exchanges));
const trust = { Version: '2012-10-17', Statement: [] };

describe('what AWS answered', () => {
  test.each([[true], [false], [undefined]])('AllowClassicFlow %s stays what it is', (AllowClassicFlow) => {
    const output = AllowClassicFlow === undefined ? described : { ...described, AllowClassicFlow };
    const loaded = get(worldOf(exchange('cognito-identity:DescribeIdentityPool', { IdentityPoolId: pool }, output)), 'AWS::Cognito::IdentityPool', pool);
    expect(loaded).toEqual(output);
    expect(Object.hasOwn(loaded ?? {}, 'AllowClassicFlow')).toBe(AllowClassicFlow !== undefined);
  });

  test.each([
    ['an object', trust],
    ['text', JSON.stringify(trust)],
    ['URL-encoded text', encodeURIComponent(JSON.stringify(trust))],
  ])('a policy document may be %s', (_form, AssumeRolePolicyDocument) => {
    const Role = { RoleName: 'r', Arn: 'arn:aws:iam::111122223333:role/r', AssumeRolePolicyDocument };
    const role = get(worldOf(exchange('iam:GetRole', { RoleName: 'r' }, { Role })), 'AWS::IAM::Role', 'r');
    const document = role?.AssumeRolePolicyDocument;
    expect(typeof document === 'string' ? JSON.parse(document) : document).toEqual(trust);
  });

  test('a secret that somebody recorded does not get in', () => {
    const UserPoolClient = { ClientId: 'c', UserPoolId: 'us-east-1_a', ClientSecret: 'open sesame' };
    const world = worldOf(exchange('cognito-idp:DescribeUserPoolClient', { UserPoolId: 'us-east-1_a', ClientId: 'c' }, { UserPoolClient }));
    expect(get(world, 'AWS::Cognito::UserPoolClient', 'c')?.ClientSecret).toBe('REDACTED');
  });

  test('an operation that no audit makes is passed over', () => {
    expect(worldOf(exchange('organizations:DescribeAccount', {}, { Policy: {} })).resources).toEqual({});
  });

  test('an answer of another form is refused with its place', () => {
    const bad = exchange('cognito-identity:DescribeIdentityPool', { IdentityPoolId: pool }, { ...described, AllowUnauthenticatedIdentities: 'yes' });
    expect(() => worldOf(bad)).toThrow(/exchanges\[0\]\.output of cognito-identity:DescribeIdentityPool.*AllowUnauthenticatedIdentities/);
  });
});

describe('what AWS did not answer', () => {
  const role = exchange('iam:GetRole', { RoleName: 'r' }, { Role: { RoleName: 'r', Arn: 'arn:aws:iam::1:role/r', AssumeRolePolicyDocument: trust } });

  test('a refusal is a gap with its reason', () => {
    const world = worldOf(exchange('cognito-idp:DescribeUserPool', { UserPoolId: 'us-east-1_a' }, 'AccessDeniedException'));
    expect(() => get(world, 'AWS::Cognito::UserPool', 'us-east-1_a')).toThrow('cognito-idp:DescribeUserPool us-east-1_a: AccessDeniedException');
  });

  test.each(['ResourceNotFoundException', 'NoSuchEntity'])('%s is an answer: it does not exist', (code) => {
    const world = worldOf(exchange('cognito-idp:DescribeUserPool', { UserPoolId: 'us-east-1_a' }, code));
    expect(get(world, 'AWS::Cognito::UserPool', 'us-east-1_a')).toBeUndefined();
  });

  test('throttling is a gap, and an answer beside it wins whatever the order', () => {
    const refused = exchange('cognito-idp:DescribeUserPool', { UserPoolId: 'us-east-1_a' }, 'TooManyRequestsException');
    const answered = exchange('cognito-idp:DescribeUserPool', { UserPoolId: 'us-east-1_a' }, { UserPool: { Id: 'us-east-1_a' } });
    expect(() => get(worldOf(refused), 'AWS::Cognito::UserPool', 'us-east-1_a')).toThrow('TooManyRequestsException');
    for (const order of [[refused, answered], [answered, refused]]) {
      expect(get(worldOf(...order), 'AWS::Cognito::UserPool', 'us-east-1_a')).toEqual({ Id: 'us-east-1_a' });
    }
  });

  test('what another answer speaks of and nobody read is a gap that names the read', () => {
    const providers = [{ ProviderName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_a', ClientId: 'c' }];
    const world = worldOf(exchange('cognito-identity:DescribeIdentityPool', { IdentityPoolId: pool }, { ...described, CognitoIdentityProviders: providers }));
    expect(() => get(world, 'AWS::Cognito::UserPool', 'us-east-1_a')).toThrow('cognito-idp:DescribeUserPool us-east-1_a: not read');
    expect(() => get(world, 'AWS::Cognito::UserPoolClient', 'c')).toThrow('cognito-idp:DescribeUserPoolClient us-east-1_a/c: not read');
    expect(() => get(world, 'AWS::Cognito::IdentityPoolRoleAttachment', pool)).toThrow('cognito-identity:GetIdentityPoolRoles');
  });

  test('a role without its policies has gaps in their place, and an unknown boundary', () => {
    const listed = exchange('iam:ListRoles', {}, { Roles: [{ RoleName: 'r', Arn: 'arn:aws:iam::1:role/r', AssumeRolePolicyDocument: trust }] });
    expect(get(worldOf(listed), 'AWS::IAM::Role', 'r')).toMatchObject({
      AssumeRolePolicyDocument: trust,
      RolePolicyList: { unread: 'iam:ListRolePolicies r: not read' },
      AttachedManagedPolicies: { unread: 'iam:ListAttachedRolePolicies r: not read' },
      PermissionsBoundary: { unread: 'iam:GetRole r: not read' },
    });
    expect(get(worldOf(listed, role), 'AWS::IAM::Role', 'r')).not.toHaveProperty('PermissionsBoundary');
    const policies = exchange('iam:ListRolePolicies', { RoleName: 'r' }, { PolicyNames: ['p'] });
    const refused = exchange('iam:GetRolePolicy', { RoleName: 'r', PolicyName: 'p' }, 'AccessDenied');
    expect(get(worldOf(role, policies, refused), 'AWS::IAM::Role', 'r')?.RolePolicyList).toEqual([
      { PolicyName: 'p', PolicyDocument: { unread: 'iam:GetRolePolicy r/p: AccessDenied' } },
    ]);
  });

  test('a role that no list has does not exist; one of a list cut short may', () => {
    const whole = exchange('iam:ListRoles', {}, { Roles: [] });
    const cut = exchange('iam:ListRoles', {}, { Roles: [], IsTruncated: true, Marker: 'm' });
    const roles = exchange('cognito-identity:GetIdentityPoolRoles', { IdentityPoolId: pool }, { Roles: { authenticated: 'arn:aws:iam::1:role/r' } });
    expect(get(worldOf(whole, roles), 'AWS::IAM::Role', 'r')).toBeUndefined();
    expect(() => get(worldOf(cut, roles), 'AWS::IAM::Role', 'r')).toThrow('iam:GetRole r: not read');
  });
});

describe('a list in pages', () => {
  const page = (token: string | undefined, GroupName: string, NextToken?: string) =>
    exchange('cognito-idp:ListGroups', { UserPoolId: 'us-east-1_a', Limit: 60, ...(token ? { NextToken: token } : {}) }, { Groups: [{ GroupName }], NextToken });
  const namesIn = (...pages: readonly Exchange[]) =>
    list(worldOf(...pages), 'AWS::Cognito::UserPoolGroup', 'us-east-1_a').map(({ GroupName }) => GroupName);

  test('is put together', () => expect(namesIn(page(undefined, 'a', 't'), page('t', 'b'))).toEqual(['a', 'b']));
  test('may come in any order', () => expect(namesIn(page('t', 'b'), page(undefined, 'a', 't')).sort()).toEqual(['a', 'b']));
  test('without its last page is not whole', () => expect(() => namesIn(page(undefined, 'a', 't'))).toThrow('its later pages were not read'));
  test('without its first page is not whole', () => expect(() => namesIn(page('t', 'b'))).toThrow('its first page was not read'));
  test('that goes round in a circle is not whole', () => expect(() => namesIn(page(undefined, 'a', 't'), page('t', 'b', 't'))).toThrow('circle'));

  test('one refused page leaves what the others told', () => {
    const refused = exchange('cognito-idp:ListGroups', { UserPoolId: 'us-east-1_a', NextToken: 't' }, 'AccessDeniedException');
    const world = worldOf(page(undefined, 'a', 't'), refused);
    expect(() => list(world, 'AWS::Cognito::UserPoolGroup', 'us-east-1_a')).toThrow('cognito-idp:ListGroups us-east-1_a: AccessDeniedException');
    expect(get(world, 'AWS::Cognito::UserPoolGroup', 'us-east-1_a/a')?.GroupName).toBe('a');
  });

  test('of two regions is whole when both are', () => {
    const pools = (region: string, output: object | string) => ({ ...exchange('cognito-identity:ListIdentityPools', {}, output), region });
    const empty = { IdentityPools: [] };
    expect(list(worldOf(pools('us-east-1', empty), pools('eu-west-1', empty)), 'AWS::Cognito::IdentityPool')).toEqual([]);
    expect(() => list(worldOf(pools('us-east-1', empty), pools('eu-west-1', 'AccessDeniedException')), 'AWS::Cognito::IdentityPool')).toThrow('AccessDenied');
  });

  test('of app clients is not whole while one of them is not described', () => {
    const clients = exchange('cognito-idp:ListUserPoolClients', { UserPoolId: 'us-east-1_a' }, { UserPoolClients: [{ ClientId: 'c' }] });
    const client = exchange('cognito-idp:DescribeUserPoolClient', { UserPoolId: 'us-east-1_a', ClientId: 'c' }, { UserPoolClient: { ClientId: 'c', UserPoolId: 'us-east-1_a' } });
    expect(worldOf(clients).complete).toMatchObject({ 'AWS::Cognito::UserPoolClient us-east-1_a': { unread: 'cognito-idp:DescribeUserPoolClient us-east-1_a/c: not read' } });
    expect(worldOf(clients, client).complete).toMatchObject({ 'AWS::Cognito::UserPoolClient us-east-1_a': true });
  });
});

test('the authorization details fill roles, policies and boundaries at once', () => {
  const details = {
    UserDetailList: [],
    RoleDetailList: [
      {
        RoleName: 'r',
        Arn: 'arn:aws:iam::1:role/r',
        AssumeRolePolicyDocument: trust,
        RolePolicyList: [{ PolicyName: 'p', PolicyDocument: trust }],
        AttachedManagedPolicies: [{ PolicyName: 'm', PolicyArn: 'arn:aws:iam::1:policy/m' }],
        PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: 'arn:aws:iam::1:policy/b' },
      },
    ],
    Policies: [
      { PolicyName: 'm', Arn: 'arn:aws:iam::1:policy/m', DefaultVersionId: 'v2', PolicyVersionList: [{ VersionId: 'v2', Document: trust }, { VersionId: 'v1', Document: '{}' }] },
    ],
  };
  const world = worldOf(exchange('iam:GetAccountAuthorizationDetails', { Filter: ['Role'] }, details));
  expect(get(world, 'AWS::IAM::Role', 'r')).toMatchObject({ RolePolicyList: [{ PolicyName: 'p' }], PermissionsBoundary: { PermissionsBoundaryArn: 'arn:aws:iam::1:policy/b' } });
  expect(get(world, 'AWS::IAM::ManagedPolicy', 'arn:aws:iam::1:policy/m')).toMatchObject({ DefaultVersionId: 'v2', Document: trust });
  expect(() => get(world, 'AWS::IAM::ManagedPolicy', 'arn:aws:iam::1:policy/b')).toThrow('iam:GetPolicy');
  expect(get(world, 'AWS::IAM::Role', 'other')).toBeUndefined();
});

describe('what hangs on a user pool', () => {
  const arn = 'arn:aws:lambda:us-east-1:111122223333:function:greet';
  const UserPool = { Id: 'us-east-1_a', MfaConfiguration: 'ON', LambdaConfig: { PostConfirmation: arn, KMSKeyID: 'arn:aws:kms:us-east-1:111122223333:key/k' } };
  const pool = exchange('cognito-idp:DescribeUserPool', { UserPoolId: 'us-east-1_a' }, { UserPool });
  const factors = exchange('cognito-idp:GetUserPoolMfaConfig', { UserPoolId: 'us-east-1_a' }, { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } });
  const configuration = exchange('lambda:GetFunctionConfiguration', { FunctionName: arn }, { FunctionName: 'greet', FunctionArn: arn, Role: 'arn:aws:iam::111122223333:role/greet' });
  const policy = exchange('lambda:GetPolicy', { FunctionName: arn }, { Policy: JSON.stringify(trust) });
  const greet = (...exchanges: readonly Exchange[]) => get(worldOf(...exchanges), 'AWS::Lambda::Function', 'greet');

  test('second factors are added to it, whichever answer came first', () => {
    for (const exchanges of [[pool, factors], [factors, pool]]) {
      expect(get(worldOf(...exchanges), 'AWS::Cognito::UserPool', 'us-east-1_a')).toEqual({ ...UserPool, SoftwareTokenMfaConfiguration: { Enabled: true } });
    }
    expect(() => get(worldOf(factors), 'AWS::Cognito::UserPool', 'us-east-1_a')).toThrow('us-east-1_a');
  });

  test('its functions are gaps until they are read', () => {
    expect(() => greet(pool)).toThrow('lambda:GetFunctionConfiguration greet: not read');
    expect(greet(pool, configuration)).toMatchObject({ FunctionName: 'greet', Policy: { unread: 'lambda:GetPolicy greet: not read' } });
    for (const exchanges of [[pool, configuration, policy], [policy, configuration, pool]]) expect(greet(...exchanges)?.Policy).toEqual(JSON.stringify(trust));
  });

  test('a function that is gone is absent, one without a policy has none, and one that was refused is neither', () => {
    const refusal = (operation: string, code: string) => exchange(operation, { FunctionName: arn }, code);
    expect(greet(pool, refusal('lambda:GetFunctionConfiguration', 'ResourceNotFoundException'))).toBeUndefined();
    expect(greet(pool, configuration, refusal('lambda:GetPolicy', 'ResourceNotFoundException'))).not.toHaveProperty('Policy');
    expect(greet(pool, configuration, refusal('lambda:GetPolicy', 'AccessDeniedException'))?.Policy).toEqual({ unread: 'lambda:GetPolicy greet: AccessDeniedException' });
    expect(() => greet(pool, refusal('lambda:GetFunctionConfiguration', 'AccessDeniedException'))).toThrow('AccessDeniedException');
  });

  test('its functions are in a whole list, or gone', () => {
    expect(greet(pool, exchange('lambda:ListFunctions', {}, { Functions: [] }))).toBeUndefined();
  });
});

test('a SAML provider bears the day on which its date was read', () => {
  const SAMLProviderArn = 'arn:aws:iam::111122223333:saml-provider/work';
  const answered = (output: object) => get(worldOf(exchange('iam:GetSAMLProvider', { SAMLProviderArn }, output)), 'AWS::IAM::SAMLProvider', SAMLProviderArn);
  expect(answered({ ValidUntil: '2026-05-01T00:00:00Z' })).toEqual({ Arn: SAMLProviderArn, ValidUntil: '2026-05-01T00:00:00Z', readAt: '2026-11-22T21:00:00Z' });
  expect(answered({})).toEqual({ Arn: SAMLProviderArn });
});
