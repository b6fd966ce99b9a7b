import type { Answered, Transport } from './transport';

/** A request as the SDK hands it over. */
interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

interface SdkResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** The last link of an SDK client: what sends, over our transport, and keeps the exchange. */
export class SdkHandler {
  answered: Answered | undefined;
  readonly #transport: Transport;
  readonly #service: string;
  readonly #typed: ReadonlySet<string>;

  constructor(transport: Transport, service: string, typed: ReadonlySet<string>) {
    this.#transport = transport;
    this.#service = service;
    this.#typed = typed;
  }

  async handle({ method, protocol, hostname, port, path, query = {}, headers, body }: SdkRequest): Promise<{ readonly response: SdkResponse }> {
    const search = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => [value ?? ''].flat().map((one) => [name, one]))).toString();
    const url = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}${search === '' ? '' : `?${search}`}`;
    this.answered = await this.#transport.send({ service: this.#service, method, url, headers, body: textOf(body), typed: this.#typed });
    return { response: { statusCode: this.answered.status, headers: { ...this.answered.headers }, body: this.answered.body } };
  }
}

function textOf(body: unknown): string {
  if (body === undefined || body === null) return '';
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body);
}
