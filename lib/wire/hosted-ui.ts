import type { AwsError } from '../engine/refusal';
import { withParameters } from '../engine/hosted-ui';
import { isGap } from '../world/gap';
import type { UserPoolClient } from '../world/resources';
import { known } from '../world/world';
import { inbound, outbound } from './border/crossing';
import { fromBase64, textOf } from './bytes';
import type { Emulator } from './emulator';
import { addressOf, json, mount, splitOnce, type WireRequest, type WireResponse } from './message';
import { challengePage } from './hosted-challenge';
import { page } from './pages';
import { isForProvider, providerAddress } from './provider-pages';

type Texts = Readonly<Record<string, string>>;
type Fields = Readonly<Record<string, unknown>>;

/** A request to a user pool's domain, `/aws/_domain/<domain>/…`. */
interface DomainRequest {
  readonly emulator: Emulator;
  readonly domain: string;
  /** Where the domain's pages begin. */
  readonly base: string;
  readonly query: Texts;
  readonly form: Texts;
  readonly headers: WireRequest['headers'];
}

const routes: Readonly<Record<string, (request: DomainRequest) => Promise<WireResponse> | WireResponse>> = {
  'GET /oauth2/authorize': authorize,
  'GET /login': loginPage,
  'POST /login': login,
  'POST /selectChallenge': answerChallenge,
  'GET /logout': logout,
  'GET /oauth2/idpresponse': backFromOpenId,
  'POST /saml2/idpresponse': backFromSaml,
  'POST /oauth2/token': token,
  'POST /oauth2/revoke': revoke,
  'GET /oauth2/userInfo': userInfo,
  'POST /oauth2/userInfo': userInfo,
};

/** Answers for the pages and endpoints of the user pools' domains; undefined for any other path. */
export async function hostedUi(request: WireRequest, emulator: Emulator): Promise<WireResponse | undefined> {
  const { path, query } = addressOf(request);
  const [, domain, rest] = /^\/_domain\/([^/]+)(\/.*)$/.exec(path) ?? [];
  if (domain === undefined || rest === undefined) return undefined;
  const route = routes[`${request.method} ${rest}`];
  if (route === undefined) return page(404, { title: 'Not found', says: `There is no ${request.method} ${rest} here.` });
  const form = request.method === 'POST' ? new URLSearchParams(textOf(request.body)) : [];
  return route({
    emulator,
    domain: decodeURIComponent(domain),
    base: `${mount}/_domain/${domain}`,
    query: Object.fromEntries(query),
    form: Object.fromEntries(form),
    headers: request.headers,
  });
}

async function authorize(request: DomainRequest): Promise<WireResponse> {
  const { query, domain } = request;
  const made = await make(request, 'OAuth2_Authorize_GET', { ...query, Domain: domain, ...cookieOf(request) });
  return 'error' in made ? refuseToBrowser(made.error, query) : goOn(request, made.output);
}

function loginPage({ base, query, emulator }: DomainRequest): WireResponse {
  const client = clientNamed(query.client_id, emulator);
  if (client === undefined) return page(400, { title: 'Error', says: 'The app client does not exist.' });
  const others = (client.SupportedIdentityProviders ?? []).filter((name) => name !== 'COGNITO');
  return page(200, {
    title: 'Sign in',
    says: `to ${client.ClientName ?? client.ClientId}`,
    form: {
      action: withParameters(`${base}/login`, query),
      fields: [
        { name: 'username', label: 'User name', value: query.login_hint },
        { name: 'password', label: 'Password', type: 'password' },
      ],
      button: 'Sign in',
    },
    links: others.map((name) => ({ href: withParameters(`${base}/oauth2/authorize`, { ...query, identity_provider: name }), text: `Sign in with ${name}` })),
  });
}

async function login(request: DomainRequest): Promise<WireResponse> {
  const { base, query, form, domain } = request;
  const { username, password } = form;
  const made = await make(request, 'login_POST', { ...query, username, password, Domain: domain });
  if (!('error' in made)) return goOn(request, made.output);
  if (isOAuth(made.error)) return refuseToBrowser(made.error, query);
  const links = [{ href: withParameters(`${base}/login`, query), text: 'Try again' }];
  return page(400, { title: 'Sign in', says: made.error.message, links });
}

async function answerChallenge(request: DomainRequest): Promise<WireResponse> {
  const { Session, ChallengeName, ...ChallengeResponses } = request.form;
  const made = await make(request, 'selectChallenge_POST', { Session, ChallengeName, ChallengeResponses });
  return 'error' in made ? page(400, { title: 'Sign in', says: made.error.message }) : goOn(request, made.output);
}

async function logout(request: DomainRequest): Promise<WireResponse> {
  const { query, domain } = request;
  const made = await make(request, 'Logout', { ...query, Domain: domain, ...cookieOf(request) });
  if ('error' in made) return refuseToBrowser(made.error, query);
  const gone = goOn(request, made.output);
  return { ...gone, headers: { ...gone.headers, 'set-cookie': cookieHeader(request, '', 0) } };
}

