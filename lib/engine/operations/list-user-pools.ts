import type { ListUserPoolsRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { pageOf } from '../page';

/** Lists user pools by id and name, up to 60 on a page. */
export const ListUserPools = operation({
  name: 'cognito-idp:ListUserPools',
  says: 'Lists the user pools of this region.',
  access: 'signed',
  rules: {},
  perform(input: Partial<ListUserPoolsRequest>, context) {
    const { page, next } = pageOf(context.list('AWS::Cognito::UserPool'), input.MaxResults ?? 60, input.NextToken);
    return {
      UserPools: page.map(({ Id, Name, LambdaConfig, CreationDate, LastModifiedDate }) => ({
        Id,
        Name,
        LambdaConfig: LambdaConfig ?? {},
        ...(CreationDate === undefined ? {} : { CreationDate, LastModifiedDate }),
      })),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
});
