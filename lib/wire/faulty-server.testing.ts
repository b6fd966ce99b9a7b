import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createEmulator, type EmulatorOptions } from './emulator';
import { answerNode } from './node-http';
import type { Served } from './serving.testing';

export type Fault = 'throttled' | 'dropped';

export interface FaultyOptions extends EmulatorOptions {
  /** Milliseconds before each answer. */
  readonly latency?: number;
  /** What happens to the request of this number, beginning with 0; undefined is a good answer. */
  readonly faultOf?: (number: number) => Fault | undefined;
}

export interface FaultyServed extends Served {
  /** How many requests came, and how many of them met a fault. */
  readonly counts: { requests: number; faults: number };
}

/** An emulator behind an HTTP server that takes its time, throttles as each service does, and drops connections. */
export async function serveFaulty({ latency = 0, faultOf = () => undefined, ...options }: FaultyOptions): Promise<FaultyServed> {
  const emulator = createEmulator({ seed: 'test', ...options });
  const counts = { requests: 0, faults: 0 };
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const fault = faultOf(counts.requests++);
    if (latency > 0) await wait(latency);
    if (fault === undefined) return answerNode(request, response, emulator);
    counts.faults++;
    if (fault === 'dropped') request.socket.destroy();
    else throttle(request, response);
  };
  const server = createServer((request, response) => {
    take(request, response).catch((error: Error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/aws`,
    emulator,
    counts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The refusal of a service that is asked too much, in its own protocol: each service has another word for it. */
function throttle(request: IncomingMessage, response: ServerResponse): void {
  const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const { status, code, form } = throttlings[service] ?? { status: 400, code: 'ThrottlingException', form: 'json' };
  request.resume();
  if (form === 'xml') {
    response.writeHead(status, { 'content-type': 'text/xml' }).end(`<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>Rate exceeded</Message></Error><RequestId>r</RequestId></ErrorResponse>`);
    return;
  }
  if (form === 's3') {
    response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code><Message>Please reduce your request rate.</Message></Error>`);
    return;
  }
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code }).end(JSON.stringify({ __type: code, message: 'Rate exceeded' }));
}

const throttlings: Readonly<Record<string, { readonly status: number; readonly code: string; readonly form: 'json' | 'xml' | 's3' }>> = {
  'cognito-identity': { status: 400, code: 'TooManyRequestsException', form: 'json' },
  'cognito-idp': { status: 400, code: 'TooManyRequestsException', form: 'json' },
  cloudtrail: { status: 400, code: 'ThrottlingException', form: 'json' },
  lambda: { status: 429, code: 'TooManyRequestsException', form: 'json' },
  iam: { status: 400, code: 'Throttling', form: 'xml' },
  sts: { status: 400, code: 'Throttling', form: 'xml' },
  s3: { status: 503, code: 'SlowDown', form: 's3' },
};

/** Faults that fall as often and in the same places every time. @param often from 0 to 1 */
export function faultsAt(often: Readonly<Record<Fault, number>>, seed = 1): (number: number) => Fault | undefined {
  return (number) => {
    const drawn = fractionOf(seed + number);
    if (drawn < often.throttled) return 'throttled';
    return drawn < often.throttled + often.dropped ? 'dropped' : undefined;
  };
}

/** A number from 0 up to 1 for each integer, without any pattern to the eye. */
export function fractionOf(integer: number): number {
  let bits = Math.imul(integer ^ 0x9e3779b9, 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
}
