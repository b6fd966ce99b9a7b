import { from, type Call } from '../../engine/scenario';
import type { UserPoolClient } from '../../world/resources';
import { check, type Attempt, type Probe } from '../check';
import type { Claim, Confidence } from '../claim';
import { notesWorld, onPage, withClient, withRoles, withUserPool } from '../examples';
import { alice, cast } from '../people';
import type { AuditedPool } from '../pool';
import { credentialCalls } from '../pool-login';
import { cwe, references } from '../references';
import { weighed } from '../severities';
import { domainOf, hasPages, loginCall, withPages } from '../sign-in-pages';
import { clientFix } from '../user-pool-edits';
import { described, trustedClients, type ClientInScope, type Described } from '../user-pool-subjects';

const page = onPage('openid');
const back = (...CallbackURLs: readonly string[]) => withClient({ ...page, CallbackURLs }, withUserPool({ Domain: 'notes-beach' }));
const production = 'https://notes.example/signed-in';

export const redirectAddresses = check<ClientInScope>({
  code: 'UPL-14',
  name: 'redirect-addresses',
  title: 'Users are sent back to an address that somebody else may hold',
  resource: 'AWS::Cognito::UserPoolClient',
  severityRule: 'Low, and plausible: whose the address is cannot be seen. A remark for a client whose only addresses are a developer’s own. Two levels less while the user pool has no sign-in pages.',
  docs: {
    what: 'After signing in, users are sent to one of the app client’s callback addresses, and with them a code that is worth their tokens. The check looks for addresses that another may come to hold: a developer’s own machine beside real ones, an application’s own scheme, a hosting company’s subdomain. It has Alice sign in there, and whoever listens redeem her code.',
    why: 'A link to the user pool’s own sign-in page is enough to have a user sent there. On a telephone any application may claim a scheme, and a preview that was deleted leaves its subdomain to the next. A sign-in that somebody else began has no verifier that would protect it.',
    falsePositives: 'An app client for development alone has localhost for a reason. A telephone’s operating system may guard a scheme, and a hosting company may never give a name out again; where its subdomain is the only address, the application lives there, and it is no finding. A client with a secret redeems no code for whoever lacks it. Whether the address is still yours, you know.',
    fix: 'Keep the addresses of one environment in its own app client. On telephones use a link that the operating system ties to your domain (universal links, app links).',
  },
  references: [references.appClients, cwe(601)],
  examples: {
    fails: [
      { title: 'localhost stands beside the real address', world: back(production, 'http://localhost:3000/signed-in'), severity: 'low' },
      { title: 'an application has a scheme of its own', world: back(production, 'notesapp://signed-in'), severity: 'low' },
      { title: 'a branch was previewed once', world: back(production, 'https://old-branch.d1a2b3c4d5e6f7.amplifyapp.com/'), severity: 'low' },
      { title: 'there are no pages yet', world: withClient({ ...page, CallbackURLs: [production, 'http://localhost:3000/'] }), severity: 'info' },
    ],
    passes: [
      { title: 'users come back to the application’s own domain', world: back(production) },
      { title: 'the application lives on a hosting company’s subdomain', world: back('https://main.d1a2b3c4d5e6f7.amplifyapp.com/') },
      { title: 'whoever redeems a code needs the client’s secret', world: withClient({ ClientSecret: 'REDACTED' }, back(production, 'http://localhost:3000/')) },
      { title: 'the client is for development alone', world: back('http://localhost:3000/', 'http://localhost:5173/') },
      { title: 'users get no credentials', world: withRoles({ Roles: {} }, back('notesapp://signed-in')) },
      { title: 'the addresses are left over, and the client takes no part in OAuth', world: withClient({ CallbackURLs: [production, 'http://localhost:3000/'] }) },
      { title: 'the client has nothing to do with pages', world: notesWorld },
    ],
  },
  subjects: trustedClients,
  probes(subject, pool): readonly Attempt[] {
    const found = described(pool, subject);
    if (found === undefined) return [];
    const addresses = found.client.CallbackURLs ?? [];
    const risky = addresses.flatMap((address) => {
      const risk = riskOf(address, addresses);
      return risk === undefined ? [] : [probeOn(address, risk, found, subject, pool)];
    });
    return risky.length > 0 ? risky : [probeOn('http://localhost:3000/', { whose: 'a developer’s own machine' }, found, subject, pool)];
  },
  fix(subject, pool, proved) {
    const found = described(pool, subject);
    const address = addressIn(proved);
    if (found === undefined || address === undefined) return undefined;
    const CallbackURLs = (found.client.CallbackURLs ?? []).filter((one) => one !== address);
    // An application without any other address needs one first, which only its owner can name.
    if (CallbackURLs.length === 0) return undefined;
    const { DefaultRedirectURI } = found.client;
    const fields: Partial<UserPoolClient> = { CallbackURLs, ...(DefaultRedirectURI === address ? { DefaultRedirectURI: undefined } : {}) };
    return clientFix(pool.world, subject.clientId, fields, `Take ${address} from the callback addresses of ${found.name}.`, 'Whoever signs in by that address needs an app client of their own.');
  },
});

