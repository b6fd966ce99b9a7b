import type { AdminListGroupsForUserRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { pageOf } from '../page';
import { aboutPool, adminRules, userOfPool } from '../user-pool-admin';

/** Lists the groups that a user is in, page by page. */
export const AdminListGroupsForUser = operation({
  name: 'cognito-idp:AdminListGroupsForUser',
  says: 'Lists the groups that a user is in.',
  access: 'signed',
  rules: adminRules,
  asks: aboutPool,
  perform(input: Partial<AdminListGroupsForUserRequest>, context) {
    const { user } = userOfPool(input, context);
    const groups = user.Groups.map((name) => context.get('AWS::Cognito::UserPoolGroup', `${user.UserPoolId}/${name}`)).filter((group) => group !== undefined);
    const { page, next } = pageOf(groups, input.Limit ?? 60, input.NextToken);
    return { Groups: page, ...(next === undefined ? {} : { NextToken: next }) };
  },
});
