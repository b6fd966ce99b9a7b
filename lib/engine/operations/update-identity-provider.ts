import type { UpdateIdentityProviderRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { checkDetails, providerNamed, providerRules, providerSettingRules } from '../user-pool-identity-providers';

/** Changes an identity provider’s details, attribute mapping or identifiers. */
export const UpdateIdentityProvider = operation({
  name: 'cognito-idp:UpdateIdentityProvider',
  says: 'Changes an identity provider of a user pool.',
  access: 'signed',
  rules: { ...poolRules, ...providerRules, ...providerSettingRules },
  asks: aboutPool,
  perform(input: Partial<UpdateIdentityProviderRequest>, context) {
    poolWithId(input.UserPoolId, context);
    const before = providerNamed(input, context);
    const { ProviderDetails = before.ProviderDetails, AttributeMapping = before.AttributeMapping, IdpIdentifiers = before.IdpIdentifiers } = input;
    const IdentityProvider = { ...before, ProviderDetails, AttributeMapping, IdpIdentifiers, LastModifiedDate: context.now };
    checkDetails(IdentityProvider, context);
    context.put('AWS::Cognito::UserPoolIdentityProvider', `${before.UserPoolId}/${before.ProviderName}`, IdentityProvider);
    return { IdentityProvider };
  },
});
