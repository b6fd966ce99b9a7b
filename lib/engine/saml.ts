import type { UserPoolIdentityProvider } from '../world/resources';
import { entityIdIn } from './assertion';

/** Who a user pool is to a SAML provider: the audience of the assertions that are meant for it. */
export function audienceOf(userPoolId: string): string {
  return `urn:amazon:cognito:sp:${userPoolId}`;
}

/** Where SAML responses for a domain go. */
export function assertionConsumer(host: string): string {
  return `https://${host}/saml2/idpresponse`;
}

/** The entity id by which a SAML provider signs; where its metadata is only an address, that address stands for it. */
export function entityOf({ ProviderDetails = {} }: UserPoolIdentityProvider): string {
  return entityIdIn(ProviderDetails.MetadataFile ?? '') ?? ProviderDetails.MetadataURL ?? '';
}

/** Where a SAML provider wants people sent. */
export function signInAddress(provider: UserPoolIdentityProvider): string {
  return provider.ProviderDetails?.SSORedirectBindingURI ?? entityOf(provider);
}
