import type { ListIdentityPoolsInput } from '@aws-sdk/client-cognito-identity';
import { operation } from '../operation';
import { pageOf } from '../page';

export const ListIdentityPools = operation({
  name: 'cognito-identity:ListIdentityPools',
  says: 'Lists the identity pools of the account in this region.',
  access: 'signed',
  rules: {},
  perform(input: ListIdentityPoolsInput, context) {
    const pools = context.list('AWS::Cognito::IdentityPool').filter((pool) => pool.IdentityPoolId.startsWith(`${context.region}:`));
    const { page, next } = pageOf(pools, input.MaxResults ?? 60, input.NextToken);
    const IdentityPools = page.map(({ IdentityPoolId, IdentityPoolName }) => ({ IdentityPoolId, IdentityPoolName }));
    return { IdentityPools, ...(next === undefined ? {} : { NextToken: next }) };
  },
});
