import { entityOf, audienceOf } from '../engine/saml';
import { openIdProvider } from '../engine/social';
import { withParameters } from '../engine/hosted-ui';
import type { UserPoolIdentityProvider } from '../world/resources';
import { get } from '../world/world';
import { tokensOut } from './border/tokens';
import { textOf } from './bytes';
import type { Emulator } from './emulator';
import { addressOf, mount, type WireRequest, type WireResponse } from './message';
import { page, type Field } from './pages';

type Texts = Readonly<Record<string, string>>;

const path = '/_provider';

/** Whether a redirect of the hosted UI's leads to another provider. */
export function isForProvider(redirect: Texts | undefined): redirect is Texts {
  return redirect !== undefined && (redirect.RelayState !== undefined || redirect.redirect_uri?.endsWith('/oauth2/idpresponse') === true);
}

/** The made-up provider's own page, for what the hosted UI sends along. */
export function providerAddress(redirect: Texts): string {
  return withParameters(`${mount}${path}`, redirect);
}

/**
 * `/aws/_provider`: stands for the sign-in page of Google, of an OIDC or of a SAML provider. Whoever comes says who they are
 * and is believed. Undefined for any other path.
 */
export async function providerPages(request: WireRequest, emulator: Emulator): Promise<WireResponse | undefined> {
  const address = addressOf(request);
  if (address.path !== path) return undefined;
  const query = Object.fromEntries(address.query);
  const sent = emulator.state.records.federation?.get(query.state ?? query.RelayState ?? '');
  const provider = sent && get(emulator.state.world, 'AWS::Cognito::UserPoolIdentityProvider', `${sent.UserPoolId}/${sent.ProviderName}`);
  if (sent === undefined || provider === undefined) return page(400, { title: 'Sign in', says: 'Nobody was sent here with this state.' });
  if (request.method === 'GET') return askWho(provider, query);
  const { subject = '', ...claims } = Object.fromEntries(new URLSearchParams(textOf(request.body)));
  const said = { Subject: subject, Claims: Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== '')) };
  const domain = domainIn(sent.request);
  return openIdProvider(provider) === undefined
    ? postAssertion(provider, query, said, domain, emulator)
    : sendBackWithCode(provider, query, said, domain, emulator);
}

interface Said {
  readonly Subject: string;
  readonly Claims: Texts;
}

function askWho({ ProviderName, AttributeMapping = {} }: UserPoolIdentityProvider, query: Texts): WireResponse {
  const claims = [...new Set(Object.values(AttributeMapping))].filter((claim) => claim !== 'sub');
  const fields: readonly Field[] = [
    { name: 'subject', label: 'Who you are there (sub or NameID)' },
    ...claims.map((claim) => ({ name: claim, label: claim, required: false })),
  ];
  const form = { action: providerAddress(query), fields, button: 'Sign in' };
  return page(200, { title: ProviderName, says: 'A made-up provider: it believes whatever you say.', form });
}

function sendBackWithCode(provider: UserPoolIdentityProvider, query: Texts, said: Said, domain: string, emulator: Emulator): WireResponse {
  const { client_id, redirect_uri, state, nonce } = query;
  const input = { ...said, Provider: openIdProvider(provider)?.host, client_id, redirect_uri, state, nonce };
  const { output = {} } = emulator.perform('outside-provider:Authorize', input, { kind: 'anonymous' });
  const location = withParameters(`${mount}/_domain/${domain}/oauth2/idpresponse`, output.redirect as Texts);
  return { status: 302, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

/** The assertion travels through the browser, in a form. */
async function postAssertion(provider: UserPoolIdentityProvider, query: Texts, said: Said, domain: string, emulator: Emulator): Promise<WireResponse> {
  const { RelayState, AssertionConsumerServiceURL: Recipient } = query;
  const input = { ...said, Provider: entityOf(provider), Audience: audienceOf(provider.UserPoolId), Recipient, RelayState };
  const { output = {} } = emulator.perform('outside-provider:PostAssertion', input, { kind: 'anonymous' });
  const { SAMLResponse } = (await tokensOut(output)) as { SAMLResponse?: string };
  const fields: readonly Field[] = [
    { name: 'SAMLResponse', value: SAMLResponse },
    { name: 'RelayState', value: RelayState },
  ];
  const form = { action: `${mount}/_domain/${domain}/saml2/idpresponse`, fields, button: 'Go on to the app' };
  return page(200, { title: provider.ProviderName, says: `You are signed in as ${said.Subject}.`, form });
}

function domainIn(request: string): string {
  return encodeURIComponent(String((JSON.parse(request) as { readonly Domain?: string }).Domain));
}
