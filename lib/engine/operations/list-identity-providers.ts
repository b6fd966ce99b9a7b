import type { ListIdentityProvidersRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { pageOf } from '../page';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';

/** Lists identity providers by name and type, up to 60 on a page. */
export const ListIdentityProviders = operation({
  name: 'cognito-idp:ListIdentityProviders',
  says: 'Lists the identity providers of a user pool.',
  access: 'signed',
  rules: poolRules,
  asks: aboutPool,
  perform(input: Partial<ListIdentityProvidersRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    const { page, next } = pageOf(context.list('AWS::Cognito::UserPoolIdentityProvider', pool.Id), input.MaxResults ?? 60, input.NextToken);
    return {
      Providers: page.map(({ ProviderName, ProviderType, CreationDate, LastModifiedDate }) => ({
        ProviderName,
        ProviderType,
        ...(CreationDate === undefined ? {} : { CreationDate, LastModifiedDate }),
      })),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
});
