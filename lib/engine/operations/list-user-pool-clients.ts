import type { ListUserPoolClientsRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { pageOf } from '../page';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';

/** Lists app clients by id and name, up to 60 on a page. */
export const ListUserPoolClients = operation({
  name: 'cognito-idp:ListUserPoolClients',
  says: 'Lists the app clients of a user pool.',
  access: 'signed',
  rules: poolRules,
  asks: aboutPool,
  perform(input: Partial<ListUserPoolClientsRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    const clients = context.list('AWS::Cognito::UserPoolClient').filter(({ UserPoolId }) => UserPoolId === pool.Id);
    const { page, next } = pageOf(clients, input.MaxResults ?? 60, input.NextToken);
    return {
      UserPoolClients: page.map(({ ClientId, UserPoolId, ClientName }) => ({ ClientId, UserPoolId, ClientName: ClientName ?? ClientId })),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
});
