import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Emulator } from './emulator';
import { answer } from './http';
import type { WireRequest } from './message';

/** A body larger than this is refused: 64 MiB. */
const largestBody = 64 * 1024 * 1024;

/** Answers a request of Node's own server, and ends the response. */
export async function answerNode(request: IncomingMessage, response: ServerResponse, emulator?: Emulator): Promise<void> {
  const body = await bodyOf(request);
  if (body === undefined) {
    response.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const { status, headers, body: answered } = await answer(wireRequest(request, body), emulator);
  const length = typeof answered === 'string' ? Buffer.byteLength(answered) : answered.length;
  const isHead = request.method === 'HEAD';
  // HEAD tells how long the body would be.
  response.writeHead(status, isHead ? headers : { ...headers, 'content-length': length });
  response.end(isHead ? undefined : answered);
}

function wireRequest(request: IncomingMessage, body: Uint8Array): WireRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(',');
  }
  return { method: request.method ?? 'GET', url: request.url ?? '/', headers, body };
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largestBody) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}
