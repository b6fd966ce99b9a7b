import type { UntagResourceInput } from '@aws-sdk/client-cognito-identity';
import { aboutPool, poolIdIn, poolNamed, poolRule } from '../identity-pool';
import { operation } from '../operation';

export const UntagResource = operation({
  name: 'cognito-identity:UntagResource',
  says: 'Takes tags away from an identity pool.',
  access: 'signed',
  rules: poolRule,
  asks: (input: UntagResourceInput, context) => ({
    ...aboutPool({ IdentityPoolId: poolIdIn(input.ResourceArn) }, context),
    context: { 'aws:TagKeys': input.TagKeys ?? [] },
  }),
  perform(input: UntagResourceInput, context) {
    const pool = poolNamed(poolIdIn(input.ResourceArn), context);
    const left = Object.entries(pool.IdentityPoolTags ?? {}).filter(([tag]) => !(input.TagKeys ?? []).includes(tag));
    context.put('AWS::Cognito::IdentityPool', pool.IdentityPoolId, { ...pool, IdentityPoolTags: Object.fromEntries(left) });
    return {};
  },
});
