import { collect, type CollectOptions } from '../snapshot/collect';
import { emulatedSender } from '../snapshot/emulated';
import type { Progress } from '../snapshot/recorder';
import type { Snapshot } from '../snapshot/snapshot';
import { demo, demoExpectations, demoWorld } from '../world/accounts/demo';
import type { Expectation } from '../world/expectation';

export interface LiveAccount {
  readonly regions: readonly [string, ...string[]];
  readonly profile?: string;
  readonly roleArn?: string;
  readonly pools?: readonly string[];
  /** Whether to ask for the public keys of user pools that are not in the account. */
  readonly publicKeys?: boolean;
  readonly earlier?: Snapshot;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Reads a live account with the SDK's credentials, which do not leave it. An aborted signal gives the snapshot of what was read.
 * @throws CannotCollect when not even the account could be told
 */
export async function snapshotOfLive({ profile, roleArn, ...options }: LiveAccount): Promise<Snapshot> {
  const { awsSender, sleep } = await import('../snapshot/collect-aws');
  return collect({
    ...options,
    send: awsSender({ profile, roleArn, region: options.regions[0] }, options.signal),
    now: () => new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    sleep: (milliseconds) => sleep(milliseconds, options.signal),
    random: Math.random,
  });
}

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
