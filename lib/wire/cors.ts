import { addressOf, type WireRequest, type WireResponse } from './message';

/** What AWS lets a page read of its answers (aws-facts §9). */
const shared = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
};

/** Names that only this computer has. */
const own = String.raw`(localhost|[\w-]+\.localhost|127\.0\.0\.1|\[::1\])(:\d+)?`;
const ownHost = new RegExp(`^${own}$`, 'i');
const ownOrigin = new RegExp(`^https?://${own}$`, 'i');

/**
 * Why a request is turned away, or undefined. AWS answers every origin. The emulator may hold a snapshot of a real account,
 * and its key is public: so it answers only pages that this computer serves, and only under names that nobody else can give it.
 */
export function foreign({ headers: { host, origin } }: WireRequest): string | undefined {
  if (host !== undefined && !ownHost.test(host)) return `The emulator answers under the names of this computer only, not as ${host}.`;
  if (origin !== undefined && !ownOrigin.test(origin)) return `The emulator answers pages of this computer only, not of ${origin}.`;
  return undefined;
}

/** The answer to a browser that asks whether it may send a request. */
export function preflight(request: WireRequest): WireResponse {
  if (!isOpen(request)) return { status: 403, headers: { 'content-type': 'text/plain' }, body: 'CORS is not enabled for this address.' };
  return {
    status: 200,
    headers: {
      ...shared,
      'access-control-allow-methods': 'GET, HEAD, PUT, POST, DELETE',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
      'access-control-max-age': '172800',
    },
    body: '',
  };
}

/** The answer, readable for the page that asked, where AWS lets any page read it. */
export function withCors(request: WireRequest, response: WireResponse): WireResponse {
  if (request.headers.origin === undefined || !isOpen(request)) return response;
  return { ...response, headers: { ...shared, ...response.headers } };
}

/**
 * Where AWS lets pages of any origin in: the API endpoints, keys and configuration of the issuers, and the token endpoint.
 * A bucket opens itself only by rules of its own.
 */
function isOpen(request: WireRequest): boolean {
  const { path } = addressOf(request);
  return path === '/' || path.includes('/.well-known/') || /^\/_domain\/[^/]+\/oauth2\/(token|userInfo|revoke)$/.test(path);
}
