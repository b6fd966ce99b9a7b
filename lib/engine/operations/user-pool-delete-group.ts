import type { DeleteGroupRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { poolRules, poolWithId, userId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { groupOfPool, groupRules } from '../user-pool-groups';

/** Deletes a group; its members stay users. */
export const DeleteGroup = operation({
  name: 'cognito-idp:DeleteGroup',
  says: 'Deletes a group.',
  access: 'signed',
  rules: { ...poolRules, ...groupRules },
  asks: aboutPool,
  perform(input: Partial<DeleteGroupRequest>, context) {
    poolWithId(input.UserPoolId, context);
    const { UserPoolId, GroupName } = groupOfPool(input, context);
    for (const user of context.list('AWS::Cognito::UserPoolUser', UserPoolId)) {
      if (!user.Groups.includes(GroupName)) continue;
      context.put('AWS::Cognito::UserPoolUser', userId(user), { ...user, Groups: user.Groups.filter((name) => name !== GroupName) });
    }
    context.put('AWS::Cognito::UserPoolGroup', `${UserPoolId}/${GroupName}`, undefined);
    return {};
  },
});
