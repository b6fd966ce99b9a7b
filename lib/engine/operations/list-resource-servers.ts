import type { ListResourceServersRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { pageOf } from '../page';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';

/** Lists resource servers, up to 50 on a page. */
export const ListResourceServers = operation({
  name: 'cognito-idp:ListResourceServers',
  says: 'Lists the resource servers of a user pool.',
  access: 'signed',
  rules: poolRules,
  asks: aboutPool,
  perform(input: Partial<ListResourceServersRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    const { page, next } = pageOf(context.list('AWS::Cognito::UserPoolResourceServer', pool.Id), input.MaxResults ?? 50, input.NextToken);
    return { ResourceServers: page, ...(next === undefined ? {} : { NextToken: next }) };
  },
});
