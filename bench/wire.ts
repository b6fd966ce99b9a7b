import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { notes } from '../lib/world/accounts/notes';
import { median, type Row } from './measure';

const CONNECTIONS = 16;
const SECONDS = 4;
const RUNS = 3;
const STARTS = 5;
const STARTING_LIMIT = 30_000;

export const title = `Wire: GetId and GetCredentialsForIdentity for guests, ${CONNECTIONS} connections`;

/** Run from the root of the project, whose command line must be built. */
export async function rows(): Promise<readonly Row[]> {
  const starts: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    const own = await startOwn();
    starts.push(own.started);
    await stop(own.process);
  }
  const own = await startOwn();
  const ownRuns = await measure({ port: own.port, path: '/aws', poolId: notes.identityPool });
  await stop(own.process);
  const moto = await startMoto();
  const motoRuns = moto === undefined ? undefined : await measure(moto);
  if (moto !== undefined) await stop(moto.process);
  const target = motoRuns === undefined ? 1700 : median(motoRuns) * 10;
  return [
    { what: 'start to first answer', unit: 'ms', median: median(starts), target: 1000, runs: starts },
    { what: 'pairs, everything checked', unit: 'per second', median: median(ownRuns), target, runs: ownRuns },
    ...(motoRuns === undefined ? [] : [{ what: 'pairs, moto, nothing checked', unit: 'per second' as const, median: median(motoRuns), runs: motoRuns }]),
  ];
}

interface Target {
  readonly port: number;
  readonly path: string;
  readonly poolId: string;
}

async function startOwn(): Promise<{ readonly process: ChildProcess; readonly port: number; readonly started: number }> {
  const begun = performance.now();
  const process = spawn('node', ['cli/lifeguard.mjs', 'serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await portIn(process);
  await fetch(`http://127.0.0.1:${port}/aws`, { method: 'POST', headers: headersOf('GetId'), body: JSON.stringify({ IdentityPoolId: notes.identityPool }) });
  return { process, port, started: performance.now() - begun };
}

async function portIn(process: ChildProcess): Promise<number> {
  let printed = '';
  for await (const chunk of process.stdout as AsyncIterable<Buffer>) {
    printed += chunk.toString();
    const port = /127\.0\.0\.1:(\d+)/.exec(printed)?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error('The server ended before it said where it is.');
}

/** The server of moto where it is installed; undefined where it is not. */
async function startMoto(): Promise<(Target & { readonly process: ChildProcess }) | undefined> {
  const port = 5799;
  const process = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const failed = new Promise<'failed'>((resolve) => process.once('error', () => resolve('failed')).once('exit', () => resolve('failed')));
  const create = { IdentityPoolName: 'guests', AllowUnauthenticatedIdentities: true };
  const authorization = 'AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/cognito-identity/aws4_request, SignedHeaders=host, Signature=0';
  for (let waited = 0; waited < STARTING_LIMIT; waited += 200) {
    const answer = await Promise.race([
      failed,
      fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: { ...headersOf('CreateIdentityPool'), authorization }, body: JSON.stringify(create) }).catch(() => undefined),
    ]);
    if (answer === 'failed') return undefined;
    if (answer?.ok) return { process, port, path: '/', poolId: ((await answer.json()) as { IdentityPoolId: string }).IdentityPoolId };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('moto did not start.');
}

async function stop(process: ChildProcess): Promise<void> {
  process.kill();
  if (process.exitCode === null) await once(process, 'exit');
}

async function measure(target: Target): Promise<readonly number[]> {
  const lines = await Promise.all(Array.from({ length: CONNECTIONS }, () => openLine(target)));
  const runs: number[] = [];
  await pairsPerSecond(lines, target, 1);
  for (let i = 0; i < RUNS; i++) runs.push(await pairsPerSecond(lines, target, SECONDS));
  for (const line of lines) line.close();
  return runs;
}

async function pairsPerSecond(lines: readonly Line[], target: Target, seconds: number): Promise<number> {
  const begun = performance.now();
  const end = begun + seconds * 1000;
  let pairs = 0;
  await Promise.all(
    lines.map(async (line) => {
      while (performance.now() < end) {
        const { IdentityId } = await line.send('GetId', { IdentityPoolId: target.poolId });
        const { Credentials } = await line.send('GetCredentialsForIdentity', { IdentityId });
        if (Credentials === undefined) throw new Error('There were no credentials in the answer.');
        pairs++;
      }
    }),
  );
  return (pairs * 1000) / (performance.now() - begun);
}

function headersOf(operation: string): Record<string, string> {
  return { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityService.${operation}` };
}

/** A connection that stays open, if the server lets it. Written by hand, so that the client costs the server little of the machine. */
interface Line {
  send(operation: string, input: object): Promise<Record<string, unknown>>;
  close(): void;
}

async function openLine({ port, path }: Target): Promise<Line> {
  let socket = await open(port);
  return {
    send: async (operation, input) => {
      const body = JSON.stringify(input);
      const headers = Object.entries({ host: `127.0.0.1:${port}`, ...headersOf(operation), 'content-length': String(body.length) });
      socket.write(`POST ${path} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`);
      const answer = await answerOn(socket);
      if (/\r\nconnection: close\r\n/i.test(answer.head)) {
        socket.destroy();
        socket = await open(port);
      }
      if (!/^HTTP\/1\.[01] 200 /.test(answer.head)) throw new Error(`${answer.head}${answer.body}`);
      return JSON.parse(answer.body) as Record<string, unknown>;
    },
    close: () => socket.destroy(),
  };
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').setNoDelay();
  await once(socket, 'connect');
  return socket;
}

function answerOn(socket: Socket): Promise<{ readonly head: string; readonly body: string }> {
  return new Promise((resolve, reject) => {
    let received = '';
    const take = (chunk: Buffer) => {
      received += chunk.toString('latin1');
      const end = received.indexOf('\r\n\r\n') + 4;
      if (end < 4) return;
      const head = received.slice(0, end);
      const body = received.slice(end);
      if (body.length < Number(/content-length: (\d+)/i.exec(head)?.[1])) return;
      settle();
      resolve({ head, body });
    };
    const fail = () => {
      settle();
      reject(new Error('The server closed the connection.'));
    };
    const settle = () => {
      socket.off('data', take);
      socket.off('close', fail);
    };
    socket.on('data', take);
    socket.on('close', fail);
  });
}
