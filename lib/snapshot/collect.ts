import { codeOf, Pace, type Waiting } from './pace';
import { Recorder, type Progress, type Send } from './recorder';
import { GetCallerIdentity } from './reads-resources';
import type { Snapshot } from './snapshot';
import { walk } from './walk';

export interface CollectOptions {
  readonly send: Send;
  /** Where to look for identity pools; roles are read once. */
  readonly regions: readonly [string, ...string[]];
  /** Identity pools to read, instead of all there are. */
  readonly pools?: readonly string[];
  /** ISO 8601; the snapshot bears it. */
  readonly now: () => string;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly random: () => number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** An earlier, interrupted snapshot to go on from. */
  readonly earlier?: Snapshot;
  /** Whether to ask for the public keys of user pools that are not in the account, which is no request to AWS's API. */
  readonly publicKeys?: boolean;
  /** Requests to one service at a time; 16 when left out. */
  readonly width?: number;
}

/** The account could not be read at all: one sentence that says why and what to do. */
export class CannotCollect extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'CannotCollect';
  }
}

/** Whose account the credentials open. */
export interface CallerIdentity {
  readonly account: string;
  readonly partition: string;
  readonly arn: string;
}

/** Whoever cannot reach AWS at all should hear of it after seconds. */
const identifyAttempts = 6;

/**
 * Asks whose account this is, which needs no permission.
 * @throws CannotCollect when there are no credentials, or AWS cannot be reached
 */
export async function identify(send: Send, region: string, waiting: Waiting, isStopped: () => boolean): Promise<CallerIdentity> {
  const ask = (): ReturnType<Send> => send(GetCallerIdentity.operation, region, {});
  try {
    const { Account, Arn } = GetCallerIdentity.output.parse(await new Pace(1, waiting, identifyAttempts).request(ask, isStopped));
    return { account: Account, partition: Arn?.split(':')[1] ?? 'aws', arn: Arn ?? '' };
  } catch (error) {
    throw new CannotCollect(sentenceFor(error, region));
  }
}

/**
 * Reads an account, from its identity pools outward, with read-only requests. What is refused is recorded as such; a run
 * that is aborted gives the snapshot of what it had.
 * @throws CannotCollect when not even the account could be told
 */
export async function collect(options: CollectOptions): Promise<Snapshot> {
  const { send, regions, pools, signal, earlier, width = 16 } = options;
  const takenAt = earlier?.takenAt ?? options.now();
  let refused = false;
  const waiting = { sleep: options.sleep, random: options.random };
  const whose = (): Promise<CallerIdentity> => identify(send, regions[0], waiting, () => signal?.aborted === true).then((caller) => sameAccount(caller, earlier));
  // Another account's answers would not go with those that are here already.
  const known = earlier === undefined ? undefined : await whose();
  const recorder = new Recorder({
    send,
    waiting,
    isStopped: () => refused || signal?.aborted === true,
    onProgress: options.onProgress,
    width,
    earlier: earlier?.exchanges,
  });
  // Whose account it is depends on nothing, and nothing on it: what others wait for is asked first.
  const walked = walk(recorder, regions, { pools, publicKeys: options.publicKeys });
  const identity = known === undefined ? whose() : Promise.resolve(known);
  identity.catch(() => void (refused = true));
  const [{ account, partition }] = await Promise.all([identity, walked]);
  return { lifeguardSnapshot: 1, takenAt, account, partition, exchanges: recorder.recorded() };
}

/** @throws CannotCollect when the earlier snapshot is of another account */
function sameAccount(caller: CallerIdentity, earlier: Snapshot | undefined): CallerIdentity {
  if (earlier === undefined || earlier.account === caller.account) return caller;
  throw new CannotCollect(`The snapshot to go on from is of account ${earlier.account}, and these credentials open ${caller.account}: choose the other profile, or begin anew.`);
}

const withoutCredentials = /^(CredentialsProviderError|TokenProviderError)$/;
const badCredentials = /^(ExpiredToken|ExpiredTokenException|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|InvalidAccessKeyId|AuthFailure|AccessDenied|AccessDeniedException)$/;

function sentenceFor(error: unknown, region: string): string {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message.replace(/\s+/g, ' ') : String(error);
  if (withoutCredentials.test(code)) {
    return `No AWS credentials were found (${message}): sign in (aws sso login), set AWS_PROFILE or give --profile, or audit a snapshot with --snapshot FILE.`;
  }
  if (badCredentials.test(code)) return `AWS does not take these credentials (${code}: ${message}): sign in anew, or choose another profile with --profile.`;
  return `AWS could not be reached in ${region} (${code}: ${message}): check the network, the region and AWS_ENDPOINT_URL.`;
}
