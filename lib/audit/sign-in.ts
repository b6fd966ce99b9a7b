import { userPoolKeys } from '../engine/logins';
import { defaultStart, from, type Call, type Input, type InputValue, type Ref } from '../engine/scenario';
import { signToken } from '../engine/token';
import { providerNameOf } from '../engine/user-pool';
import { isReadable } from '../engine/user-pool-attributes';
import { isEnabled } from '../engine/user-pool-initiate-auth';
import { selfService } from '../engine/user-pool-tokens';
import type { UserPool, UserPoolClient } from '../world/resources';
import { put, type World } from '../world/world';
import { idTokenOf, type MadeUpPerson } from './people';

/** How somebody signs in to a user pool, and where their tokens then are. */
export interface SignIn {
  readonly calls: readonly Call[];
  readonly idToken: InputValue;
  readonly accessToken: InputValue;
  /** What the account needs for it, where it is not known to have it. */
  readonly prepare?: (world: World) => World;
}

/** A user of the user pool itself signs in, as the app client lets them; undefined when it lets them in no way that is known here. */
export function localSignIn(client: UserPoolClient, pool: UserPool, who: Pick<MadeUpPerson, 'email' | 'password'>, prefix = ''): SignIn | undefined {
  if (signsInBySdk(client, pool)) return sdkSignIn(client, who, prefix);
  return signsInOnPage(client, pool) ? pageSignIn(client, pool, who, prefix) : undefined;
}

/** Whether a password, by itself or by SRP, is enough to sign in with the SDK. */
export function signsInBySdk(client: UserPoolClient, pool: UserPool): boolean {
  const flow = isEnabled(client, 'USER_PASSWORD_AUTH') || isEnabled(client, 'USER_SRP_AUTH');
  return flow && pool.MfaConfiguration !== 'ON';
}

/** Whether an app client's access tokens let users change their own attributes (audit-rules G12). */
export function letsUsersChangeThemselves(client: UserPoolClient): boolean {
  return signsInByApi(client) || (client.AllowedOAuthScopes ?? []).includes(selfService);
}

/** Whether an app client takes any sign-in by the user pool's API, as opposed to its pages. */
export function signsInByApi(client: UserPoolClient): boolean {
  return ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'USER_AUTH', 'CUSTOM_AUTH'].some((flow) => isEnabled(client, flow));
}

/** Signs in with the SDK: by password where the client allows it, else by SRP. Names calls `<prefix>sign-in`. */
export function sdkSignIn(client: UserPoolClient, who: Pick<MadeUpPerson, 'email' | 'password'>, prefix = '', by = 'mallory'): SignIn {
  const id = `${prefix}sign-in`;
  const hashFor = (username: string | Ref): Input => (client.ClientSecret === undefined ? {} : { SECRET_HASH: { $secretHash: { secret: client.ClientSecret, username, clientId: client.ClientId } } });
  const hash = hashFor(who.email);
  const tokens = { idToken: from(id, 'AuthenticationResult.IdToken'), accessToken: from(id, 'AuthenticationResult.AccessToken') };
  const ClientId = client.ClientId;
  if (isEnabled(client, 'USER_PASSWORD_AUTH')) {
    const AuthParameters = { USERNAME: who.email, PASSWORD: who.password, ...hash };
    return { calls: [{ id, by, operation: 'cognito-idp:InitiateAuth', input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId, AuthParameters } }], ...tokens };
  }
  const challenge = `${prefix}srp`;
  const start: Call = { id: challenge, by, operation: 'cognito-idp:InitiateAuth', input: { AuthFlow: 'USER_SRP_AUTH', ClientId, AuthParameters: { USERNAME: who.email, SRP_A: 'ab12', ...hash } } };
  const ChallengeResponses: Input = {
    USERNAME: from(challenge, 'ChallengeParameters.USER_ID_FOR_SRP'),
    PASSWORD_CLAIM_SECRET_BLOCK: from(challenge, 'ChallengeParameters.SECRET_BLOCK'),
    PASSWORD_CLAIM_SIGNATURE: { $proof: { password: who.password, challenge } },
    TIMESTAMP: 'Sun Nov 22 21:00:00 UTC 2026',
    // Who signs in with an address has another user name, for which the hash must be.
    ...hashFor(from(challenge, 'ChallengeParameters.USER_ID_FOR_SRP')),
  };
  const answer: Call = { id, by, operation: 'cognito-idp:RespondToAuthChallenge', input: { ChallengeName: 'PASSWORD_VERIFIER', ClientId, ChallengeResponses } };
  return { calls: [start, answer], ...tokens };
}

