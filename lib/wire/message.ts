/** An HTTP request, whichever server took it. */
export interface WireRequest {
  readonly method: string;
  /** Path and query exactly as they were sent, beginning with `/aws`: a signature covers them. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Where the emulator stands on its host; what follows is AWS's. */
export const mount = '/aws';

/** A request's address, taken apart: the path after the mount (encoded as sent, beginning with `/`) and the query. */
export interface Address {
  readonly path: string;
  readonly query: URLSearchParams;
}

export function addressOf({ url }: Pick<WireRequest, 'url'>): Address {
  const [whole = '', query = ''] = splitOnce(url, '?');
  const path = whole.startsWith(mount) ? whole.slice(mount.length) : whole;
  return { path: path === '' ? '/' : path, query: new URLSearchParams(query) };
}

/** The two sides of the first separator; the second is undefined when there is none. */
export function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): WireResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** A header may hold visible ASCII only. */
export function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?');
}
