import type { ListUsersInGroupRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { pageOf } from '../page';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool, printed } from '../user-pool-admin';
import { attributeList } from '../user-pool-attributes';
import { groupOfPool, groupRules } from '../user-pool-groups';

/** Lists the members of a group. */
export const ListUsersInGroup = operation({
  name: 'cognito-idp:ListUsersInGroup',
  says: 'Lists the members of a group.',
  access: 'signed',
  rules: { ...poolRules, ...groupRules },
  asks: aboutPool,
  perform(input: Partial<ListUsersInGroupRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    const { GroupName } = groupOfPool(input, context);
    const members = context.list('AWS::Cognito::UserPoolUser', pool.Id).filter((user) => user.Groups.includes(GroupName));
    const { page, next } = pageOf(members, input.Limit ?? 60, input.NextToken);
    return { Users: page.map((user) => printed(user, attributeList(user))), ...(next === undefined ? {} : { NextToken: next }) };
  },
});
