import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import { patch } from '../../world/world';
import { run } from '../run';
import { from, type Input } from '../scenario';
import { CreateIdentityPool } from './create-identity-pool';
import { DeleteIdentityPool } from './delete-identity-pool';
import { DescribeIdentityPool } from './describe-identity-pool';
import { describeOperation } from './describe-operation.testing';
import { GetIdentityPoolRoles } from './get-identity-pool-roles';
import { GetPrincipalTagAttributeMap } from './get-principal-tag-attribute-map';
import { ListTagsForResource } from './identity-pool-list-tags-for-resource';
import { TagResource } from './identity-pool-tag-resource';
import { UntagResource } from './identity-pool-untag-resource';
import { ListIdentityPools } from './list-identity-pools';
import { byOperator, getCredentials, getId, getOpenIdToken, login, signed, story, withPool, withRole } from './notes.testing';
import { SetIdentityPoolRoles } from './set-identity-pool-roles';
import { SetPrincipalTagAttributeMap } from './set-principal-tag-attribute-map';
import { UpdateIdentityPool } from './update-identity-pool';

const IdentityPoolId = notes.identityPool;
const arn = `arn:aws:cognito-identity:${notes.region}:${notes.account}:identitypool/${IdentityPoolId}`;
const nowhere = 'us-east-1:nowhere';
const settings = { IdentityPoolName: 'notes-dev', AllowUnauthenticatedIdentities: true };
const one = (operation: string, input: Input, world = notesWorld) => story([byOperator(`cognito-identity:${operation}`, input)], { world });
const mapping = { Type: 'Token', AmbiguousRoleResolution: 'Deny' };
const mappingKey = `${notes.provider}:${notes.client}`;
const manyRules = Array.from({ length: 26 }, () => ({ Claim: 'team', MatchType: 'Equals', Value: 'x', RoleARN: notes.editorsRole }));