interface Risk {
  /** Completes “… to …”. */
  readonly whose: string;
  /** As it should be in development. */
  readonly isOwn?: true;
}

/** Hosts under which anybody gets a subdomain. */
const hosting = /\.(amplifyapp\.com|vercel\.app|netlify\.app|github\.io|gitlab\.io|pages\.dev|web\.app|firebaseapp\.com|herokuapp\.com|azurewebsites\.net|azurestaticapps\.net|onrender\.com|fly\.dev|surge\.sh|ngrok\.io|ngrok-free\.app|trycloudflare\.com|elasticbeanstalk\.com)$/;

function riskOf(address: string, all: readonly string[]): Risk | undefined {
  const [, scheme = ''] = /^([a-z][a-z0-9+.-]*):/i.exec(address) ?? [];
  if (isLocal(address)) return { whose: 'a developer’s own machine', ...(all.every(isLocal) ? { isOwn: true } : {}) };
  if (!/^https?$/i.test(scheme)) return { whose: 'whichever application claims the scheme' };
  // Where there is no other address, it is where the application lives.
  const isPreview = hosting.test(hostOf(address)) && all.some((one) => !isLocal(one) && !hosting.test(hostOf(one)));
  return isPreview ? { whose: 'whoever holds a hosting company’s subdomain' } : undefined;
}

function hostOf(address: string): string {
  return (/^https?:\/\/([^/:?#]*)/i.exec(address)?.[1] ?? '').toLowerCase();
}

function isLocal(address: string): boolean {
  return /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/?#]|$)/i.test(address);
}

/** Alice signs in by a link of somebody else’s, and whoever listens at the address redeems her code. */
function probeOn(address: string, { whose, isOwn }: Risk, { userPool, client, name }: Described, { provider }: ClientInScope, pool: AuditedPool): Probe {
  const byCode = client.AllowedOAuthFlows?.includes('code') !== false;
  const scope = (client.AllowedOAuthScopes ?? []).join(' ');
  const login = loginCall(userPool, client, { response_type: byCode ? 'code' : 'token', redirect_uri: address, scope }, alice, 'alice');
  const exchange: Call = {
    id: 'tokens',
    by: 'mallory',
    operation: 'cognito-idp:Token_POST',
    input: { Domain: domainOf(userPool), client_id: client.ClientId, redirect_uri: address, grant_type: 'authorization_code', code: from('login', 'redirect.code') },
  };
  const hasIdToken = (client.AllowedOAuthScopes ?? []).includes('openid');
  const idToken = byCode ? from('tokens', 'id_token') : from('login', 'redirect.id_token');
  return {
    title: `Alice is sent to ${address} with her code`,
    prepare: (world) => withPages(world, userPool, client),
    people: { alice: cast.alice, mallory: { ...cast.anyone, name: 'Mallory', detail: 'listens at the address' } },
    calls: [login, ...(byCode ? [exchange] : []), ...(hasIdToken ? credentialCalls(pool, provider, idToken) : [])],
    proves: { ends: 'ok' },
    ...(client.CallbackURLs?.includes(address) === true ? {} : { otherwise: `${name} sends nobody to an address that another may hold.` }),
    claim: claimOf(name, address, whose, isOwn === true, hasPages(userPool) ? 'plausible' : 'latent'),
  };
}

function claimOf(name: string, address: string, whose: string, isOwn: boolean, confidence: Confidence): Claim {
  const message = `Users of ${name} can be sent to ${address}, which belongs to ${whose}, with a code that is worth their session.`;
  if (isOwn) return { severity: 'info', confidence: 'proved', actor: 'anonymous', message: `${name} sends users to ${address} and the like alone: it is for development.`, intended: true };
  return { severity: weighed('low', confidence), confidence, actor: 'anonymous', message, unread: [`whose ${address} is`] };
}

function addressIn({ calls }: Probe): string | undefined {
  return calls.find(({ id }) => id === 'login')?.input.redirect_uri as string | undefined;
}
