import type { DeleteIdentityProviderRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { providerNamed, providerRules } from '../user-pool-identity-providers';

/** Removes an identity provider; the users it brought stay, and cannot sign in. */
export const DeleteIdentityProvider = operation({
  name: 'cognito-idp:DeleteIdentityProvider',
  says: 'Removes an identity provider from a user pool.',
  access: 'signed',
  rules: { ...poolRules, ...providerRules },
  asks: aboutPool,
  perform(input: Partial<DeleteIdentityProviderRequest>, context) {
    poolWithId(input.UserPoolId, context);
    const { UserPoolId, ProviderName } = providerNamed(input, context);
    context.put('AWS::Cognito::UserPoolIdentityProvider', `${UserPoolId}/${ProviderName}`, undefined);
    return {};
  },
});
