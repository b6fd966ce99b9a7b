import { openIdProvider } from '../engine/social';
import { from, type Call, type Input } from '../engine/scenario';
import type { UserPool, UserPoolClient, UserPoolIdentityProvider } from '../world/resources';
import { put } from '../world/world';
import { mallory } from './people';
import type { SignIn } from './sign-in';

/** Providers with which anybody may open an account, as user pools name their kinds. */
const kinds: readonly UserPoolIdentityProvider['ProviderType'][] = ['Google', 'Facebook', 'SignInWithApple', 'LoginWithAmazon'];

/** Whether anybody may open an account with a provider that a user pool knows. */
export function isSocial({ ProviderType }: UserPoolIdentityProvider): boolean {
  return kinds.includes(ProviderType);
}

/** What such a provider says of its user. */
const Claims: Input = { email: mallory.email, email_verified: true, name: mallory.name, given_name: mallory.name, family_name: 'Stranger' };

/**
 * Somebody whom the user pool has never seen signs in on its page through a provider; undefined for a user pool that has no page.
 * Names its last call `tokens`.
 */
export function socialSignIn(userPool: UserPool, client: UserPoolClient, provider: UserPoolIdentityProvider): SignIn | undefined {
  const Domain = userPool.Domain ?? userPool.CustomDomain;
  const openId = openIdProvider(provider);
  if (Domain === undefined || openId === undefined) return undefined;
  const [redirect_uri = ''] = client.CallbackURLs ?? [];
  const shared = { Domain, client_id: client.ClientId, redirect_uri };
  const scope = (client.AllowedOAuthScopes ?? []).join(' ');
  const secret: Input = client.ClientSecret === undefined ? {} : { client_secret: client.ClientSecret };
  const asMallory = (id: string, operation: string, input: Input): Call => ({ id, by: 'mallory', operation, input });
  const asked = Object.fromEntries(['client_id', 'redirect_uri', 'state', 'nonce'].map((field) => [field, from('authorize', `redirect.${field}`)]));
  return {
    calls: [
      asMallory('authorize', 'cognito-idp:OAuth2_Authorize_GET', { ...shared, response_type: 'code', scope, identity_provider: provider.ProviderName }),
      asMallory('provider', 'outside-provider:Authorize', { Provider: openId.host, ...asked, Subject: mallory.sub, Claims }),
      asMallory('login', 'cognito-idp:OAuth2Response_GET', { state: from('provider', 'redirect.state'), code: from('provider', 'redirect.code') }),
      asMallory('tokens', 'cognito-idp:Token_POST', { Domain, grant_type: 'authorization_code', client_id: client.ClientId, redirect_uri, code: from('login', 'redirect.code'), ...secret }),
    ],
    idToken: from('tokens', 'id_token'),
    accessToken: from('tokens', 'access_token'),
    prepare: (world) => put(world, 'AWS::Cognito::UserPoolDomain', Domain, { Domain, UserPoolId: userPool.Id }),
  };
}
