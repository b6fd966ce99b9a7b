import { codeChallengeOf } from './code-challenge';
import { clientOfDomain, mayUse, type clientOfDomainRules } from './hosted-ui';
import { uuid } from './mint';
import type { OperationContext } from './operation';
import type { ErrorTemplate, Rule } from './refusal';
import type { Records } from './state';
import { signToken } from './token';
import { issuerOf, userId, userPoolKeys, type ClientOfPool } from './user-pool';
import { isScope } from './user-pool-clients';
import { isUsedUp, rotate } from './user-pool-refresh';
import { grantOf, issueTokens, keepRefreshToken, lifetimes, type Grant, type IssuedTokens } from './user-pool-tokens';
import { triggerRules } from './user-pool-triggers';

/** What `/oauth2/token` is asked. A client secret arrives in the body or, taken apart by the wire, from the Authorization header. */
export interface TokenRequest {
  readonly Domain?: string;
  readonly grant_type?: string;
  readonly client_id?: string;
  readonly client_secret?: string;
  readonly code?: string;
  readonly redirect_uri?: string;
  readonly code_verifier?: string;
  readonly refresh_token?: string;
  readonly scope?: string;
}

const endpoint = 'https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html';
/** The endpoint answers with OAuth's code alone. */
const refuses = (code: string): ErrorTemplate => ({ code, message: code, wording: 'documented' });

export const clientSecretRule = {
  clientSecret: {
    says: 'An app client with a secret proves that it has it; one without sends none.',
    label: 'client secret',
    cite: endpoint,
    error: refuses('invalid_client'),
  },
} as const satisfies Record<string, Rule>;

export const tokenRules = {
  client: {
    says: 'The app client exists in the user pool whose domain this is.',
    label: 'client exists',
    cite: endpoint,
    error: refuses('invalid_client'),
  },
  ...clientSecretRule,
  grantType: {
    says: 'grant_type is authorization_code, refresh_token or client_credentials.',
    label: 'grant type',
    cite: endpoint,
    error: refuses('unsupported_grant_type'),
  },
  oauthFlow: {
    says: 'The app client may use this OAuth flow.',
    label: 'flow allowed',
    cite: endpoint,
    error: refuses('unauthorized_client'),
  },
  parameter: {
    says: 'The code, or the refresh token, is there.',
    label: 'parameters',
    cite: endpoint,
    error: refuses('invalid_request'),
  },
  code: {
    says: 'The authorization code is one that this app client was given.',
    label: 'code',
    cite: endpoint,
    error: refuses('invalid_grant'),
  },
  codeOnce: {
    says: 'An authorization code is used once.',
    label: 'first use',
    cite: 'aws-facts §2.4',
    error: refuses('invalid_grant'),
  },
  codeCurrent: {
    says: 'An authorization code is used within five minutes.',
    label: 'in time',
    cite: 'aws-facts §2.4',
    error: refuses('invalid_grant'),
  },
  sameRedirect: {
    says: 'redirect_uri is the one with which the code was asked for.',
    label: 'same redirect_uri',
    cite: endpoint,
    error: refuses('invalid_grant'),
  },
  verifier: {
    says: 'Who asked for the code with a PKCE challenge shows its verifier.',
    label: 'PKCE verifier',
    cite: endpoint,
    error: refuses('invalid_grant'),
  },
  user: {
    says: 'The user still exists and is enabled.',
    label: 'user enabled',
    cite: endpoint,
    inferred: true,
    error: refuses('invalid_grant'),
  },
  refreshToken: {
    says: 'The refresh token was given to this app client, and is neither revoked, replaced nor expired.',
    label: 'refresh token',
    cite: 'aws-facts §2.4',
    error: refuses('invalid_grant'),
  },
  scopes: {
    says: 'The app client may ask for every scope, and each belongs to a resource server.',
    label: 'scopes',
    cite: endpoint,
    error: refuses('invalid_scope'),
  },
  ...triggerRules,
} as const satisfies Record<string, Rule>;

type TokenContext = OperationContext<keyof typeof tokenRules>;

export interface TokenAnswer {
  readonly id_token?: string;
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly expires_in: number;
  readonly token_type: 'Bearer';
}

const grants: Readonly<Record<string, (where: ClientOfPool, request: TokenRequest, context: TokenContext) => TokenAnswer>> = {
  authorization_code: redeemCode,
  refresh_token: renew,
  client_credentials: clientCredentials,
};

/** Exchanges what the app has (a code, a refresh token, or its own secret) for tokens. */
export function exchange(request: TokenRequest, context: TokenContext): TokenAnswer {
  const where = clientWithSecret(request, context);
  const grant = context.found('grantType', grants[request.grant_type ?? ''], `grant_type is ${request.grant_type ?? 'absent'}`);
  return grant(where, request, context);
}