describeOperation(CreateIdentityPool, {
  allows: { 'a pool with guests': one('CreateIdentityPool', settings) },
  refuses: { name: one('CreateIdentityPool', { ...settings, IdentityPoolName: 'notes<dev>' }) },
});
describeOperation(UpdateIdentityPool, {
  allows: { 'a pool made guestless': one('UpdateIdentityPool', { IdentityPoolId, ...settings, AllowUnauthenticatedIdentities: false }) },
  refuses: {
    pool: one('UpdateIdentityPool', { IdentityPoolId: nowhere, ...settings }),
    name: one('UpdateIdentityPool', { IdentityPoolId, AllowUnauthenticatedIdentities: true }),
    developer: one('UpdateIdentityPool', { IdentityPoolId, ...settings, DeveloperProviderName: 'new' }, withPool({ DeveloperProviderName: 'old' })),
  },
});
describeOperation(DeleteIdentityPool, { allows: { 'a pool': one('DeleteIdentityPool', { IdentityPoolId }) }, refuses: { pool: one('DeleteIdentityPool', { IdentityPoolId: nowhere }) } });
describeOperation(DescribeIdentityPool, { allows: { 'a pool': one('DescribeIdentityPool', { IdentityPoolId }) }, refuses: { pool: one('DescribeIdentityPool', { IdentityPoolId: nowhere }) } });
describeOperation(ListIdentityPools, { allows: { 'the account’s pools': one('ListIdentityPools', { MaxResults: 60 }) }, refuses: {} });
describeOperation(GetIdentityPoolRoles, { allows: { 'a pool': one('GetIdentityPoolRoles', { IdentityPoolId }) }, refuses: { pool: one('GetIdentityPoolRoles', { IdentityPoolId: nowhere }) } });
describeOperation(SetIdentityPoolRoles, {
  allows: {
    'two roles': one('SetIdentityPoolRoles', { IdentityPoolId, Roles: { authenticated: notes.signedInRole, unauthenticated: notes.guestRole } }),
    'a mapping': one('SetIdentityPoolRoles', { IdentityPoolId, Roles: {}, RoleMappings: { [mappingKey]: mapping } }),
  },
  refuses: {
    pool: one('SetIdentityPoolRoles', { IdentityPoolId: nowhere, Roles: {} }),
    passRole: one('SetIdentityPoolRoles', { IdentityPoolId, Roles: { authenticated: 'notes-signed-in' } }),
    mappedProvider: one('SetIdentityPoolRoles', { IdentityPoolId, Roles: {}, RoleMappings: { [`${notes.provider}:old-client`]: mapping } }),
    resolution: one('SetIdentityPoolRoles', { IdentityPoolId, Roles: {}, RoleMappings: { [mappingKey]: { Type: 'Token' } } }),
    ruleCount: one('SetIdentityPoolRoles', { IdentityPoolId, Roles: {}, RoleMappings: { [mappingKey]: { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules: manyRules } } } }),
  },
});
describeOperation(GetPrincipalTagAttributeMap, {
  allows: { 'a provider': one('GetPrincipalTagAttributeMap', { IdentityPoolId, IdentityProviderName: notes.provider }) },
  refuses: { pool: one('GetPrincipalTagAttributeMap', { IdentityPoolId: nowhere, IdentityProviderName: notes.provider }) },
});
describeOperation(SetPrincipalTagAttributeMap, {
  allows: { 'a tag': one('SetPrincipalTagAttributeMap', { IdentityPoolId, IdentityProviderName: notes.provider, PrincipalTags: { team: 'custom:team' } }) },
  refuses: {
    pool: one('SetPrincipalTagAttributeMap', { IdentityPoolId: nowhere, IdentityProviderName: notes.provider }),
    tags: one('SetPrincipalTagAttributeMap', {
      IdentityPoolId,
      IdentityProviderName: notes.provider,
      PrincipalTags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`t${i}`, 'sub'])),
    }),
  },
});
describeOperation(TagResource, { allows: { 'a pool': one('TagResource', { ResourceArn: arn, Tags: { env: 'prod' } }) }, refuses: { pool: one('TagResource', { ResourceArn: `${arn}x`, Tags: {} }) } });
describeOperation(UntagResource, { allows: { 'a pool': one('UntagResource', { ResourceArn: arn, TagKeys: ['env'] }) }, refuses: { pool: one('UntagResource', { ResourceArn: `${arn}x`, TagKeys: [] }) } });
describeOperation(ListTagsForResource, { allows: { 'a pool': one('ListTagsForResource', { ResourceArn: arn }) }, refuses: { pool: one('ListTagsForResource', { ResourceArn: `${arn}x` }) } });

