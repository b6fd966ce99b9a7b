import { collect, type CollectOptions } from '../snapshot/collect';
import { emulatedSender } from '../snapshot/emulated';
import type { Snapshot } from '../snapshot/snapshot';
import { demo, demoExpectations, demoWorld } from '../world/accounts/demo';
import type { Expectation } from '../world/expectation';

/** The moment at which the demo account was read: it never changes, and neither does its report. */
const demoTaken = '2026-11-22T21:00:00Z';

/** The demo account, read as a live one would be, from the emulator in this very process. */
export async function snapshotOfDemo(onProgress?: CollectOptions['onProgress']): Promise<{ readonly snapshot: Snapshot; readonly expectations: readonly Expectation[] }> {
  const snapshot = await collect({
    send: emulatedSender(demoWorld),
    regions: [demo.region],
    now: () => demoTaken,
    sleep: () => Promise.resolve(),
    random: () => 0,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  return { snapshot, expectations: demoExpectations };
}