/** The app client of a request to an endpoint for machines, which proves itself by its secret if it has one. */
export function clientWithSecret(
  request: Pick<TokenRequest, 'Domain' | 'client_id' | 'client_secret'>,
  context: OperationContext<keyof typeof clientOfDomainRules | keyof typeof clientSecretRule>,
): ClientOfPool {
  const where = clientOfDomain(request.Domain, request.client_id, context);
  const right = where.client.ClientSecret === request.client_secret;
  context.hold('clientSecret', right, right ? 'it fits the app client' : where.client.ClientSecret === undefined ? 'the client has none' : 'it is wrong or missing');
  return where;
}

function redeemCode(where: ClientOfPool, request: TokenRequest, context: TokenContext): TokenAnswer {
  const { client } = where;
  context.hold('oauthFlow', mayUse(client, 'code'), `the client may use ${client.AllowedOAuthFlows?.join(', ') ?? 'no flow'}`);
  const text = context.found('parameter', request.code || undefined, request.code ? 'the code is there' : 'there is no code');
  const code = context.record('authorizationCode', text);
  const ours = code?.ClientId === client.ClientId ? code : undefined;
  const given = context.found('code', ours, code === undefined ? 'nobody was given this code' : `it was given to ${code.ClientId}`);
  context.hold('codeOnce', !given.used, given.used ? 'it was used before' : 'it was not used before');
  context.hold('codeCurrent', context.now < given.expiresAt, `expires in ${given.expiresAt - context.now} s`);
  context.hold('sameRedirect', request.redirect_uri === given.redirectUri, `the code is for ${given.redirectUri}`);
  checkVerifier(given, request.code_verifier, context);
  context.keep('authorizationCode', text, { ...given, used: true });
  const user = context.get('AWS::Cognito::UserPoolUser', userId(given));
  const enabled = context.found('user', user?.Enabled ? user : undefined, user === undefined ? 'the user is gone' : `Enabled is ${user.Enabled}`);
  const grant: Grant = { ...where, user: enabled, scope: given.scope, authTime: given.authTime, originJti: uuid(context.draw('origin')), nonce: given.nonce };
  const refresh = keepRefreshToken(grant, context.now + lifetimes(client).refresh, context);
  return answer(issueTokens(grant, context), grant.scope, refresh);
}

function checkVerifier({ codeChallenge }: Records['authorizationCode'], verifier: string | undefined, context: TokenContext): void {
  if (codeChallenge === undefined) return;
  const right = verifier !== undefined && codeChallengeOf(verifier) === codeChallenge;
  context.hold('verifier', right, verifier === undefined ? 'there is no verifier' : right ? 'it fits the challenge' : 'it does not fit the challenge');
}

function renew({ client }: ClientOfPool, request: TokenRequest, context: TokenContext): TokenAnswer {
  const text = context.found('parameter', request.refresh_token || undefined, request.refresh_token ? 'the token is there' : 'there is no token');
  const refresh = context.record('refresh', text);
  const stands =
    refresh !== undefined && refresh.ClientId === client.ClientId && !refresh.revoked && !isUsedUp(refresh, client, context.now) && context.now < refresh.expiresAt;
  const grant = stands ? grantOf(refresh, client, context) : undefined;
  const found = context.found('refreshToken', grant, grant === undefined ? 'it is unknown, revoked, replaced or expired' : 'it stands');
  context.hold('user', found.user.Enabled, `Enabled is ${found.user.Enabled}`);
  return answer(issueTokens(found, context), found.scope, rotate(text, found, context));
}

/** ID tokens are for who asked for openid. */
function answer(tokens: IssuedTokens, scope: string, refresh: string | undefined): TokenAnswer {
  return {
    ...(scope.split(' ').includes('openid') ? { id_token: tokens.IdToken } : {}),
    access_token: tokens.AccessToken,
    ...(refresh === undefined ? {} : { refresh_token: refresh }),
    expires_in: tokens.ExpiresIn,
    token_type: 'Bearer',
  };
}

/** A token for the app client itself: no user, no ID token, nothing to renew. */
function clientCredentials({ client, pool }: ClientOfPool, request: TokenRequest, context: TokenContext): TokenAnswer {
  context.hold('oauthFlow', mayUse(client, 'client_credentials'), `the client may use ${client.AllowedOAuthFlows?.join(', ') ?? 'no flow'}`);
  const allowed = client.AllowedOAuthScopes ?? [];
  const asked = request.scope?.split(' ').filter((scope) => scope !== '') ?? allowed;
  const fits = asked.every((scope) => allowed.includes(scope) && scope.includes('/') && isScope(scope, pool, context));
  context.hold('scopes', fits, `asked: ${asked.join(' ')}; allowed: ${allowed.join(' ')}`);
  const { access } = lifetimes(client);
  const claims = {
    sub: client.ClientId,
    token_use: 'access',
    scope: asked.join(' '),
    auth_time: context.now,
    iss: issuerOf(pool),
    exp: context.now + access,
    iat: context.now,
    version: 2,
    jti: uuid(context.draw('jti')),
    client_id: client.ClientId,
  };
  return { access_token: signToken({ kid: userPoolKeys(pool.Id).access, alg: 'RS256' }, claims), expires_in: access, token_type: 'Bearer' };
}
