import type { GetPrincipalTagAttributeMapInput } from '@aws-sdk/client-cognito-identity';
import { aboutPool, poolNamed, poolRule } from '../identity-pool';
import { operation } from '../operation';

export const GetPrincipalTagAttributeMap = operation({
  name: 'cognito-identity:GetPrincipalTagAttributeMap',
  says: 'Returns which claims of a provider’s tokens become principal tags.',
  access: 'signed',
  rules: poolRule,
  asks: aboutPool,
  perform(input: GetPrincipalTagAttributeMapInput, context) {
    const { IdentityPoolId } = poolNamed(input.IdentityPoolId, context);
    const { IdentityProviderName = '' } = input;
    return context.get('AWS::Cognito::IdentityPoolPrincipalTag', `${IdentityPoolId}/${IdentityProviderName}`) ?? { IdentityPoolId, IdentityProviderName };
  },
});
