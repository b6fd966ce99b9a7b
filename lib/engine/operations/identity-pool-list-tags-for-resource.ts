import type { ListTagsForResourceInput } from '@aws-sdk/client-cognito-identity';
import { aboutPool, poolIdIn, poolNamed, poolRule } from '../identity-pool';
import { operation } from '../operation';

export const ListTagsForResource = operation({
  name: 'cognito-identity:ListTagsForResource',
  says: 'Returns the tags of an identity pool.',
  access: 'signed',
  rules: poolRule,
  asks: (input: ListTagsForResourceInput, context) => aboutPool({ IdentityPoolId: poolIdIn(input.ResourceArn) }, context),
  perform: (input: ListTagsForResourceInput, context) => ({ Tags: poolNamed(poolIdIn(input.ResourceArn), context).IdentityPoolTags ?? {} }),
});
