import type { UserPoolIdentityProvider } from '../../world/resources';
import { notes } from '../../world/accounts/notes';
import { put, type World } from '../../world/world';
import { from, type Call, type Input } from '../scenario';
import { idp, withClient, withPool } from './user-pool.testing';

/** The notes app with sign-in pages, for the tests of the hosted UI. */

export const Domain = 'notes-beach';
export const host = `${Domain}.auth.us-east-1.amazoncognito.com`;
export const callback = 'https://notes.example/signed-in';
export const goodbye = 'https://notes.example/goodbye';
export const verifier = 'a-verifier-that-only-the-app-has-seen-0123456';

export const google: UserPoolIdentityProvider = {
  UserPoolId: notes.userPool,
  ProviderName: 'Google',
  ProviderType: 'Google',
  ProviderDetails: { client_id: 'beach-at-google', authorize_scopes: 'openid email' },
  AttributeMapping: { username: 'sub', email: 'email', email_verified: 'email_verified', name: 'given_name' },
};

export const office: UserPoolIdentityProvider = {
  UserPoolId: notes.userPool,
  ProviderName: 'Office',
  ProviderType: 'SAML',
  ProviderDetails: { MetadataFile: '<EntityDescriptor entityID="https://office.example/saml">', SSORedirectBindingURI: 'https://office.example/sso' },
  AttributeMapping: { email: 'mail', 'custom:departments': 'department' },
  IdpIdentifiers: ['office.example'],
};

const withProvider = (world: World, provider: UserPoolIdentityProvider) =>
  put(world, 'AWS::Cognito::UserPoolIdentityProvider', `${notes.userPool}/${provider.ProviderName}`, provider);

/** What the app client may do on the sign-in pages. */
export const oauth = {
  ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  CallbackURLs: [callback],
  LogoutURLs: [goodbye],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code', 'implicit'],
  AllowedOAuthScopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'],
  SupportedIdentityProviders: ['COGNITO', 'Google', 'Office'],
};

export const hostedWorld: World = withProvider(
  withProvider(put(withPool({ Domain }, withClient(oauth)), 'AWS::Cognito::UserPoolDomain', Domain, { Domain, UserPoolId: notes.userPool }), google),
  office,
);

export const request: Input = {
  Domain,
  response_type: 'code',
  client_id: notes.client,
  redirect_uri: callback,
  scope: 'openid email',
  state: 'the-apps-own-state',
  code_challenge: { $codeChallenge: verifier },
  code_challenge_method: 'S256',
  nonce: 'the-apps-own-nonce',
};

export const authorize = (fields: Input = {}, more: Partial<Call> = {}): Call => idp(more.id ?? 'authorize', 'OAuth2_Authorize_GET', { ...request, ...fields }, more);

export const login = (fields: Input = {}, more: Partial<Call> = {}): Call =>
  idp(more.id ?? 'login', 'login_POST', { ...request, username: notes.ana, password: notes.anaPassword, ...fields }, more);

export const redeem = (fields: Input = {}, more: Partial<Call> = {}): Call =>
  idp(
    more.id ?? 'tokens',
    'Token_POST',
    {
      Domain,
      grant_type: 'authorization_code',
      client_id: notes.client,
      redirect_uri: callback,
      code: from('login', 'redirect.code'),
      code_verifier: verifier,
      ...fields,
    },
    more,
  );

/** The same call, with some fields of its input left out. */
export function without(call: Call, ...fields: readonly string[]): Call {
  return { ...call, input: Object.fromEntries(Object.entries(call.input).filter(([field]) => !fields.includes(field))) };
}

/** Ana at Google, with whom she has an account. */
export const atGoogle = (fields: Input = {}, more: Partial<Call> = {}): Call => ({
  id: 'google',
  by: 'ana',
  operation: 'outside-provider:Authorize',
  input: {
    Provider: 'accounts.google.com',
    client_id: from('authorize', 'redirect.client_id'),
    redirect_uri: from('authorize', 'redirect.redirect_uri'),
    state: from('authorize', 'redirect.state'),
    nonce: from('authorize', 'redirect.nonce'),
    Subject: '10769150350006150715113082367',
    Claims: { email: 'ana@gmail.example', email_verified: true, given_name: 'Ana' },
    ...fields,
  },
  ...more,
});

export const fromGoogle = (fields: Input = {}, more: Partial<Call> = {}): Call =>
  idp('login', 'OAuth2Response_GET', { state: from('google', 'redirect.state'), code: from('google', 'redirect.code'), ...fields }, more);

/** Ana at her company's SAML provider. */
export const atOffice = (fields: Input = {}, more: Partial<Call> = {}): Call => ({
  id: 'office',
  by: 'ana',
  operation: 'outside-provider:PostAssertion',
  input: {
    Provider: 'https://office.example/saml',
    Audience: `urn:amazon:cognito:sp:${notes.userPool}`,
    Recipient: from('authorize', 'redirect.AssertionConsumerServiceURL'),
    RelayState: from('authorize', 'redirect.RelayState'),
    Subject: 'ana@office.example',
    Claims: { mail: 'ana@office.example', department: ['legal', 'sales'] },
    ...fields,
  },
  ...more,
});

export const fromOffice = (fields: Input = {}, more: Partial<Call> = {}): Call =>
  idp('login', 'SAML2Response_POST', { SAMLResponse: from('office', 'SAMLResponse'), RelayState: from('office', 'RelayState'), ...fields }, more);
