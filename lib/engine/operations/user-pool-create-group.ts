import type { CreateGroupRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { groupFrom, newGroupRules, passRole } from '../user-pool-groups';

/** Makes a group. To give it a role, the caller must be allowed to pass that role. */
export const CreateGroup = operation({
  name: 'cognito-idp:CreateGroup',
  says: 'Creates a group, with a role for its members or without.',
  access: 'signed',
  rules: { ...poolRules, ...newGroupRules },
  asks: aboutPool,
  perform(input: Partial<CreateGroupRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    const id = `${pool.Id}/${input.GroupName}`;
    const there = context.get('AWS::Cognito::UserPoolGroup', id) !== undefined;
    context.hold('nameFree', !there, `${input.GroupName} ${there ? 'is there already' : 'is free'}`);
    passRole(input.RoleArn, context);
    const group = groupFrom(input, { UserPoolId: pool.Id, GroupName: input.GroupName ?? '', CreationDate: context.now }, context.now);
    context.put('AWS::Cognito::UserPoolGroup', id, group);
    return { Group: group };
  },
});
