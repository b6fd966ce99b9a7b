import type { GetIdentityPoolRolesInput } from '@aws-sdk/client-cognito-identity';
import { aboutPool, poolNamed, poolRule } from '../identity-pool';
import { operation } from '../operation';

export const GetIdentityPoolRoles = operation({
  name: 'cognito-identity:GetIdentityPoolRoles',
  says: 'Returns the roles of an identity pool and its role mappings.',
  access: 'signed',
  rules: poolRule,
  asks: aboutPool,
  perform(input: GetIdentityPoolRolesInput, context) {
    const { IdentityPoolId } = poolNamed(input.IdentityPoolId, context);
    return context.get('AWS::Cognito::IdentityPoolRoleAttachment', IdentityPoolId) ?? { IdentityPoolId };
  },
});
