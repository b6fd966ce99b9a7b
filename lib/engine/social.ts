import type { UserPoolIdentityProvider } from '../world/resources';

/** A social or OIDC provider as a user pool deals with it: who signs its tokens, and where people sign in. */
export interface OpenIdProvider {
  /** The host by which its tokens are known: `accounts.google.com`; for an OIDC provider, its issuer without `https://`. */
  readonly host: string;
  readonly authorizeUrl: string;
}

const social: Readonly<Partial<Record<UserPoolIdentityProvider['ProviderType'], OpenIdProvider>>> = {
  Google: { host: 'accounts.google.com', authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth' },
  Facebook: { host: 'graph.facebook.com', authorizeUrl: 'https://www.facebook.com/dialog/oauth' },
  LoginWithAmazon: { host: 'www.amazon.com', authorizeUrl: 'https://www.amazon.com/ap/oa' },
  SignInWithApple: { host: 'appleid.apple.com', authorizeUrl: 'https://appleid.apple.com/auth/authorize' },
};

/** The provider behind a user pool's configuration; undefined for SAML. */
export function openIdProvider({ ProviderType, ProviderDetails = {} }: UserPoolIdentityProvider): OpenIdProvider | undefined {
  if (ProviderType !== 'OIDC') return social[ProviderType];
  const issuer = ProviderDetails.oidc_issuer ?? '';
  return { host: issuer.replace('https://', ''), authorizeUrl: ProviderDetails.authorize_url ?? `${issuer}/authorize` };
}
