import type { AdminAddUserToGroupRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { userId } from '../user-pool';
import { aboutPool, adminRules, userOfPool } from '../user-pool-admin';
import { groupOfPool, groupRules } from '../user-pool-groups';

/** Puts a user into a group; the next ID token carries the group and its role. */
export const AdminAddUserToGroup = operation({
  name: 'cognito-idp:AdminAddUserToGroup',
  says: 'Puts a user into a group.',
  access: 'signed',
  rules: { ...adminRules, ...groupRules },
  asks: aboutPool,
  perform(input: Partial<AdminAddUserToGroupRequest>, context) {
    const { user } = userOfPool(input, context);
    const { GroupName } = groupOfPool(input, context);
    const Groups = user.Groups.includes(GroupName) ? user.Groups : [...user.Groups, GroupName];
    context.put('AWS::Cognito::UserPoolUser', userId(user), { ...user, Groups });
    return {};
  },
});
