import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import { get, type World } from '../../world/world';
import { run } from '../run';
import { type Input } from '../scenario';
import { AttachRolePolicy } from './attach-role-policy';
import { CreateRole } from './create-role';
import { DeleteRole } from './delete-role';
import { DeleteRolePermissionsBoundary } from './delete-role-permissions-boundary';
import { DeleteRolePolicy } from './delete-role-policy';
import { describeOperation } from './describe-operation.testing';
import { DetachRolePolicy } from './detach-role-policy';
import { GetRole } from './get-role';
import { GetRolePolicy } from './get-role-policy';
import { ListAttachedRolePolicies } from './list-attached-role-policies';
import { ListRolePolicies } from './list-role-policies';
import { ListRoles } from './list-roles';
import { byOperator, getCredentials, getId, login, signed, story, withRole } from './notes.testing';
import { PutRolePermissionsBoundary } from './put-role-permissions-boundary';
import { PutRolePolicy } from './put-role-policy';
import { TagRole } from './tag-role';
import { UntagRole } from './untag-role';
import { UpdateAssumeRolePolicy } from './update-assume-role-policy';
import { UpdateRole } from './update-role';

const RoleName = 'notes-guest';
const allow = (Action: string, Resource = '*') => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });
const trusting = (Condition: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity', ...Condition }] });
const pinned = trusting({ Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': notes.identityPool } } });
const awsPolicy = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const noPolicy = `arn:aws:iam::${notes.account}:policy/none`;

const one = (operation: string, input: Input, world: World = notesWorld) => story([byOperator(`iam:${operation}`, input)], { world });
const nobody = (operation: string, input: Input = {}) => one(operation, { RoleName: 'nobody', ...input });
const bare = withRole(RoleName, { RolePolicyList: [] });
const attached = withRole(RoleName, { AttachedManagedPolicies: [{ PolicyArn: awsPolicy, PolicyName: 'AmazonS3ReadOnlyAccess' }] });

describeOperation(GetRole, { allows: { 'a role': one('GetRole', { RoleName }) }, refuses: { role: nobody('GetRole') } });
describeOperation(ListRoles, { allows: { 'the account’s roles': one('ListRoles', {}) }, refuses: {} });
describeOperation(ListRolePolicies, { allows: { 'a role': one('ListRolePolicies', { RoleName }) }, refuses: { role: nobody('ListRolePolicies') } });
describeOperation(GetRolePolicy, {
  allows: { 'a policy': one('GetRolePolicy', { RoleName, PolicyName: 'PublicPhotos' }) },
  refuses: { role: nobody('GetRolePolicy', { PolicyName: 'x' }), policy: one('GetRolePolicy', { RoleName, PolicyName: 'x' }) },
});
describeOperation(ListAttachedRolePolicies, { allows: { 'a role': one('ListAttachedRolePolicies', { RoleName }) }, refuses: { role: nobody('ListAttachedRolePolicies') } });
describeOperation(CreateRole, {
  allows: { 'a role for one pool': one('CreateRole', { RoleName: 'new', AssumeRolePolicyDocument: pinned }) },
  refuses: {
    free: one('CreateRole', { RoleName, AssumeRolePolicyDocument: pinned }),
    document: one('CreateRole', { RoleName: 'new', AssumeRolePolicyDocument: '{"Statement":' }),
    confused: one('CreateRole', { RoleName: 'new', AssumeRolePolicyDocument: trusting({}) }),
  },
});
describeOperation(DeleteRole, { allows: { 'an empty role': one('DeleteRole', { RoleName }, bare) }, refuses: { role: nobody('DeleteRole'), empty: one('DeleteRole', { RoleName }) } });
describeOperation(UpdateRole, { allows: { 'a role': one('UpdateRole', { RoleName, MaxSessionDuration: 7200 }) }, refuses: { role: nobody('UpdateRole') } });
describeOperation(UpdateAssumeRolePolicy, {
  allows: { 'a role': one('UpdateAssumeRolePolicy', { RoleName, PolicyDocument: pinned }) },
  refuses: {
    role: nobody('UpdateAssumeRolePolicy', { PolicyDocument: pinned }),
    document: one('UpdateAssumeRolePolicy', { RoleName, PolicyDocument: '[]' }),
    confused: one('UpdateAssumeRolePolicy', { RoleName, PolicyDocument: trusting({ Condition: { StringEquals: { 'aws:SourceAccount': notes.account } } }) }),
  },
});
describeOperation(PutRolePolicy, {
  allows: { 'a role': one('PutRolePolicy', { RoleName, PolicyName: 'All', PolicyDocument: allow('*') }) },
  refuses: { role: nobody('PutRolePolicy', { PolicyName: 'All', PolicyDocument: allow('*') }), document: one('PutRolePolicy', { RoleName, PolicyName: 'All', PolicyDocument: 'all' }) },
});
describeOperation(DeleteRolePolicy, {
  allows: { 'a policy': one('DeleteRolePolicy', { RoleName, PolicyName: 'PublicPhotos' }) },
  refuses: { role: nobody('DeleteRolePolicy', { PolicyName: 'x' }), policy: one('DeleteRolePolicy', { RoleName, PolicyName: 'x' }) },
});
describeOperation(AttachRolePolicy, {
  allows: { 'one of AWS’s policies': one('AttachRolePolicy', { RoleName, PolicyArn: awsPolicy }) },
  refuses: { role: nobody('AttachRolePolicy', { PolicyArn: awsPolicy }), policy: one('AttachRolePolicy', { RoleName, PolicyArn: noPolicy }) },
});
describeOperation(DetachRolePolicy, {
  allows: { 'a policy': one('DetachRolePolicy', { RoleName, PolicyArn: awsPolicy }, attached) },
  refuses: { role: nobody('DetachRolePolicy', { PolicyArn: awsPolicy }), policy: one('DetachRolePolicy', { RoleName, PolicyArn: awsPolicy }) },
});
describeOperation(PutRolePermissionsBoundary, {
  allows: { 'a role': one('PutRolePermissionsBoundary', { RoleName, PermissionsBoundary: awsPolicy }) },
  refuses: { role: nobody('PutRolePermissionsBoundary', { PermissionsBoundary: awsPolicy }), policy: one('PutRolePermissionsBoundary', { RoleName, PermissionsBoundary: noPolicy }) },
});
describeOperation(DeleteRolePermissionsBoundary, { allows: { 'a role': one('DeleteRolePermissionsBoundary', { RoleName }) }, refuses: { role: nobody('DeleteRolePermissionsBoundary') } });
describeOperation(TagRole, { allows: { 'a role': one('TagRole', { RoleName, Tags: [{ Key: 'team', Value: 'crew' }] }) }, refuses: { role: nobody('TagRole', { Tags: [] }) } });
describeOperation(UntagRole, { allows: { 'a role': one('UntagRole', { RoleName, TagKeys: ['team'] }) }, refuses: { role: nobody('UntagRole', { TagKeys: [] }) } });

describe('a role', () => {
  const after = (calls: Parameters<typeof story>[0], world = notesWorld) => {
    const trace = run(story(calls, { world }));
    expect(trace.ended, trace.steps.at(-1)?.error?.message).toBe('ok');
    return trace.steps.at(-1)?.output as Record<string, unknown>;
  };
  const op = (operation: string, input: Input) => byOperator(`iam:${operation}`, input);

  test('is as it was made', () => {
    const { Role } = after([
      op('CreateRole', { RoleName: 'new', Path: '/app/', AssumeRolePolicyDocument: pinned, MaxSessionDuration: 7200, Tags: [{ Key: 'env', Value: 'prod' }] }),
      op('TagRole', { RoleName: 'new', Tags: [{ Key: 'env', Value: 'dev' }, { Key: 'team', Value: 'crew' }] }),
      op('UntagRole', { RoleName: 'new', TagKeys: ['team'] }),
      op('PutRolePermissionsBoundary', { RoleName: 'new', PermissionsBoundary: awsPolicy }),
      op('UpdateRole', { RoleName: 'new', MaxSessionDuration: 3600 }),
      op('GetRole', { RoleName: 'new' }),
    ]);
    expect(Role).toEqual({
      RoleName: 'new',
      Path: '/app/',
      Arn: `arn:aws:iam::${notes.account}:role/app/new`,
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      AssumeRolePolicyDocument: pinned,
      MaxSessionDuration: 3600,
      Tags: [{ Key: 'env', Value: 'dev' }],
      PermissionsBoundary: { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: awsPolicy },
    });
    expect(after([op('PutRolePermissionsBoundary', { RoleName, PermissionsBoundary: awsPolicy }), op('DeleteRolePermissionsBoundary', { RoleName }), op('GetRole', { RoleName })]).Role).not.toHaveProperty('PermissionsBoundary');
  });

  test('has the policies that were written and attached', () => {
    expect(after([op('PutRolePolicy', { RoleName, PolicyName: 'All', PolicyDocument: allow('*') }), op('ListRolePolicies', { RoleName })])).toEqual({ PolicyNames: ['PublicPhotos', 'All'], IsTruncated: false });
    expect(after([op('PutRolePolicy', { RoleName, PolicyName: 'All', PolicyDocument: allow('*') }), op('GetRolePolicy', { RoleName, PolicyName: 'All' })]).PolicyDocument).toBe(allow('*'));
    expect(after([op('DeleteRolePolicy', { RoleName, PolicyName: 'PublicPhotos' }), op('ListRolePolicies', { RoleName })]).PolicyNames).toEqual([]);
    const attach = op('AttachRolePolicy', { RoleName, PolicyArn: awsPolicy });
    expect(after([attach, op('ListAttachedRolePolicies', { RoleName })]).AttachedPolicies).toEqual([{ PolicyArn: awsPolicy, PolicyName: 'AmazonS3ReadOnlyAccess' }]);
    expect(after([attach, op('DetachRolePolicy', { RoleName, PolicyArn: awsPolicy }), op('ListAttachedRolePolicies', { RoleName })]).AttachedPolicies).toEqual([]);
  });

  test('is listed with its trust policy, page by page', () => {
    const names = (input: Input) => after([op('ListRoles', input)]) as { Roles: { RoleName: string; AssumeRolePolicyDocument: unknown }[]; Marker?: string; IsTruncated: boolean };
    expect(names({}).Roles.map((role) => role.RoleName)).toEqual(['notes-signed-in', 'notes-guest', 'notes-editors']);
    const first = names({ MaxItems: 2 });
    expect(first.IsTruncated).toBe(true);
    expect(first.Roles[0]?.AssumeRolePolicyDocument).toEqual(get(notesWorld, 'AWS::IAM::Role', 'notes-signed-in')?.AssumeRolePolicyDocument);
    expect(names({ MaxItems: 2, Marker: first.Marker as string })).toMatchObject({ IsTruncated: false, Roles: [{ RoleName: 'notes-editors' }] });
    expect(names({ PathPrefix: '/app/' }).Roles).toEqual([]);
  });

  test('that is deleted takes away what its sessions could do', () => {
    const calls = [
      getId(),
      getCredentials(),
      op('DeleteRolePolicy', { RoleName, PolicyName: 'PublicPhotos' }),
      op('DeleteRole', { RoleName }),
      signed('s3:GetObject', {}, { asks: { resource: 'arn:aws:s3:::notes-photos/public/a' } }),
    ];
    expect(run(story(calls)).ended).toBe('AccessDenied');
  });

  test('whose session may write its own policy may do anything', () => {
    const world = withRole('notes-signed-in', { RolePolicyList: [{ PolicyName: 'Self', PolicyDocument: allow('iam:PutRolePolicy') }] });
    const use = signed('secretsmanager:GetSecretValue', {}, { asks: { resource: '*' } });
    const escalate = signed('iam:PutRolePolicy', { RoleName: 'notes-signed-in', PolicyName: 'All', PolicyDocument: allow('*') });
    const signIn = [getId(login()), getCredentials(login())];
    expect(run(story([...signIn, use], { world })).ended).toBe('AccessDeniedException');
    expect(run(story([...signIn, escalate, use], { world })).ended).toBe('ok');
  });

  test('is decided by its boundary as a condition of requests about it', () => {
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: '*', Condition: { StringEquals: { 'iam:PermissionsBoundary': awsPolicy } } },
    });
    const world = withRole('notes-signed-in', { RolePolicyList: [{ PolicyName: 'Bounded', PolicyDocument: policy }] });
    const write = signed('iam:PutRolePolicy', { RoleName, PolicyName: 'All', PolicyDocument: allow('*') });
    const signIn = [getId(login()), getCredentials(login())];
    expect(run(story([...signIn, write], { world })).ended).toBe('AccessDenied');
    expect(run(story([op('PutRolePermissionsBoundary', { RoleName, PermissionsBoundary: awsPolicy }), ...signIn, write], { world })).ended).toBe('ok');
  });

  test('with a policy of AWS’s that the world lacks leaves open what it may do', () => {
    expect(() => run(story([getId(), getCredentials(), signed('s3:ListAllMyBuckets', {}, { asks: { resource: '*' } })], { world: attached }))).toThrow(`Not read: AWS::IAM::ManagedPolicy ${awsPolicy}`);
  });
});
