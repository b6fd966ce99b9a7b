import { hostOf } from '../engine/user-pool-domains';
import type { AwsError } from '../engine/refusal';
import { withParameters } from '../engine/hosted-ui';
import { isGap } from '../world/gap';
import type { UserPoolDomain } from '../world/resources';
import { known, type World } from '../world/world';
import type { Draft } from './drafted-request';
import type { WireResponse } from './message';

type Fields = Readonly<Record<string, unknown>>;
type Texts = Readonly<Record<string, string>>;

/** How a page or endpoint of a user pool's domain is asked. Fields that are not named in `form` travel in the query. */
interface HostedRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly form?: 'all' | readonly string[];
  /** Answers a machine in JSON, not a browser. */
  readonly machine?: true;
}

const routes: Readonly<Record<string, HostedRoute>> = {
  'cognito-idp:OAuth2_Authorize_GET': { method: 'GET', path: '/oauth2/authorize' },
  'cognito-idp:login_POST': { method: 'POST', path: '/login', form: ['username', 'password'] },
  'cognito-idp:selectChallenge_POST': { method: 'POST', path: '/selectChallenge', form: 'all' },
  'cognito-idp:Logout': { method: 'GET', path: '/logout' },
  'cognito-idp:OAuth2Response_GET': { method: 'GET', path: '/oauth2/idpresponse' },
  'cognito-idp:SAML2Response_POST': { method: 'POST', path: '/saml2/idpresponse', form: 'all' },
  'cognito-idp:Token_POST': { method: 'POST', path: '/oauth2/token', form: 'all', machine: true },
  'cognito-idp:Revoke_POST': { method: 'POST', path: '/oauth2/revoke', form: 'all', machine: true },
  'cognito-idp:UserInfo_GET': { method: 'GET', path: '/oauth2/userInfo', machine: true },
};

/** Whether an operation is a page or endpoint of the hosted UI, by the engine's name for it. */
export function isHosted(operation: string): boolean {
  return operation in routes;
}

/** Whether it is an endpoint for programs, not a page. */
export function isMachineEndpoint(operation: string): boolean {
  return routes[operation]?.machine === true;
}

/** Where a page or endpoint is. */
export function hostedAddress(operation: string, Domain: unknown, world: World): string {
  return `https://${domainHost(Domain, world)}${routes[operation]?.path ?? '/'}`;
}

/** The request to a domain's page or endpoint as it would travel; undefined for other operations. */
export function hostedDraft(operation: string, input: Fields, world: World): Draft | undefined {
  const route = routes[operation];
  if (route === undefined) return undefined;
  const { Domain, cookie, access_token, ChallengeResponses, ...rest } = input;
  const fields = Object.entries({ ...rest, ...(ChallengeResponses as Texts | undefined) }).filter(([, value]) => value !== undefined);
  const inForm = (name: string) => route.form === 'all' || route.form?.includes(name) === true;
  const texts = fields.map(([name, value]) => [name, String(value)] as const);
  const form = texts.filter(([name]) => inForm(name));
  return {
    service: 'cognito-idp',
    region: world.region,
    method: route.method,
    host: domainHost(Domain, world),
    path: route.path,
    query: texts.filter(([name]) => !inForm(name)),
    headers: {
      ...(form.length > 0 ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      ...(cookie === undefined ? {} : { cookie: `cognito=${String(cookie)}` }),
      ...(operation === 'cognito-idp:UserInfo_GET' && access_token !== undefined ? { authorization: `Bearer ${String(access_token)}` } : {}),
    },
    body: new URLSearchParams(form.map(([name, value]) => [name, value])).toString(),
    language: 'form',
  };
}

/** What a page or endpoint of the hosted UI answers: JSON to a machine; to a browser the next address, or a page. */
export function hostedAnswer(operation: string, sent: Fields, output: Fields, error: AwsError | undefined): WireResponse {
  if (routes[operation]?.machine) {
    const headers = { 'content-type': 'application/json;charset=UTF-8' };
    return error === undefined ? { status: 200, headers, body: JSON.stringify(output) } : { status: error.status, headers, body: JSON.stringify({ error: error.code }) };
  }
  const { redirect_uri, state } = sent as Texts;
  if (error?.status === 302 && redirect_uri !== undefined) {
    const location = withParameters(redirect_uri, { error: error.code, error_description: error.message, state });
    return { status: 302, headers: { location }, body: '' };
  }
  if (error !== undefined) return htmlPage(400, error.message);
  const { Location, cookie } = output as { Location?: string; cookie?: string };
  if (Location === undefined) return htmlPage(200, `the page that asks for ${String(output.ChallengeName)}`);
  const setCookie: Record<string, string> = cookie === undefined ? {} : { 'set-cookie': `cognito=${cookie}; Path=/; Secure; HttpOnly; SameSite=Lax` };
  return { status: 302, headers: { location: Location, ...setCookie }, body: '' };
}

function htmlPage(status: number, says: string): WireResponse {
  return { status, headers: { 'content-type': 'text/html' }, body: says };
}

/** The host of the domain that is named, or of the account's first one. */
function domainHost(Domain: unknown, world: World): string {
  const domains = known(world, 'AWS::Cognito::UserPoolDomain').filter((one): one is UserPoolDomain => !isGap(one));
  const domain = domains.find((one) => one.Domain === Domain) ?? domains[0];
  return domain === undefined ? `${String(Domain)}.auth.${world.region}.amazoncognito.com` : hostOf(domain);
}
