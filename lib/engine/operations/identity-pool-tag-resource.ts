import type { TagResourceInput } from '@aws-sdk/client-cognito-identity';
import { aboutPool, poolIdIn, poolNamed, poolRule } from '../identity-pool';
import { operation } from '../operation';
import { tagKeys } from '../role-session';

export const TagResource = operation({
  name: 'cognito-identity:TagResource',
  says: 'Adds tags to an identity pool.',
  access: 'signed',
  rules: poolRule,
  asks: (input: TagResourceInput, context) => ({
    ...aboutPool({ IdentityPoolId: poolIdIn(input.ResourceArn) }, context),
    context: { ...tagKeys('aws:RequestTag', input.Tags ?? {}), 'aws:TagKeys': Object.keys(input.Tags ?? {}) },
  }),
  perform(input: TagResourceInput, context) {
    const pool = poolNamed(poolIdIn(input.ResourceArn), context);
    context.put('AWS::Cognito::IdentityPool', pool.IdentityPoolId, { ...pool, IdentityPoolTags: { ...pool.IdentityPoolTags, ...input.Tags } });
    return {};
  },
});
