import type { Expectation } from '../world/expectation';
import { expectationOf, objectInScript } from './app-config';
import { exchangeOf } from './cli-output';
import { parseJson, parseSnapshot, Unreadable, type Exchange, type Snapshot } from './snapshot';
import { isCloudFormation, isTerraform } from './template/json';
import type { Template } from './template/value';

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
 * Reads snapshots, prints of the AWS CLI, templates (CloudFormation, SAM, `terraform show -json`) and configuration files of
 * applications, dropped together in any order.
 * @param takenAt the date to give to prints of the AWS CLI, which carry none (ISO 8601)
 * @throws Unreadable when a file is none of these, or when two of them tell of different accounts
 */
export async function readInputs(files: readonly InputFile[], takenAt: string): Promise<Inputs> {
  const snapshots: Snapshot[] = [];
  const printed: { readonly value: unknown; readonly name: string }[] = [];
  const expectations: Expectation[] = [];
  for (const { name, text } of files) {
    const value = isYaml(name, text) ? (await yaml()).parseYaml(text, name) : parseJson(objectInScript(text) ?? text, name);
    const expectation = expectationOf(value, name);
    if (typeof value === 'object' && value !== null && 'lifeguardSnapshot' in value) snapshots.push(parseSnapshot(value, name));
    else if (isTerraform(value)) snapshots.push(await fromTemplate((await import('./template/terraform')).fromTerraform(value, defaultRegion), name, takenAt));
    else if (isCloudFormation(value)) snapshots.push(await fromTemplate((await yaml()).fromCloudFormation(value, defaultRegion), name, takenAt));
    else if (expectation !== undefined) expectations.push(expectation);
    else printed.push({ value, name });
  }
  if (printed.length > 0) snapshots.push(printedSnapshot(printed, takenAt));
  return snapshots.length === 0 ? { expectations } : { snapshot: together(snapshots), expectations };
}

const defaultRegion = 'us-east-1';

/** What deploys a template is large, and most files are none. */
const yaml = () => import('./template/cloudformation');

async function fromTemplate(template: Template, name: string, takenAt: string): Promise<Snapshot> {
  return (await import('./template/snapshot')).snapshotOfTemplate(template, name, takenAt);
}

function isYaml(name: string, text: string): boolean {
  return /\.(ya?ml|template)$/i.test(name) ? !text.trimStart().startsWith('{') : /^(AWSTemplateFormatVersion|Transform|Resources)\s*:/m.test(text);
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
      `${name} is neither a snapshot, nor a print of the AWS CLI that an audit reads, nor a template, nor an application's configuration: take one with lifeguard snapshot, or leave it out.`,
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