async function backFromOpenId(request: DomainRequest): Promise<WireResponse> {
  const { state, code } = request.query;
  const asked = askedFor(state, request);
  const made = await make(request, 'OAuth2Response_GET', { state, code });
  return 'error' in made ? refuseToBrowser(made.error, asked) : goOn(request, made.output);
}

async function backFromSaml(request: DomainRequest): Promise<WireResponse> {
  const { SAMLResponse, RelayState } = request.form;
  const asked = askedFor(RelayState, request);
  const made = await make(request, 'SAML2Response_POST', { SAMLResponse, RelayState });
  return 'error' in made ? refuseToBrowser(made.error, asked) : goOn(request, made.output);
}

async function token(request: DomainRequest): Promise<WireResponse> {
  const made = await make(request, 'Token_POST', { ...request.form, Domain: request.domain, ...clientIn(request.headers.authorization) });
  return forMachine(made);
}

async function revoke(request: DomainRequest): Promise<WireResponse> {
  const made = await make(request, 'Revoke_POST', { ...request.form, Domain: request.domain, ...clientIn(request.headers.authorization) });
  return 'error' in made ? forMachine(made) : { status: 200, headers: { 'cache-control': 'no-store' }, body: '' };
}

async function userInfo(request: DomainRequest): Promise<WireResponse> {
  const [scheme, access_token] = splitOnce(request.headers.authorization ?? '', ' ');
  return forMachine(await make(request, 'UserInfo_GET', scheme.toLowerCase() === 'bearer' ? { access_token } : {}));
}

type Made = { readonly output: Fields } | { readonly error: AwsError };

async function make({ emulator }: DomainRequest, name: string, input: Fields): Promise<Made> {
  const operation = `cognito-idp:${name}`;
  const times = { now: emulator.clock(), wall: emulator.wallClock() };
  const { output = {}, error } = emulator.perform(operation, await inbound(operation, input, emulator.state, times), { kind: 'anonymous' });
  return error === undefined ? { output: await outbound(operation, input, output, emulator.state) } : { error };
}

/** The browser's next stop: back to the app, to another provider, to the sign-in page, or to the page of a challenge. */
function goOn(request: DomainRequest, output: Fields): WireResponse {
  const { Location, redirect, cookie } = output as { Location?: string; redirect?: Texts; cookie?: string };
  if (Location === undefined) return challengePage(output, `${request.base}/selectChallenge`);
  const here = Location.startsWith('/') ? `${request.base}${Location}` : isForProvider(redirect) ? providerAddress(redirect) : Location;
  return { status: 302, headers: { location: here, 'cache-control': 'no-store', ...(cookie === undefined ? {} : { 'set-cookie': cookieHeader(request, cookie, 3600) }) }, body: '' };
}

/** An error goes back to the app where its address is known to be the app's own; otherwise a page shows it. */
function refuseToBrowser({ code, message, status }: AwsError, { redirect_uri, state, response_type }: Texts): WireResponse {
  if (status !== 302 || redirect_uri === undefined) return page(400, { title: 'An error was encountered', says: message });
  const location = withParameters(redirect_uri, { error: code, error_description: message, state }, response_type === 'token' ? '#' : '?');
  return { status: 302, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

function forMachine(made: Made): WireResponse {
  const headers = { 'cache-control': 'no-store' };
  return 'error' in made ? json(made.error.status, { error: made.error.code }, headers) : json(200, made.output, headers);
}

/** OAuth's own errors are in lower case; AWS's exceptions are shown to the person. */
function isOAuth({ code }: AwsError): boolean {
  return code === code.toLowerCase();
}

/** What the app asked for before somebody was sent to another provider. */
function askedFor(state: string | undefined, { emulator }: DomainRequest): Texts {
  const sent = emulator.state.records.federation?.get(state ?? '');
  return sent === undefined ? {} : (JSON.parse(sent.request) as Texts);
}

/** Client id and secret of the Authorization header, if it has them. */
function clientIn(authorization: string | undefined): Texts {
  const [scheme, encoded] = splitOnce(authorization ?? '', ' ');
  const bytes = scheme.toLowerCase() === 'basic' ? fromBase64(encoded ?? '') : undefined;
  if (bytes === undefined) return {};
  const [id, secret = ''] = splitOnce(textOf(bytes), ':');
  return { client_id: decodeURIComponent(id), client_secret: decodeURIComponent(secret) };
}

const cookieName = 'cognito';

function cookieOf({ headers }: DomainRequest): Texts {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => splitOnce(pair.trim(), '='));
  const value = pairs.find(([name]) => name === cookieName)?.[1];
  return value === undefined ? {} : { cookie: value };
}

function cookieHeader({ base }: DomainRequest, value: string, seconds: number): string {
  return `${cookieName}=${value}; Path=${base}; Max-Age=${seconds}; HttpOnly; SameSite=Lax`;
}

function clientNamed(id: string | undefined, { state }: Emulator): UserPoolClient | undefined {
  return known(state.world, 'AWS::Cognito::UserPoolClient').find((one): one is UserPoolClient => !isGap(one) && one.ClientId === id);
}
