import { expect, test } from 'vitest';
import { notes, notesWorld } from '../world/accounts/notes';
import { get, list, type World } from '../world/world';
import { AwsFailure, denied, fakeAws } from './account.testing';
import { collect } from './collect';
import { load } from './load';

const own = { Id: 'p-own', Name: 'own', AwsManaged: false };
const managed = { Id: 'p-RCPFullAWSAccess', Name: 'RCPFullAWSAccess', AwsManaged: true };
const Content = '{"Version":"2012-10-17","Statement":[]}';
const organization = {
  'organizations:ListPolicies': ({ NextToken }: Readonly<Record<string, unknown>>) => (NextToken === undefined ? { Policies: [managed], NextToken: 'more' } : { Policies: [own] }),
  'organizations:DescribePolicy': () => ({ Policy: { Content } }),
  'organizations:ListTargetsForPolicy': () => ({ Targets: [{ TargetId: 'r-root', Type: 'ROOT' }] }),
};

async function worldWith(instead: Parameters<typeof fakeAws>[0]): Promise<World> {
  const waiting = { sleep: () => Promise.resolve(), random: () => 0 };
  return load(await collect({ send: fakeAws(instead), regions: ['us-east-1'], now: () => '2026-11-22T21:00:00Z', ...waiting }));
}

test('policies of the organization are read with their text and targets', async () => {
  const policies = list(await worldWith(organization), 'AWS::Organizations::Policy');
  expect(policies).toMatchObject([{ ...own, Content, Targets: [{ TargetId: 'r-root' }] }, { ...managed, Content }]);
  expect(policies[1]).not.toHaveProperty('Targets');
});

test('what was refused of a policy is a gap; an account that may not ask has none', async () => {
  const half = await worldWith({ ...organization, 'organizations:ListTargetsForPolicy': denied });
  expect(get(half, 'AWS::Organizations::Policy', own.Id)).toMatchObject({ Content, Targets: { unread: 'organizations:ListTargetsForPolicy p-own: AccessDeniedException' } });
  const none = await worldWith({ 'organizations:ListPolicies': denied });
  expect(none.complete).not.toHaveProperty('AWS::Organizations::Policy');
  expect(none.resources).not.toHaveProperty('AWS::Organizations::Policy');
});

test('what a pool does with synchronised data is read in two parts', async () => {
  const type = 'Lifeguard::SyncConfiguration';
  const PushSync = { ApplicationArns: ['arn:aws:sns:us-east-1:111122223333:app/GCM/notes'], RoleArn: notes.editorsRole };
  const Events = { SyncTrigger: 'arn:aws:lambda:us-east-1:111122223333:function:sync' };
  const parts = { 'cognito-sync:GetIdentityPoolConfiguration': () => ({ IdentityPoolId: notes.identityPool, PushSync }), 'cognito-sync:GetCognitoEvents': () => ({ Events }) };
  expect(get(await worldWith(parts), type, notes.identityPool)).toEqual({ IdentityPoolId: notes.identityPool, PushSync, Events });
  expect(get(await worldWith({ ...parts, 'cognito-sync:GetCognitoEvents': denied }), type, notes.identityPool)).toMatchObject({ PushSync, Events: { unread: expect.stringContaining('AccessDenied') as string } });
  const refused = await worldWith({ ...parts, 'cognito-sync:GetIdentityPoolConfiguration': denied });
  expect(() => get(refused, type, notes.identityPool)).toThrow('AccessDeniedException');
});

test('whether a web ACL stands before a user pool: it does, it does not, nobody may tell', async () => {
  const Arn = `arn:aws:cognito-idp:us-east-1:${notes.account}:userpool/${notes.userPool}`;
  const withArn = { 'cognito-idp:DescribeUserPool': () => ({ UserPool: { ...get(notesWorld, 'AWS::Cognito::UserPool', notes.userPool), Arn } }) };
  const acl = async (answer: () => object) => get(await worldWith({ ...withArn, 'wafv2:GetWebACLForResource': answer }), 'AWS::WAFv2::WebACLAssociation', Arn);
  expect(await acl(() => ({ WebACL: { ARN: 'arn:acl' } }))).toEqual({ ResourceArn: Arn, WebACLArn: 'arn:acl' });
  expect(await acl(() => ({}))).toBeUndefined();
  await expect(acl(denied)).rejects.toThrow('AccessDeniedException');
  await expect(acl(() => { throw new AwsFailure('WAFNonexistentItemException'); })).rejects.toThrow('WAFNonexistentItemException');
});
