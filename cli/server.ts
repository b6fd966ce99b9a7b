import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isForEmulator, refusal } from './gate';

/** Answers one request; whoever answers also ends the response. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface Answers {
  readonly emulator: Answer;
  readonly site: Answer;
}

export interface RunningServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

const loopback = '127.0.0.1';

/**
 * One server for the site and the emulator, for this computer only: bound to loopback, every request through the gate.
 *
 * @param port 0 lets the system choose
 * @throws the system's error (`EADDRINUSE`, `EACCES`) when the port cannot be had
 */
export async function startServer(port: number, answers: Answers): Promise<RunningServer> {
  const server = createServer((request, response) => {
    respond(server, answers, request, response).catch((error: unknown) => fail(response, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { port: portOf(server), close: () => close(server) };
}

async function respond(server: Server, answers: Answers, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url: path = '/', headers } = request;
  const refused = refusal({ method, path, headers }, portOf(server));
  if (refused !== undefined) return endWithSentence(response, 403, refused);
  await (isForEmulator(path) ? answers.emulator : answers.site)(request, response);
}

/** Ends a response with a sentence for a person. */
export function endWithSentence(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' });
  response.end(`${sentence}\n`);
}

/** A bug of ours: its stack belongs in the terminal, and nothing of it in the answer. */
function fail(response: ServerResponse, error: unknown): void {
  console.error(error);
  if (response.headersSent) response.destroy();
  else endWithSentence(response, 500, 'Lifeguard failed at this request; the terminal that it runs in says why.');
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // A browser keeps its connections open, and nobody waits for them after Ctrl-C.
    server.closeAllConnections();
  });
}
