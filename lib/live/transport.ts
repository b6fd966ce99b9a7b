import { hostIn } from './endpoint';
import type { CalledHost } from './hosts';
import { presentedOf } from './exchange';
import { patience, Unreachable, whyUnanswered } from './unreachable';
import type { Presented } from '../wire/present';

export interface Outgoing {
  readonly service: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What the learner typed in secret and this request carries. */
  readonly typed: ReadonlySet<string>;
  /** Bytes of the answer that are read; all when left out. */
  readonly most?: number;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly presented: Presented;
}

export interface TransportOptions {
  /** What the learner agreed to. */
  readonly hosts: readonly CalledHost[];
  readonly fetch: typeof fetch;
  /** Ends every request under way. */
  readonly signal: AbortSignal;
  readonly offline: () => boolean;
}

/** Sends requests to the hosts that the learner agreed to, and to no other. */
export class Transport {
  readonly #options: TransportOptions;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  /** @throws Unreachable when there is no answer that a page may read; Error for a host that nobody agreed to */
  async send({ service, method, url, headers, body, typed, most }: Outgoing): Promise<Answered> {
    const agreed = this.#options.hosts.find((one) => one.host === hostIn(url));
    if (agreed === undefined) throw new Error(`Nobody agreed to a request to ${hostIn(url)}.`);
    // A browser sets these itself.
    const { host: _host, 'content-length': _length, ...sent } = headers;
    try {
      const response = await this.#options.fetch(url, {
        method,
        headers: sent,
        ...(body === '' ? {} : { body }),
        signal: AbortSignal.any([this.#options.signal, AbortSignal.timeout(patience)]),
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        // An answer that leads elsewhere leads to a host that nobody agreed to.
        redirect: 'error',
      });
      const bytes = await bytesOf(response, most);
      const responseHeaders = Object.fromEntries(response.headers);
      const responseBody = most === undefined || response.status >= 400 ? new TextDecoder().decode(bytes) : `(the first ${bytes.length} bytes were read and are not shown)`;
      const presented = presentedOf({ method, url, requestHeaders: headers, requestBody: body, status: response.status, responseHeaders, responseBody }, typed);
      return { status: response.status, headers: responseHeaders, body: bytes, presented };
    } catch (thrown) {
      if (this.#options.signal.aborted) throw thrown;
      throw new Unreachable(whyUnanswered({ service, host: agreed.host, aws: agreed.aws, offline: this.#options.offline(), thrown }));
    }
  }
}

async function bytesOf(response: Response, most = Infinity): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    chunks.push(part.value);
    length += part.value.length;
    if (length >= most) {
      await reader?.cancel();
      break;
    }
  }
  const bytes = new Uint8Array(Math.min(length, most));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk.subarray(0, bytes.length - at), at);
    at += chunk.length;
  }
  return bytes;
}
