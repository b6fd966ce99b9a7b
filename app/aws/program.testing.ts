import { request as httpRequest } from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import * as amplify from 'aws-amplify';
import * as auth from 'aws-amplify/auth';
import * as storage from 'aws-amplify/storage';
import * as cognitoIdentity from '@aws-sdk/client-cognito-identity';
import * as userPools from '@aws-sdk/client-cognito-identity-provider';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import * as iam from '@aws-sdk/client-iam';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as lambda from '@aws-sdk/client-lambda';
import * as credentialProviders from '@aws-sdk/credential-providers';
import * as jwtVerify from 'aws-jwt-verify';
import { transform } from 'esbuild';
import { vi } from 'vitest';
import type { CodeSegment } from '@/content/walkthroughs/walkthrough';
import { sessionBehind } from '@/lib/engine/sessions';
import { inbound, outbound } from '@/lib/wire/border/crossing';
import { claimOf } from '@/lib/wire/claim';
import { functionUrlAnswer, functionUrlOperation } from '@/lib/wire/function-url';
import type { Served } from '@/lib/wire/serving.testing';
import { authorizationHeader, signatureOf } from '@/lib/wire/sigv4';

/** What a program imports. Amplify keeps its session in its modules: each must be there only once. */
const modules: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'aws-amplify': amplify,
  // In Node nobody is sent anywhere unless Amplify is told how to open a page, as apps for phones do.
  'aws-amplify/auth': { ...auth, signInWithRedirect: (input: auth.SignInWithRedirectInput) => auth.signInWithRedirect({ ...input, options: { authSessionOpener: (url: string) => browser(url) } }) },
  'aws-amplify/storage': storage,
  '@aws-sdk/credential-providers': credentialProviders,
  'aws-jwt-verify': jwtVerify,
  '@aws-sdk/client-cognito-identity': cognitoIdentity,
  '@aws-sdk/client-cognito-identity-provider': userPools,
  '@aws-sdk/client-s3': s3,
  '@aws-sdk/client-sts': sts,
  '@aws-sdk/client-iam': iam,
  '@aws-sdk/client-dynamodb': dynamodb,
  '@aws-sdk/client-lambda': lambda,
  // Not among the packages here: the lesson's last lines are run against nothing, and only the names are held.
  '@aws-amplify/pubsub': { PubSub: class { async publish(): Promise<void> {} } },
};

/** What the reader's own app has and the program only uses, by name; asked for before each segment. */
export type Given = (segment: number) => Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>;

type AsyncFunction = (...args: readonly unknown[]) => Promise<void>;
const AsyncFunction = (async () => undefined).constructor as new (...parts: string[]) => AsyncFunction;

/** Runs the segments as one program, top to bottom, with these names given. @throws what the program throws */
export async function runProgram(segments: readonly CodeSegment[], names: readonly string[], given: Given): Promise<void> {
  const list = names.join(', ');
  const declared = list === '' ? '' : `let ${list};`;
  const marked = segments.map(({ text }, index) => `;({ ${list} } = await $given(${index}));\n${text}`);
  const { code } = await transform([declared, ...marked].join('\n'), { loader: 'ts', format: 'esm', tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } } });
  const wanted = new Map<string, Set<string>>();
  const body = code.replace(/^import \{([^}]*)\} from "([^"]+)";$/gm, (_all, imported: string, from: string) => {
    const known = wanted.get(from) ?? new Set();
    for (const name of imported.split(',')) known.add(name.trim());
    wanted.set(from, known);
    return '';
  });
  const imports = [...wanted].map(([from, those]) => `const { ${[...those].join(', ')} } = $modules[${JSON.stringify(from)}];`);
  await new AsyncFunction('$modules', '$given', `${imports.join('\n')}\n${body}`)(modules, given);
}

/**
 * Lets this process reach the emulator under AWS's own names, as if they led there, until `vi.unstubAllGlobals` and
 * `vi.restoreAllMocks`: so that a program runs exactly as it is printed. Other names lead nowhere.
 */
