import { defaultStart } from '../lib/engine/scenario';
import { collect } from '../lib/snapshot/collect';
import type { Send } from '../lib/snapshot/recorder';
import type { Snapshot } from '../lib/snapshot/snapshot';
import { demoWorld } from '../lib/world/accounts/demo';
import type { SourceOptions } from './audit-options';
import { startServer } from './server';

/**
 * Reads the built-in demo account: over HTTP from an emulator on a port of this computer, by the requests that a real account
 * would get; offline, from the emulator itself. The snapshot has always the same date.
 */
export async function readDemo({ offline, pools }: Pick<SourceOptions, 'offline' | 'pools'>): Promise<Snapshot> {
  if (offline) {
    const { emulatedSender } = await import('../lib/snapshot/emulated');
    return read(emulatedSender(demoWorld), pools);
  }
  const [{ awsSender }, { createEmulator }, { answerNode }] = await Promise.all([
    import('../lib/snapshot/collect-aws'),
    import('../lib/wire/emulator'),
    import('../lib/wire/node-http'),
  ]);
  const emulator = createEmulator({ world: demoWorld });
  const server = await startServer(0, {
    emulator: (request, response) => answerNode(request, response, emulator),
    site: async (_request, response) => void response.writeHead(404).end(),
  });
  try {
    const endpoint = `http://127.0.0.1:${server.port}/aws`;
    return await read(awsSender({ region: demoWorld.region, emulator: { endpoint, ...emulator.operatorKey } }), pools);
  } finally {
    await server.close();
  }
}

function read(send: Send, pools: readonly string[]): Promise<Snapshot> {
  return collect({
    send,
    regions: [demoWorld.region],
    ...(pools.length > 0 ? { pools } : {}),
    now: () => new Date(defaultStart * 1000).toISOString(),
    sleep: async () => undefined,
    random: () => 0,
  });
}
