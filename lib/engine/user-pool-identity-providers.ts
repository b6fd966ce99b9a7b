import type { UserPoolIdentityProvider } from '../world/resources';
import { apiReference } from './api-reference';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';

export const providerRules = {
  provider: {
    says: 'The user pool has an identity provider of this name.',
    label: 'provider exists',
    cite: apiReference('cognito-idp', 'DescribeIdentityProvider'),
    error: { code: 'ResourceNotFoundException', message: ({ provider }) => `Identity provider ${provider} does not exist.`, wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

export function providerNamed(
  input: { readonly UserPoolId?: string; readonly ProviderName?: string },
  context: OperationContext<keyof typeof providerRules>,
): UserPoolIdentityProvider {
  const name = input.ProviderName ?? '';
  const provider = context.get('AWS::Cognito::UserPoolIdentityProvider', `${input.UserPoolId}/${name}`);
  return context.found('provider', provider, `${name} ${provider === undefined ? 'is not there' : 'is there'}`, { provider: name });
}

export const providerSettingRules = {
  details: {
    says: 'The provider’s details are complete: a client for social and OIDC providers, metadata for SAML.',
    label: 'details',
    cite: apiReference('cognito-idp', 'CreateIdentityProvider'),
    error: { code: 'InvalidParameterException', message: ({ name }) => `ProviderDetails has no ${name}`, wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

/** Checks that a provider says what Cognito needs to send people there. */
export function checkDetails(provider: UserPoolIdentityProvider, context: OperationContext<keyof typeof providerSettingRules>): void {
  const details = provider.ProviderDetails ?? {};
  const needed = provider.ProviderType === 'SAML' ? ['MetadataURL', 'MetadataFile'] : ['client_id'];
  const there = needed.some((name) => details[name] !== undefined);
  context.hold('details', there, there ? 'they are complete' : `${needed.join(' or ')} is missing`, { name: needed.join(' or ') });
}
