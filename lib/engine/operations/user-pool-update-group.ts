import type { UpdateGroupRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { groupFrom, groupOfPool, groupRules, passRole } from '../user-pool-groups';

/** Changes a group. To change its role, the caller must be allowed to pass the new one. */
export const UpdateGroup = operation({
  name: 'cognito-idp:UpdateGroup',
  says: 'Changes a group’s description, role or precedence.',
  access: 'signed',
  rules: { ...poolRules, ...groupRules },
  asks: aboutPool,
  perform(input: Partial<UpdateGroupRequest>, context) {
    poolWithId(input.UserPoolId, context);
    const before = groupOfPool(input, context);
    passRole(input.RoleArn, context);
    const group = groupFrom(input, before, context.now);
    context.put('AWS::Cognito::UserPoolGroup', `${group.UserPoolId}/${group.GroupName}`, group);
    return { Group: group };
  },
});
