import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEmulator, type Emulator, type EmulatorOptions } from './emulator';
import { answerNode } from './node-http';

export interface Served {
  /** `http://127.0.0.1:<port>/aws` */
  readonly endpoint: string;
  readonly emulator: Emulator;
  close(): Promise<void>;
}

/** An emulator of its own behind a real HTTP server on a free port. */
export async function serve(options: EmulatorOptions = {}): Promise<Served> {
  const emulator = createEmulator({ seed: 'test', ...options });
  const server = createServer((request, response) => {
    answerNode(request, response, emulator).catch((error: Error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/aws`,
    emulator,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
