import { setMaxListeners } from 'node:events';
import type { AuditRequest } from '../lib/auditor/run-audit';
import type { AwsSend } from '../lib/snapshot/collect-aws';
import type { Progress, Send } from '../lib/snapshot/recorder';
import type { Snapshot } from '../lib/snapshot/snapshot';
import type { SourceOptions } from './audit-options';
import type { Io } from './io';
import { Problem } from './problem';
import { progressLine } from './progress';
import { regionsBeside } from './regions';

export interface ReadOptions extends SourceOptions {
  /** An earlier, interrupted snapshot to go on from. */
  readonly earlier?: Snapshot;
}

export interface ReadAccounts {
  /** One for each account. */
  readonly snapshots: readonly Snapshot[];
  /** For each of them how to ask for second opinions; empty when nobody wants any. */
  readonly secondOpinions: readonly Asking[];
  /** Whether Ctrl-C ended it early. */
  readonly interrupted: boolean;
}

type Asking = NonNullable<AuditRequest['secondOpinions']>;

/**
 * Reads the accounts that the options name, one after the other: the demo account, the one that the credentials open, or those of
 * the roles to assume. Ctrl-C ends the reading and keeps what was read.
 * @throws Problem, CannotCollect
 */
export async function readAccounts(options: ReadOptions, io: Io): Promise<ReadAccounts> {
  if (options.demo) {
    const { readDemo } = await import('./demo');
    return { snapshots: [await readDemo(options)], secondOpinions: [], interrupted: false };
  }
  const { awsSender, defaultRegion } = await import('../lib/snapshot/collect-aws');
  const [region, ...others] = await regionsToRead(options, defaultRegion);
  const stop = new AbortController();
  // Each request under way listens for it.
  setMaxListeners(0, stop.signal);
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt);
  try {
    const snapshots: Snapshot[] = [];
    const secondOpinions: Asking[] = [];
    for (const roleArn of options.roleArns.length === 0 ? [undefined] : options.roleArns) {
      if (stop.signal.aborted) break;
      const { profile } = options;
      const send = awsSender({ region, ...(profile === undefined ? {} : { profile }), ...(roleArn === undefined ? {} : { roleArn }) }, stop.signal);
      if (options.secondOpinion) secondOpinions.push(await askingOf(send, region, stop.signal));
      snapshots.push(withoutClosedRegions(await readOne(send, [region, ...others], stop.signal, options, io), options, io));
    }
    return { snapshots, secondOpinions, interrupted: stop.signal.aborted };
  } finally {
    process.off('SIGINT', interrupt);
  }
}

async function askingOf(send: AwsSend, region: string, signal: AbortSignal): Promise<Asking> {
  const [{ askSecondOpinions }, { sleep }] = await Promise.all([import('../lib/auditor/ask-second-opinions'), import('../lib/snapshot/collect-aws')]);
  const waiting = { sleep: (milliseconds: number) => sleep(milliseconds, signal), random: Math.random };
  return (questions) => askSecondOpinions(questions, { send, region, waiting, elsewhere: send.elsewhere, isStopped: () => signal.aborted });
}

async function readOne(send: Send, regions: readonly [string, ...string[]], signal: AbortSignal, options: ReadOptions, io: Io): Promise<Snapshot> {
  const [{ collect }, { sleep }] = await Promise.all([import('../lib/snapshot/collect'), import('../lib/snapshot/collect-aws')]);
  const line = progressLine(io, options.progress);
  const said = ({ done, asked, operation, subject }: Progress): void => line.say(`Reading: ${done} of ${asked} so far, ${operation} ${subject}`);
  try {
    return await collect({
      send,
      regions,
      ...(options.pools.length > 0 ? { pools: options.pools } : {}),
      ...(options.earlier === undefined ? {} : { earlier: options.earlier }),
      publicKeys: options.publicKeys,
      now: () => new Date().toISOString(),
      sleep: (milliseconds) => sleep(milliseconds, signal),
      random: Math.random,
      signal,
      onProgress: said,
    });
  } finally {
    line.clear();
  }
}

async function regionsToRead({ regions, allRegions, pools, profile }: SourceOptions, defaultRegion: (profile?: string) => Promise<string | undefined>): Promise<readonly [string, ...string[]]> {
  const named = regions.length > 0 ? regions : [...new Set(pools.map((id) => id.split(':')[0] as string))];
  const [first, ...others] = named;
  if (first !== undefined && !allRegions) return [first, ...others];
  const home = first ?? (await defaultRegion(profile)) ?? (allRegions ? 'us-east-1' : undefined);
  if (home === undefined) throw new Problem('Which region? Neither --region, nor AWS_REGION, nor the profile says one: add for instance --region us-east-1.');
  return allRegions ? [home, ...regionsBeside(home).filter((region) => region !== home)] : [home];
}

const refusesCredentials = new Set(['UnrecognizedClientException', 'InvalidClientTokenId', 'InvalidSignatureException', 'AuthFailure', 'OptInRequired', 'InvalidToken', 'ExpiredTokenException']);

/** With --all-regions, a region that takes no credentials which are good elsewhere is one that the account has not opted in to. */
function withoutClosedRegions(snapshot: Snapshot, { allRegions }: SourceOptions, io: Io): Snapshot {
  if (!allRegions) return snapshot;
  const lists = snapshot.exchanges.filter(({ operation }) => operation === 'cognito-identity:ListIdentityPools');
  const closed = lists.filter(({ error }) => error !== undefined && refusesCredentials.has(error.code)).map(({ region }) => region);
  if (closed.length === 0 || closed.length === lists.length) return snapshot;
  io.stderr.write(`Not opted in to, so left out: ${closed.join(', ')}.\n`);
  return { ...snapshot, exchanges: snapshot.exchanges.filter(({ region }) => !closed.includes(region)) };
}
