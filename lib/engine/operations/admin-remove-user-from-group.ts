import type { AdminRemoveUserFromGroupRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { userId } from '../user-pool';
import { aboutPool, adminRules, userOfPool } from '../user-pool-admin';
import { groupOfPool, groupRules } from '../user-pool-groups';

/** Takes a user out of a group; tokens issued before keep it until they expire. */
export const AdminRemoveUserFromGroup = operation({
  name: 'cognito-idp:AdminRemoveUserFromGroup',
  says: 'Takes a user out of a group.',
  access: 'signed',
  rules: { ...adminRules, ...groupRules },
  asks: aboutPool,
  perform(input: Partial<AdminRemoveUserFromGroupRequest>, context) {
    const { user } = userOfPool(input, context);
    const { GroupName } = groupOfPool(input, context);
    context.put('AWS::Cognito::UserPoolUser', userId(user), { ...user, Groups: user.Groups.filter((name) => name !== GroupName) });
    return {};
  },
});
