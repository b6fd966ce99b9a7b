import { describe, expect, test } from 'vitest';
import { notes } from '../../world/accounts/notes';
import { run } from '../run';
import type { Call, Input } from '../scenario';
import { AdminAddUserToGroup } from './admin-add-user-to-group';
import { AdminListGroupsForUser } from './admin-list-groups-for-user';
import { AdminRemoveUserFromGroup } from './admin-remove-user-from-group';
import { describeOperation } from './describe-operation.testing';
import { ListUsersInGroup } from './list-users-in-group';
import { CreateGroup } from './user-pool-create-group';
import { DeleteGroup } from './user-pool-delete-group';
import { GetGroup } from './user-pool-get-group';
import { ListGroups } from './user-pool-list-groups';
import { UpdateGroup } from './user-pool-update-group';
import { admin, ana, notesWith, pool, refused, refusesPools, refusesUsers, scenario } from './user-pool.testing';

const on = (operation: string, fields: Input = {}, more: Partial<Call> = {}) =>
  admin(more.id ?? operation, operation, { ...pool, GroupName: 'editors', ...fields }, more);
const missing = (operation: string, fields: Input = {}) => ({
  group: refused('ResourceNotFoundException', [on(operation, { ...fields, GroupName: 'nobodys' })]),
});
const ben = { Username: notes.ben };
const steps = (calls: readonly Call[]) => run(scenario(calls)).steps;
const output = (calls: readonly Call[]) => steps(calls).at(-1)?.output;

describeOperation(CreateGroup, {
  allows: { 'with a role': scenario([on('CreateGroup', { GroupName: 'admins', RoleArn: notes.editorsRole, Precedence: 0, Description: 'All of it' })]) },
  refuses: { ...refusesPools('CreateGroup', { GroupName: 'admins' }), nameFree: refused('GroupExistsException', [on('CreateGroup')]) },
});

describeOperation(UpdateGroup, {
  allows: { 'its precedence': scenario([on('UpdateGroup', { Precedence: 7 })]) },
  refuses: { ...refusesPools('UpdateGroup', { GroupName: 'editors' }), ...missing('UpdateGroup') },
});

describeOperation(GetGroup, {
  allows: { 'by name': scenario([on('GetGroup')]) },
  refuses: { ...refusesPools('GetGroup', { GroupName: 'editors' }), ...missing('GetGroup') },
});

describeOperation(DeleteGroup, {
  allows: { 'by name': scenario([on('DeleteGroup')]) },
  refuses: { ...refusesPools('DeleteGroup', { GroupName: 'editors' }), ...missing('DeleteGroup') },
});

describeOperation(ListGroups, { allows: { 'all of them': scenario([on('ListGroups')]) }, refuses: refusesPools('ListGroups') });

describeOperation(ListUsersInGroup, {
  allows: { 'all of them': scenario([on('ListUsersInGroup')]) },
  refuses: { ...refusesPools('ListUsersInGroup', { GroupName: 'editors' }), ...missing('ListUsersInGroup') },
});

describeOperation(AdminAddUserToGroup, {
  allows: { 'a user': scenario([on('AdminAddUserToGroup', ben)]), 'one who is in it already': scenario([on('AdminAddUserToGroup', ana)]) },
  refuses: { ...refusesUsers('AdminAddUserToGroup', { GroupName: 'editors' }), ...missing('AdminAddUserToGroup', ben) },
});

describeOperation(AdminRemoveUserFromGroup, {
  allows: { 'a user': scenario([on('AdminRemoveUserFromGroup', ana)]) },
  refuses: { ...refusesUsers('AdminRemoveUserFromGroup', { GroupName: 'editors' }), ...missing('AdminRemoveUserFromGroup', ana) },
});

describeOperation(AdminListGroupsForUser, {
  allows: { 'of a user': scenario([on('AdminListGroupsForUser', ana)]) },
  refuses: refusesUsers('AdminListGroupsForUser'),
});

describe('a group', () => {
  const membersOf = (calls: readonly Call[]) =>
    (output([...calls, on('ListUsersInGroup')])?.Users as readonly { Username: string }[]).map(({ Username }) => Username);
  const groupsOf = (Username: string, calls: readonly Call[]) =>
    (output([...calls, on('AdminListGroupsForUser', { Username })])?.Groups as readonly { GroupName: string }[]).map(({ GroupName }) => GroupName);

  test('has the members it was given', () => {
    expect(membersOf([])).toEqual([notes.ana]);
    expect(membersOf([on('AdminAddUserToGroup', ben), on('AdminRemoveUserFromGroup', ana)])).toEqual([notes.ben]);
  });

  test('leaves its members when it is deleted', () => {
    expect(groupsOf(notes.ana, [])).toEqual(['editors']);
    expect(groupsOf(notes.ana, [on('DeleteGroup')])).toEqual([]);
  });

  test('keeps what an update does not mention', () => {
    expect(output([on('UpdateGroup', { Description: 'They edit' })])).toMatchObject({
      Group: { GroupName: 'editors', RoleArn: notes.editorsRole, Precedence: 1, Description: 'They edit' },
    });
  });

  test('is listed page by page', () => {
    const listed = output([on('CreateGroup', { GroupName: 'b' }), on('ListGroups', { Limit: 1 })]);
    expect(listed).toMatchObject({ Groups: [{ GroupName: 'editors' }] });
    const rest = output([on('CreateGroup', { GroupName: 'b' }), on('ListGroups', { Limit: 1 }), on('ListGroups', { Limit: 1, NextToken: { $ref: 'ListGroups.NextToken' } }, { id: 'rest' })]);
    expect(rest).toMatchObject({ Groups: [{ GroupName: 'b' }] });
    expect(rest).not.toHaveProperty('NextToken');
  });

  test('gets a role only from who may pass it', () => {
    const guest = { by: 'ana', operation: 'cognito-identity:GetId', id: 'id', input: { IdentityPoolId: notes.identityPool } };
    const keys = { by: 'ana', operation: 'cognito-identity:GetCredentialsForIdentity', id: 'keys', input: { IdentityId: { $ref: 'id.IdentityId' } } };
    const create = (fields: Input) => ({ ...on('CreateGroup', { GroupName: 'admins', ...fields }), signedBy: { $ref: 'keys.Credentials' } });
    const PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'cognito-idp:CreateGroup', Resource: '*' }] };
    const world = notesWith('AWS::IAM::Role', 'notes-guest', { RolePolicyList: [{ PolicyName: 'Groups', PolicyDocument }] });
    expect(run(scenario([guest, keys, create({})], world)).ended).toBe('ok');
    expect(run(scenario([guest, keys, create({ RoleArn: notes.editorsRole })], world)).steps.at(-1)?.error?.message).toContain('iam:PassRole');
  });
});
