import type { Expectation } from '../world/expectation';
import { expectationOf, objectInScript } from './app-config';
import { exchangeOf } from './cli-output';
import { parseJson, parseSnapshot, Unreadable, type Exchange, type Snapshot } from './snapshot';

export interface InputFile {
  readonly name: string;
  readonly text: string;
}

/** What a set of files comes to: one snapshot to judge, and what applications expect of it. */
export interface Inputs {
  readonly snapshot?: Snapshot;
  readonly expectations: readonly Expectation[];
}

/**
 * Reads snapshots, prints of the AWS CLI and configuration files of applications, dropped together in any order.
 * @param takenAt the date to give to prints of the AWS CLI, which carry none (ISO 8601)
 * @throws Unreadable when a file is none of these, or when two of them tell of different accounts
 */
export function readInputs(files: readonly InputFile[], takenAt: string): Inputs {
  const snapshots: Snapshot[] = [];
  const printed: { readonly value: unknown; readonly name: string }[] = [];
  const expectations: Expectation[] = [];
  for (const { name, text } of files) {
    const value = parseJson(objectInScript(text) ?? text, name);
    const expectation = expectationOf(value, name);
    if (typeof value === 'object' && value !== null && 'lifeguardSnapshot' in value) snapshots.push(parseSnapshot(value, name));
    else if (expectation !== undefined) expectations.push(expectation);
    else printed.push({ value, name });
  }
  if (printed.length > 0) snapshots.push(printedSnapshot(printed, takenAt));
  return snapshots.length === 0 ? { expectations } : { snapshot: together(snapshots), expectations };
}

function printedSnapshot(printed: readonly { readonly value: unknown; readonly name: string }[], takenAt: string): Snapshot {
  const everything = printed.map(({ value }) => JSON.stringify(value)).join('\n');
  const region = regionIn(everything);
  const userPools = new Set(everything.match(/"[a-z]{2}(?:-[a-z]+)+-\d_[A-Za-z0-9]+"/g));
  const onlyUserPool = userPools.size === 1 ? [...userPools][0]?.slice(1, -1) : undefined;
  const exchanges = printed.flatMap(({ value, name }): readonly Exchange[] => {
    const exchange = exchangeOf(value, region, onlyUserPool);
    if (exchange === 'says nothing') return [];
    if (exchange !== undefined) return [exchange];
    throw new Unreadable(
      `${name} is neither a snapshot, nor a print of the AWS CLI that an audit reads, nor an application's configuration: take one with lifeguard snapshot, or leave it out.`,
    );
  });
  return {
    lifeguardSnapshot: 1,
    takenAt,
    account: /arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:(\d{12}):/.exec(everything)?.[1] ?? '000000000000',
    partition: /arn:(aws[a-z-]*):/.exec(everything)?.[1] ?? 'aws',
    exchanges,
  };
}

/** Ids of pools begin with their region. */
function regionIn(text: string): string {
  return /"([a-z]{2}(?:-[a-z]+)+-\d):[0-9a-f-]{36}"/.exec(text)?.[1] ?? /"([a-z]{2}(?:-[a-z]+)+-\d)_[A-Za-z0-9]+"/.exec(text)?.[1] ?? 'us-east-1';
}

/** Several snapshots of one account are one, with the date of the oldest. */
function together(snapshots: readonly Snapshot[]): Snapshot {
  const accounts = new Set(snapshots.map(({ account }) => account).filter((account) => account !== '000000000000'));
  if (accounts.size > 1) {
    throw new Unreadable(`The files tell of different accounts (${[...accounts].join(', ')}): audit each alone, then put the reports together with lifeguard merge.`);
  }
  const [sample] = snapshots as readonly [Snapshot, ...Snapshot[]];
  const takenAt = snapshots.map((one) => one.takenAt).sort()[0] as string;
  return { ...sample, takenAt, account: [...accounts][0] ?? sample.account, exchanges: snapshots.flatMap(({ exchanges }) => exchanges) };
}
