import { collect, identify, type CallerIdentity } from '../snapshot/collect';
import type { Progress } from '../snapshot/recorder';
import type { Snapshot } from '../snapshot/snapshot';

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

/**
 * Whose account the credentials open, which needs no permission: for people to see before anything is read.
 * @throws CannotCollect
 */
export async function identityOfLive({ profile, region }: { readonly profile?: string; readonly region: string }, signal?: AbortSignal): Promise<CallerIdentity> {
  const { awsSender, sleep } = await import('../snapshot/collect-aws');
  const waiting = { sleep: (milliseconds: number) => sleep(milliseconds, signal), random: Math.random };
  return identify(awsSender({ profile, region }, signal), region, waiting, () => signal?.aborted === true);
}
