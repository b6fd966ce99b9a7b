import type { GetGroupRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { groupOfPool, groupRules } from '../user-pool-groups';

/** Returns a group. */
export const GetGroup = operation({
  name: 'cognito-idp:GetGroup',
  says: 'Returns a group.',
  access: 'signed',
  rules: { ...poolRules, ...groupRules },
  asks: aboutPool,
  perform(input: Partial<GetGroupRequest>, context) {
    poolWithId(input.UserPoolId, context);
    return { Group: groupOfPool(input, context) };
  },
});
