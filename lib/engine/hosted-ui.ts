import type { UserPoolClient } from '../world/resources';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import type { ClientOfPool } from './user-pool';

/** What `/oauth2/authorize` and `/login` are asked, in OAuth's own words. `Domain` is whose pages these are. */
export interface AuthorizeRequest {
  readonly Domain?: string;
  readonly response_type?: string;
  readonly client_id?: string;
  readonly redirect_uri?: string;
  readonly scope?: string;
  readonly state?: string;
  readonly nonce?: string;
  readonly code_challenge?: string;
  readonly code_challenge_method?: string;
  readonly identity_provider?: string;
  readonly idp_identifier?: string;
  readonly prompt?: string;
  readonly login_hint?: string;
}

const endpoint = 'https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html';

export const clientOfDomainRules = {
  client: {
    says: 'The app client exists in the user pool whose domain this is.',
    label: 'client exists',
    cite: endpoint,
    error: { code: 'invalid_request', message: 'The app client does not exist.', wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

/**
 * What the authorize endpoint asks of a request. Status 400 is an error page; with 302 the browser goes back to
 * redirect_uri, which by then is known to be the app's own, with `error=<code>` and the state.
 */
export const authorizeRules = {
  ...clientOfDomainRules,
  redirect: {
    says: 'redirect_uri is one of the app client’s CallbackURLs, letter by letter.',
    label: 'redirect_uri',
    cite: endpoint,
    error: { code: 'redirect_mismatch', message: 'redirect_uri is none of the app client’s callback URLs.', wording: 'unconfirmed' },
  },
  responseType: {
    says: 'response_type is code or token.',
    label: 'response_type',
    cite: endpoint,
    error: { code: 'invalid_request', message: 'response_type must be code or token.', status: 302, wording: 'unconfirmed' },
  },
  oauthFlow: {
    says: 'The app client may use this OAuth flow.',
    label: 'flow allowed',
    cite: endpoint,
    error: { code: 'unauthorized_client', message: 'The app client may not use this flow.', status: 302, wording: 'unconfirmed' },
  },
  scopes: {
    says: 'The app client may ask for every scope; email, phone and profile only beside openid.',
    label: 'scopes allowed',
    cite: endpoint,
    error: { code: 'invalid_scope', message: ({ scope }) => `The app client may not ask for ${scope}.`, status: 302, wording: 'unconfirmed' },
  },
  challengeMethod: {
    says: 'A PKCE challenge is made with S256, the only method.',
    label: 'S256',
    cite: endpoint,
    error: { code: 'invalid_request', message: 'code_challenge_method must be S256.', status: 302, wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

/** A request that has passed the rules, with the scopes that it gets. */
export interface Authorized extends ClientOfPool {
  readonly hosted: AuthorizeRequest;
}

/** The app client of a request to a domain's endpoints. */
export function clientOfDomain(
  Domain: string | undefined,
  ClientId: string | undefined,
  context: OperationContext<keyof typeof clientOfDomainRules>,
): ClientOfPool {
  const domain = context.get('AWS::Cognito::UserPoolDomain', Domain ?? '');
  const client = context.get('AWS::Cognito::UserPoolClient', ClientId ?? '');
  const pool = domain && context.get('AWS::Cognito::UserPool', domain.UserPoolId);
  const both = client !== undefined && pool !== undefined && client.UserPoolId === pool.Id ? { client, pool } : undefined;
  return context.found('client', both, domain === undefined ? `there is no domain ${Domain}` : `${ClientId} in ${domain.UserPoolId}`);
}

/** Checks a request, rule by rule. */
export function checkAuthorize(request: AuthorizeRequest, context: OperationContext<keyof typeof authorizeRules>): Authorized {
  const where = clientOfDomain(request.Domain, request.client_id, context);
  const { client } = where;
  const { redirect_uri = '', response_type } = request;
  const known = client.CallbackURLs?.includes(redirect_uri) === true;
  context.hold('redirect', known, known ? `it is ${redirect_uri}` : `${redirect_uri} is none of ${client.CallbackURLs?.join(', ') ?? 'none'}`);
  const flow = response_type === 'code' ? 'code' : response_type === 'token' ? 'implicit' : undefined;
  const named = context.found('responseType', flow, `response_type is ${response_type ?? 'absent'}`);
  context.hold('oauthFlow', mayUse(client, named), `the client may use ${client.AllowedOAuthFlows?.join(', ') ?? 'no flow'}`);
  const allowed = client.AllowedOAuthScopes ?? [];
  const asked = request.scope?.split(' ').filter((scope) => scope !== '') ?? allowed;
  const forbidden = asked.find((scope) => !allowed.includes(scope) || (needsOpenId.has(scope) && !asked.includes('openid')));
  context.hold('scopes', forbidden === undefined, `asked: ${asked.join(' ')}; allowed: ${allowed.join(' ')}`, { scope: forbidden ?? '' });
  const method = request.code_challenge === undefined ? 'S256' : request.code_challenge_method;
  context.hold('challengeMethod', method === 'S256', request.code_challenge === undefined ? 'no challenge' : `code_challenge_method is ${method ?? 'absent'}`);
  return { ...where, hosted: { ...request, scope: asked.join(' ') } };
}

const needsOpenId: ReadonlySet<string> = new Set(['email', 'phone', 'profile']);

/** Whether an app client may use an OAuth flow. */
export function mayUse(client: UserPoolClient, flow: string): boolean {
  return client.AllowedOAuthFlowsUserPoolClient === true && client.AllowedOAuthFlows?.includes(flow) === true;
}

/** An address with parameters behind `?` or `#`. */
export function withParameters(address: string, parameters: Readonly<Record<string, string | undefined>>, mark: '?' | '#' = '?'): string {
  const entries = Object.entries(parameters).filter(([, value]) => value !== undefined);
  const query = entries.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
  if (query === '') return address;
  return `${address}${address.includes(mark) ? '&' : mark}${query}`;
}
