import type { ListGroupsRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { pageOf } from '../page';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';

/** Lists the groups of a user pool, up to 60 on a page. */
export const ListGroups = operation({
  name: 'cognito-idp:ListGroups',
  says: 'Lists the groups of a user pool.',
  access: 'signed',
  rules: poolRules,
  asks: aboutPool,
  perform(input: Partial<ListGroupsRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    const { page, next } = pageOf(context.list('AWS::Cognito::UserPoolGroup', pool.Id), input.Limit ?? 60, input.NextToken);
    return { Groups: page, ...(next === undefined ? {} : { NextToken: next }) };
  },
});
