import type { DeleteIdentityPoolInput } from '@aws-sdk/client-cognito-identity';
import { aboutPool, poolNamed, poolRule } from '../identity-pool';
import { operation } from '../operation';

/** Deletes a pool. Its roles stay, and so do credentials already given out. */
export const DeleteIdentityPool = operation({
  name: 'cognito-identity:DeleteIdentityPool',
  says: 'Deletes an identity pool; nobody gets credentials from it any more.',
  access: 'signed',
  rules: poolRule,
  asks: aboutPool,
  perform(input: DeleteIdentityPoolInput, context) {
    const { IdentityPoolId } = poolNamed(input.IdentityPoolId, context);
    context.put('AWS::Cognito::IdentityPoolRoleAttachment', IdentityPoolId, undefined);
    context.put('AWS::Cognito::IdentityPool', IdentityPoolId, undefined);
    return {};
  },
});
