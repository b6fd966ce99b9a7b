import 'server-only';
import { lookup } from 'node:dns/promises';
import type { OpenIdConfiguration } from '../world/resources';

const limit = 15_000;
const mostBytes = 20_000;

/** What hosting services answer under a name that points at them and that nobody has taken there. */
const unclaimed: readonly (readonly [RegExp, string])[] = [
  [/<Code>NoSuchBucket<\/Code>/, 'S3 bucket'],
  [/There isn't a GitHub Pages site here/i, 'GitHub Pages site'],
  [/no-such-app\.html|No such app/i, 'Heroku app'],
  [/The specified (container|account) does not exist/i, 'Azure storage account'],
];

/** Whether the issuer of an OpenID Connect provider is there. Only its public configuration is asked for, over HTTPS, without credentials. */
export async function askIssuer(url: string, signal?: AbortSignal): Promise<Omit<OpenIdConfiguration, 'Url'>> {
  const { hostname, protocol, pathname } = new URL(url);
  const isName = /^(?=.*[a-z])[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(hostname);
  if (protocol !== 'https:' || !isName || !pathname.endsWith('/.well-known/openid-configuration')) throw new Error(`${url} is not the address of an issuer's configuration.`);
  try {
    await lookup(hostname);
  } catch (error) {
    // Any other failure says nothing of the name.
    if ((error as { readonly code?: string }).code === 'ENOTFOUND') return {};
    throw error;
  }
  const timeout = AbortSignal.timeout(limit);
  const answer = await fetch(url, { redirect: 'manual', signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]) });
  if (answer.status !== 404) {
    await answer.body?.cancel();
    return { Status: answer.status };
  }
  const text = (await answer.text()).slice(0, mostBytes);
  const [, what] = unclaimed.find(([says]) => says.test(text)) ?? [];
  return { Status: answer.status, ...(what === undefined ? {} : { Unclaimed: what }) };
}