/** Whether a user name and a password are enough on the client's sign-in page (managed login, hosted UI). */
function signsInOnPage(client: UserPoolClient, pool: UserPool): boolean {
  const { AllowedOAuthFlowsUserPoolClient, AllowedOAuthFlows = [], AllowedOAuthScopes = [], CallbackURLs = [], SupportedIdentityProviders = ['COGNITO'] } = client;
  const opens = AllowedOAuthFlowsUserPoolClient === true && AllowedOAuthFlows.includes('code') && CallbackURLs.length > 0;
  return opens && AllowedOAuthScopes.includes('openid') && SupportedIdentityProviders.includes('COGNITO') && pool.MfaConfiguration !== 'ON';
}

/** Signs in on the page, and exchanges the code that it sends back for tokens. */
function pageSignIn(client: UserPoolClient, pool: UserPool, who: Pick<MadeUpPerson, 'email' | 'password'>, prefix: string, by = 'mallory'): SignIn {
  const Domain = pool.Domain ?? pool.CustomDomain ?? 'lifeguard-sign-in';
  const [redirect_uri = ''] = client.CallbackURLs ?? [];
  const shared = { Domain, client_id: client.ClientId, redirect_uri };
  const form: Input = { ...shared, response_type: 'code', scope: (client.AllowedOAuthScopes ?? []).join(' '), username: who.email, password: who.password };
  const secret: Input = client.ClientSecret === undefined ? {} : { client_secret: client.ClientSecret };
  const exchange: Input = { ...shared, grant_type: 'authorization_code', code: from(`${prefix}login`, 'redirect.code'), ...secret };
  return {
    calls: [
      { id: `${prefix}login`, by, operation: 'cognito-idp:login_POST', input: form },
      { id: `${prefix}tokens`, by, operation: 'cognito-idp:Token_POST', input: exchange },
    ],
    idToken: from(`${prefix}tokens`, 'id_token'),
    accessToken: from(`${prefix}tokens`, 'access_token'),
    prepare: (world) => put(world, 'AWS::Cognito::UserPoolDomain', Domain, { Domain, UserPoolId: pool.Id }),
  };
}

/** The access token that somebody already has, of a sign-in that cannot be shown here. */
export function heldAccessToken(client: UserPoolClient, person: MadeUpPerson): string {
  return signToken(
    { kid: userPoolKeys(client.UserPoolId).access, alg: 'RS256' },
    {
      iss: `https://${providerNameOf(client.UserPoolId)}`,
      client_id: client.ClientId,
      token_use: 'access',
      scope: letsUsersChangeThemselves(client) ? selfService : 'openid',
      sub: person.sub,
      username: person.email,
      auth_time: defaultStart - 60,
      iat: defaultStart - 60,
      exp: defaultStart + 3600,
    },
  );
}

/** The ID token that such a sign-in then gives, with these attributes as far as the client may read them. */
export function heldIdToken(client: UserPoolClient, person: MadeUpPerson, attributes: Readonly<Record<string, string>>): string {
  const name = providerNameOf(client.UserPoolId);
  const readable = Object.fromEntries(Object.entries(attributes).filter(([attribute]) => isReadable(client, attribute)));
  return idTokenOf(person, { name, kind: 'user pool', audience: client.ClientId, userPoolId: client.UserPoolId, mapping: `${name}:${client.ClientId}` }, readable);
}