describe('a pool made from nothing', () => {
  const made = from('CreateIdentityPool', 'IdentityPoolId');
  const describePool = byOperator('cognito-identity:DescribeIdentityPool', { IdentityPoolId: made });
  const lastOf = (calls: Parameters<typeof story>[0], world = notesWorld) => run(story(calls, { world })).steps.at(-1);

  test('is described as it was made, with the three states of AllowClassicFlow', () => {
    for (const AllowClassicFlow of [undefined, true, false]) {
      const input = { ...settings, ...(AllowClassicFlow === undefined ? {} : { AllowClassicFlow }) };
      const { output } = lastOf([byOperator('cognito-identity:CreateIdentityPool', input), describePool]) ?? {};
      expect(output).toEqual({ ...input, IdentityPoolId: expect.stringMatching(/^us-east-1:/) });
    }
  });

  test('gives credentials once it has roles that trust it', () => {
    const statement = {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' } },
    };
    const world = withRole('notes-guest', { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [statement] } });
    const make = byOperator('cognito-identity:CreateIdentityPool', settings);
    const guest = getId(undefined, { input: { IdentityPoolId: made } });
    const setRoles = byOperator('cognito-identity:SetIdentityPoolRoles', { IdentityPoolId: made, Roles: { unauthenticated: notes.guestRole } });
    expect(lastOf([make, guest, getCredentials()], world)?.error?.code).toBe('InvalidIdentityPoolConfigurationException');
    expect(lastOf([make, setRoles, guest, getCredentials()], world)?.error).toBeUndefined();
    expect(lastOf([make, setRoles, guest, getOpenIdToken()], world)?.error).toBeUndefined();
  });

  test('an update takes away what it leaves out', () => {
    const update = byOperator('cognito-identity:UpdateIdentityPool', { IdentityPoolId, ...settings });
    expect(lastOf([update, byOperator('cognito-identity:DescribeIdentityPool', { IdentityPoolId })])?.output).toEqual({ IdentityPoolId, ...settings });
  });

  test('is gone once deleted, and so are its identities', () => {
    const calls = [getId(), byOperator('cognito-identity:DeleteIdentityPool', { IdentityPoolId }), getCredentials()];
    expect(lastOf(calls)?.error?.code).toBe('ResourceNotFoundException');
  });

  test('is listed, a page at a time', () => {
    const list = (fields: Input) => lastOf([byOperator('cognito-identity:CreateIdentityPool', settings), byOperator('cognito-identity:ListIdentityPools', fields)])?.output as { IdentityPools: unknown[]; NextToken?: string };
    expect(list({ MaxResults: 60 }).IdentityPools).toHaveLength(2);
    const first = list({ MaxResults: 1 });
    expect(first.IdentityPools).toEqual([{ IdentityPoolId, IdentityPoolName: 'notes-prod' }]);
    expect(list({ MaxResults: 1, NextToken: first.NextToken as string })).toEqual({ IdentityPools: [expect.objectContaining({ IdentityPoolName: 'notes-dev' })] });
  });

  test('shows its roles, tags and tag maps as they were set', () => {
    const roles = { IdentityPoolId, Roles: { authenticated: notes.editorsRole }, RoleMappings: { [mappingKey]: mapping } };
    expect(lastOf([byOperator('cognito-identity:SetIdentityPoolRoles', roles), byOperator('cognito-identity:GetIdentityPoolRoles', { IdentityPoolId })])?.output).toEqual(roles);
    const map = { IdentityPoolId, IdentityProviderName: notes.provider, UseDefaults: true };
    expect(lastOf([byOperator('cognito-identity:SetPrincipalTagAttributeMap', map), byOperator('cognito-identity:GetPrincipalTagAttributeMap', { IdentityPoolId, IdentityProviderName: notes.provider })])?.output).toEqual(map);
    const tags = [
      byOperator('cognito-identity:TagResource', { ResourceArn: arn, Tags: { env: 'prod', team: 'crew' } }),
      byOperator('cognito-identity:UntagResource', { ResourceArn: arn, TagKeys: ['env'] }),
      byOperator('cognito-identity:ListTagsForResource', { ResourceArn: arn }),
    ];
    expect(lastOf(tags)?.output).toEqual({ Tags: { team: 'crew' } });
  });

  test('SetIdentityPoolRoles by a session needs iam:PassRole for each role', () => {
    const may = (...Action: string[]) =>
      withRole('notes-signed-in', { RolePolicyList: [{ PolicyName: 'Set', PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: '*' } } }] });
    const calls = [getId(login()), getCredentials(login()), signed('cognito-identity:SetIdentityPoolRoles', { IdentityPoolId, Roles: { unauthenticated: notes.editorsRole } })];
    expect(lastOf(calls)?.error?.code).toBe('AccessDeniedException');
    expect(lastOf(calls, may('cognito-identity:*'))?.error).toMatchObject({ code: 'NotAuthorizedException', message: `Access to Role '${notes.editorsRole}' is forbidden.` });
    expect(lastOf(calls, may('cognito-identity:*', 'iam:PassRole'))?.error).toBeUndefined();
  });

  test('reads that were not made are not known', () => {
    const world = patch({ ...notesWorld, complete: { 'AWS::Cognito::IdentityPool': { unread: 'cognito-identity:ListIdentityPools: AccessDenied' } } }, 'AWS::Cognito::IdentityPool', IdentityPoolId, {});
    expect(() => lastOf([byOperator('cognito-identity:ListIdentityPools', { MaxResults: 1 })], world)).toThrow('cognito-identity:ListIdentityPools: AccessDenied');
  });
});
