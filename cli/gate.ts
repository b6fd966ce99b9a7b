/** What the gate looks at: the request's method and headers (names in lower case), and where it is headed. */
export interface Visit {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** The server is for the person at this computer, under the names that only this computer can have. */
const ownNames = ['127.0.0.1', 'localhost', '[::1]'];

export const isForEmulator = (path: string): boolean => /^\/aws(?:[/?]|$)/.test(path);

/**
 * Why a request is turned away, as a sentence, or undefined when it may pass.
 *
 * - The Host header must be this server's own. A page of another site can point a name of its own at 127.0.0.1 (DNS rebinding)
 *   and would then be of one origin with us, but it cannot choose the Host header.
 * - Another origin may link to a page here and nothing more. The emulator under /aws is the exception: applications that are
 *   being developed at other ports call it, as they would call AWS.
 */
export function refusal(visit: Visit, port: number): string | undefined {
  const host = header(visit, 'host');
  if (host === undefined || !ownHosts(port).includes(host.toLowerCase())) {
    return `Lifeguard answers only as http://127.0.0.1:${port} or http://localhost:${port}, not as “${host ?? ''}”.`;
  }
  if (isForEmulator(visit.path) || isLink(visit) || isFromHere(visit, host)) return undefined;
  return `Lifeguard takes requests from its own pages only, not from ${header(visit, 'origin') ?? 'another site'}.`;
}

function ownHosts(port: number): readonly string[] {
  const withPort = ownNames.map((name) => `${name}:${port}`);
  // A browser leaves out the port that the scheme implies.
  return port === 80 ? [...withPort, ...ownNames] : withPort;
}

/** A browser follows a link to a page: nothing can be read back, and a page is the same for everybody. */
function isLink(visit: Visit): boolean {
  return isReading(visit) && header(visit, 'sec-fetch-mode') === 'navigate';
}

/** Browsers say where a request comes from; without either header it is no browser, or one that typed the address. */
function isFromHere(visit: Visit, host: string): boolean {
  const origin = header(visit, 'origin');
  const site = header(visit, 'sec-fetch-site');
  return (origin === undefined || origin === `http://${host}`) && (site === undefined || site === 'same-origin' || site === 'none');
}

const isReading = ({ method }: Visit): boolean => method === 'GET' || method === 'HEAD';

function header(visit: Visit, name: string): string | undefined {
  const value = visit.headers[name];
  return typeof value === 'string' || value === undefined ? value : value.join(',');
}
