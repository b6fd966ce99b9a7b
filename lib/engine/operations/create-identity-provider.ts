import type { CreateIdentityProviderRequest } from '@aws-sdk/client-cognito-identity-provider';
import type { UserPoolIdentityProvider } from '../../world/resources';
import { apiReference } from '../api-reference';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { checkDetails, providerSettingRules } from '../user-pool-identity-providers';

/** Lets users of a social, OIDC or SAML provider into a user pool. */
export const CreateIdentityProvider = operation({
  name: 'cognito-idp:CreateIdentityProvider',
  says: 'Lets users of another provider into a user pool.',
  access: 'signed',
  rules: {
    ...poolRules,
    nameFree: {
      says: 'The pool has no provider of this name yet.',
      label: 'name is free',
      cite: apiReference('cognito-idp', 'CreateIdentityProvider'),
      error: { code: 'DuplicateProviderException', message: 'The pool has a provider of this name already.', wording: 'unconfirmed' },
    },
    ...providerSettingRules,
  },
  asks: aboutPool,
  perform(input: Partial<CreateIdentityProviderRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    const id = `${pool.Id}/${input.ProviderName}`;
    const there = context.get('AWS::Cognito::UserPoolIdentityProvider', id) !== undefined;
    context.hold('nameFree', !there, `${input.ProviderName} ${there ? 'is there already' : 'is free'}`);
    const mapping = input.ProviderType === 'SAML' ? {} : { AttributeMapping: { username: 'sub', ...input.AttributeMapping } };
    const IdentityProvider = { ...input, ...mapping, UserPoolId: pool.Id, CreationDate: context.now, LastModifiedDate: context.now } as UserPoolIdentityProvider;
    checkDetails(IdentityProvider, context);
    context.put('AWS::Cognito::UserPoolIdentityProvider', id, IdentityProvider);
    return { IdentityProvider };
  },
});