export function leadAwsTo({ endpoint, emulator }: Served): void {
  const { fetch } = globalThis;
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
  vi.stubGlobal('fetch', async (input: string | URL, init: RequestInit = {}) => {
    const url = new URL(String(input));
    const { hostname, pathname, search } = url;
    const domain = /^([\w-]+)\.auth\.[\w-]+\.amazoncognito\.com$/.exec(hostname)?.[1];
    const bucket = /^([\w-]+)\.s3\.[\w-]+\.amazonaws\.com$/.exec(hostname)?.[1];
    if (hostname.endsWith('.on.aws')) return functionAnswer(url, init);
    if (domain !== undefined) return fetch(`${endpoint}/_domain/${domain}${pathname}${search}`, init);
    if (bucket !== undefined) return fetch(`${endpoint}/${bucket}${pathname}${search}`, { ...init, headers: await signedAnew(url, bucket, init) });
    if (/^cognito-(idp|identity)\.[\w-]+\.amazonaws\.com$/.test(hostname)) return fetch(`${endpoint}${pathname}${search}`, init);
    if (url.href.startsWith(endpoint)) return fetch(url, init);
    throw new Error(`Nothing leads to ${url.href}.`);
  });
  vi.spyOn(https, 'request').mockImplementation(((url: string, options: object, answered: () => void) => httpRequest(`${endpoint}${new URL(url).pathname}`, options, answered)) as typeof https.request);
  syncBuiltinESMExports();

  /** A function's URL, which the emulator does not serve over HTTP. */
  async function functionAnswer(url: URL, { method = 'GET', headers, body }: RequestInit): Promise<Response> {
    const bearer = new Headers(headers).get('authorization')?.replace('Bearer ', '');
    const times = { now: emulator.clock(), wall: emulator.wallClock() };
    const request = await inbound(functionUrlOperation, { url: url.href, method, bearer, body: JSON.parse(String(body)) }, emulator.state, times);
    const { output = {}, error } = emulator.perform(functionUrlOperation, request, { kind: 'anonymous' });
    const answer = functionUrlAnswer(await outbound(functionUrlOperation, request, output, emulator.state), error);
    return new Response(String(answer.body), { status: answer.status, headers: answer.headers });
  }

  /** The emulator takes buckets in the path: the signature, checked here for the address that AWS would see, is made for that one. */
  async function signedAnew(url: URL, bucket: string, { method = 'GET', headers }: RequestInit): Promise<Record<string, string>> {
    const { host: _host, ...sent } = Object.fromEntries(new Headers(headers));
    const claim = claimOf({ method, url: url.pathname + url.search, headers: sent, body: new Uint8Array() });
    const session = claim?.token === undefined ? undefined : sessionBehind(emulator.state, claim.accessKeyId, claim.token);
    if (claim === undefined || session === undefined) return sent;
    const at = (host: string, path: string) => ({ ...claim, method, path, query: url.searchParams, headers: { ...sent, host }, payloadHash: sent['x-amz-content-sha256'] ?? '' });
    if ((await signatureOf(at(url.host, url.pathname), session.SecretAccessKey)) !== claim.signature) throw new Error(`Not signed for ${url.href}.`);
    const here = at(new URL(endpoint).host, `${new URL(endpoint).pathname}/${bucket}${url.pathname}`);
    return { ...sent, authorization: authorizationHeader(claim.accessKeyId, here, await signatureOf(here, session.SecretAccessKey)) };
  }
}

/**
 * Lets `signInWithRedirect` go through: the pages of the hosted UI and of the provider behind it are gone through as a browser
 * does, and `who` signs in there.
 */
export function browseAs(who: Readonly<Record<string, string>>, { endpoint }: Served): void {
  const { origin } = new URL(endpoint);
  const { origin: home, hostname, pathname } = new URL('https://notes.example/signed-in');
  vi.stubGlobal('window', { location: { origin: home, hostname, pathname }, addEventListener: () => undefined });
  browser = async (address) => {
    const [, domain = '', rest = ''] = /^https:\/\/([\w-]+)\.auth\.[\w-]+\.amazoncognito\.com(.*)$/.exec(address) ?? [];
    const provider = await go(`${endpoint}/_domain/${domain}${rest}`);
    const back = await go(origin + String(provider.headers.get('location')), who);
    const posted = formIn(await back.text());
    const last = posted === undefined ? await go(origin + String(back.headers.get('location'))) : await go(origin + posted.action, posted.fields);
    return { type: 'success', url: String(last.headers.get('location')) };
  };
}

type Opened = { readonly type: 'success'; readonly url: string };
let browser: (address: string) => Promise<Opened> = async (address) => {
  throw new Error(`No browser goes to ${address}.`);
};

function go(address: string, form?: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(address, { redirect: 'manual', ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }) });
}

/** The form by which a SAML provider sends its assertion on. */
function formIn(page: string): { readonly action: string; readonly fields: Readonly<Record<string, string>> } | undefined {
  const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
  if (action === undefined) return undefined;
  const fields = [...page.matchAll(/<input[^>]*>/g)].map(([input]) => [/ name="([^"]*)"/.exec(input)?.[1] ?? '', / value="([^"]*)"/.exec(input)?.[1] ?? ''] as const);
  return { action, fields: Object.fromEntries(fields.filter(([name]) => name !== '')) };
}
