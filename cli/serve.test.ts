import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openServer } from './serve';
import type { Answers, RunningServer } from './server';

const answers: Answers = {
  emulator: async (_request, response) => void response.end('emulator'),
  site: async (_request, response) => void response.end('site'),
};

const toClose: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
});

async function opened(): Promise<RunningServer> {
  const server = await openServer(0, answers);
  if ('problem' in server) throw new Error(server.problem);
  toClose.push(server.close);
  return server;
}

/** fetch would not let a test choose the Host header. */
function send(port: number, path: string, options: { method?: string; headers?: Record<string, string> } = {}): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, ...options }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('the server', () => {
  it('gives /aws to the emulator and the rest to the site', async () => {
    const { port } = await opened();
    expect(await send(port, '/aws')).toEqual({ status: 200, body: 'emulator' });
    expect(await send(port, '/aws/bucket/key?x')).toEqual({ status: 200, body: 'emulator' });
    expect(await send(port, '/awsome')).toEqual({ status: 200, body: 'site' });
    expect(await send(port, '/')).toEqual({ status: 200, body: 'site' });
  });

  it('turns away other names and other sites with a sentence', async () => {
    const { port } = await opened();
    const rebound = await send(port, '/aws', { headers: { Host: `evil.example:${port}` } });
    expect(rebound.status).toBe(403);
    expect(rebound.body).toBe(`Lifeguard answers only as http://127.0.0.1:${port} or http://localhost:${port}, not as “evil.example:${port}”.\n`);
    expect((await send(port, '/api/audit', { method: 'POST', headers: { Origin: 'https://evil.example' } })).status).toBe(403);
    expect((await send(port, '/api/audit', { method: 'POST', headers: { Origin: `http://127.0.0.1:${port}` } })).status).toBe(200);
  });

  it('answers a failure of its own without showing what failed', async () => {
    const server = await openServer(0, { ...answers, site: async () => Promise.reject(new Error('a secret detail')) });
    if ('problem' in server) throw new Error(server.problem);
    toClose.push(server.close);
    const { error } = console;
    console.error = () => undefined;
    const { status, body } = await send(server.port, '/').finally(() => (console.error = error));
    expect(status).toBe(500);
    expect(body).not.toContain('secret');
  });

  it('closes without waiting for an answer that never ends', async () => {
    const server = await openServer(0, { ...answers, site: async (_request, response) => void response.write('progress…') });
    if ('problem' in server) throw new Error(server.problem);
    const waiting = new Promise((resolve) => {
      request({ host: '127.0.0.1', port: server.port }, (response) => response.once('error', resolve).once('data', () => server.close())).end();
    });
    await expect(waiting).resolves.toMatchObject({ message: 'aborted' });
    await expect(send(server.port, '/')).rejects.toThrow();
  });
});

describe('the port', () => {
  async function takenPort(): Promise<number> {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    toClose.push(() => other.close());
    return (other.address() as AddressInfo).port;
  }

  it('that was asked for and is taken is a problem, not a reason to take another', async () => {
    const port = await takenPort();
    expect(await openServer(port, answers)).toEqual({
      problem: `Port ${port} is taken by another program: choose another with --port N, or leave it out to get a free one.`,
    });
  });

  it('is the next free one when nobody asked', async () => {
    const first = await openServer(undefined, answers);
    const second = await openServer(undefined, answers);
    if ('problem' in first || 'problem' in second) throw new Error('No port was free.');
    toClose.push(first.close, second.close);
    expect(first.port).toBeGreaterThanOrEqual(3000);
    expect(second.port).toBeGreaterThan(first.port);
  });
});
