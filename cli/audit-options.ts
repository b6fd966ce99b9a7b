import { parseArgs } from 'node:util';
import type { AnyCheck } from '../lib/audit/check';
import type { Severity } from '../lib/audit/claim';
import { checkNamed, checks as everyCheck } from '../lib/audit/checks/index';
import { standingQuestionNamed } from '../lib/audit/standing-questions';
import { formats, isFormat, type Format } from '../lib/report/formats';
import { messageOf, Problem } from './problem';

/** Which account to read, and how. */
export interface SourceOptions {
  /** Ids of identity pools; every one when empty. */
  readonly pools: readonly string[];
  readonly regions: readonly string[];
  readonly allRegions: boolean;
  readonly profile?: string;
  readonly roleArns: readonly string[];
  readonly demo: boolean;
  readonly offline: boolean;
  readonly publicKeys: boolean;
  /** Whether to ask AWS what it thinks of policies and decisive statements. */
  readonly secondOpinion: boolean;
  readonly progress: boolean;
}

export interface AuditCommandOptions extends SourceOptions {
  /** Snapshots and prints of the AWS CLI; “-” is standard input. */
  readonly snapshots: readonly string[];
  readonly appConfigs: readonly string[];
  /** Every check when undefined. */
  readonly checks?: readonly AnyCheck[];
  readonly suppress?: string;
  readonly failOn: FailOn;
  readonly format: Format;
  readonly output?: string;
}

export type FailOn = Exclude<Severity, 'info'> | 'never';

const thresholds: readonly FailOn[] = ['critical', 'high', 'medium', 'low', 'never'];

/** @throws Problem when there is no such threshold */
export function failOnOf(name: string): FailOn {
  return oneOf(thresholds, name, '--fail-on');
}

/** Whether something of this severity is at or above the threshold. */
export function countsFor(failOn: FailOn, severity: Severity): boolean {
  const place = thresholds.indexOf(severity as FailOn);
  return failOn !== 'never' && place >= 0 && place <= thresholds.indexOf(failOn);
}

export const sourceFlags = {
  region: { type: 'string', multiple: true },
  'all-regions': { type: 'boolean' },
  profile: { type: 'string' },
  'role-arn': { type: 'string', multiple: true },
  demo: { type: 'boolean' },
  offline: { type: 'boolean' },
  'public-keys': { type: 'boolean' },
  'second-opinion': { type: 'boolean' },
  'no-progress': { type: 'boolean' },
  output: { type: 'string', short: 'o' },
  help: { type: 'boolean', short: 'h' },
} as const;

const auditFlags = {
  ...sourceFlags,
  snapshot: { type: 'string', multiple: true },
  'app-config': { type: 'string', multiple: true },
  check: { type: 'string', multiple: true },
  suppress: { type: 'string' },
  'fail-on': { type: 'string' },
  format: { type: 'string' },
} as const;

/** What the arguments of `lifeguard audit` ask for. @throws Problem */
export function auditOptions(args: readonly string[]): AuditCommandOptions | 'help' {
  const { values, positionals } = parse(args, auditFlags, 'audit');
  if (values.help === true) return 'help';
  const words = sorted([...positionals, ...(values.snapshot ?? []), ...(values.check ?? []).flatMap((codes) => codes.split(','))], {
    codes: values.check !== undefined,
    files: values.snapshot !== undefined,
    roles: values['role-arn'] !== undefined,
  });
  const source = sourceOf(values, words);
  const snapshots = words.files;
  if (source.secondOpinion && snapshots.length > 0) throw new Problem('--second-opinion asks AWS about an account that is read now: take the snapshot with it (lifeguard snapshot --second-opinion), and its audit shows what AWS said.');
  if (snapshots.length > 0 && source.demo) throw new Problem('Audit either the demo account (--demo) or snapshots (--snapshot), not both.');
  if (source.offline && snapshots.length === 0 && !source.demo) {
    throw new Problem('Offline there is no account to read: give a snapshot with --snapshot FILE, or audit the demo account with --demo.');
  }
  return {
    ...source,
    snapshots,
    appConfigs: values['app-config'] ?? [],
    ...(words.codes.length === 0 ? {} : { checks: checksNamed(words.codes) }),
    ...(values.suppress === undefined ? {} : { suppress: values.suppress }),
    failOn: failOnOf(values['fail-on'] ?? 'high'),
    format: formatOf(values.format ?? 'pretty'),
    ...(values.output === undefined ? {} : { output: values.output }),
  };
}

export interface SnapshotCommandOptions extends SourceOptions {
  readonly output: string;
  readonly resume?: string;
}

/** What the arguments of `lifeguard snapshot` ask for. @throws Problem */
export function snapshotOptions(args: readonly string[]): SnapshotCommandOptions | 'help' {
  const { values, positionals } = parse(args, { ...sourceFlags, resume: { type: 'string' } } as const, 'snapshot');
  if (values.help === true) return 'help';
  const words = sorted(positionals, { codes: false, files: false, roles: values['role-arn'] !== undefined });
  const source = sourceOf(values, words);
  if (values.output === undefined) throw new Problem('Where should the snapshot go? Name a file with --output FILE, or - for standard output.');
  if (source.roleArns.length > 1) throw new Problem('A snapshot is of one account: take one for each --role-arn.');
  if (source.offline && !source.demo) throw new Problem('Offline there is no account to read: only --demo can be snapshotted.');
  return { ...source, output: values.output, ...(values.resume === undefined ? {} : { resume: values.resume }) };
}

type Flags = Parameters<typeof parseArgs>[0] extends infer Config ? NonNullable<NonNullable<Config>['options' & keyof NonNullable<Config>]> : never;

function parse<const F extends Flags>(args: readonly string[], options: F, command: string) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Problem(`${messageOf(error).split(/\.\s/)[0] ?? ''} (see lifeguard ${command} --help).`);
  }
}

interface Words {
  readonly pools: readonly string[];
  readonly codes: readonly string[];
  readonly files: readonly string[];
  readonly roles: readonly string[];
}

const poolId = /^[a-z]{2}(-[a-z]+)+-\d:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const code = /^[a-z]{3}-\d{2}$/i;
const roleArn = /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/;

/** Lists follow one another without their flag (`--check TRU-01 TRU-02`): what a word is shows in its form. */
function sorted(words: readonly string[], may: { readonly codes: boolean; readonly files: boolean; readonly roles: boolean }): Words {
  const found = { pools: [] as string[], codes: [] as string[], files: [] as string[], roles: [] as string[] };
  for (const word of words) {
    if (poolId.test(word)) found.pools.push(word);
    else if (may.codes && (code.test(word) || checkNamed(word) !== undefined)) found.codes.push(word);
    else if (may.roles && roleArn.test(word)) found.roles.push(word);
    else if (may.files) found.files.push(word);
    else if (may.codes) throw unknownCheck(word);
    else throw new Problem(`“${word}” is not the id of an identity pool: write it as in us-east-1:1a2b3c4d-5e6f-4a0b-8c1d-2e3f4a5b6c7d, and files behind --snapshot.`);
  }
  return found;
}

function checksNamed(names: readonly string[]): readonly AnyCheck[] {
  const wanted = new Set(
    names.map((name) => {
      const check = checkNamed(name);
      if (check === undefined) throw unknownCheck(name);
      return check;
    }),
  );
  return everyCheck.filter((check) => wanted.has(check));
}

function unknownCheck(name: string): Problem {
  const question = standingQuestionNamed(name);
  return new Problem(question === undefined ? `There is no check “${name}”: lifeguard checks lists them.` : `${question.code} is answered in every report, so there is nothing to choose: leave it out.`);
}

interface SourceValues {
  readonly region?: readonly string[];
  readonly 'all-regions'?: boolean;
  readonly profile?: string;
  readonly 'role-arn'?: readonly string[];
  readonly demo?: boolean;
  readonly offline?: boolean;
  readonly 'public-keys'?: boolean;
  readonly 'second-opinion'?: boolean;
  readonly 'no-progress'?: boolean;
}

const regionName = /^[a-z]{2}(-[a-z]+)+-\d$/;

function sourceOf(values: SourceValues, words: Words): SourceOptions {
  const regions = [...new Set((values.region ?? []).flatMap((names) => names.split(',')))];
  for (const region of regions) if (!regionName.test(region)) throw new Problem(`“${region}” is no region: write it as in --region us-east-1.`);
  const roleArns = [...new Set([...(values['role-arn'] ?? []), ...words.roles])];
  for (const arn of roleArns) if (!roleArn.test(arn)) throw new Problem(`“${arn}” is not the ARN of a role: write it as in --role-arn arn:aws:iam::111122223333:role/audit.`);
  if (values['second-opinion'] === true && (values.demo === true || values.offline === true)) throw new Problem('--second-opinion asks AWS, so it goes neither with --demo nor with --offline.');
  if (values['all-regions'] === true && regions.length > 0) throw new Problem('Choose either --all-regions or --region, not both.');
  return {
    pools: words.pools,
    regions,
    allRegions: values['all-regions'] === true,
    ...(values.profile === undefined ? {} : { profile: values.profile }),
    roleArns,
    demo: values.demo === true,
    offline: values.offline === true,
    publicKeys: values['public-keys'] === true,
    secondOpinion: values['second-opinion'] === true,
    progress: values['no-progress'] !== true,
  };
}

/** The format of that name. @throws Problem */
export function formatOf(name: string): Format {
  if (isFormat(name)) return name;
  throw new Problem(`There is no format “${name}”: there are ${formats.join(', ')}.`);
}

function oneOf<T extends string>(values: readonly T[], value: string, flag: string): T {
  const found = values.find((each) => each === value);
  if (found !== undefined) return found;
  throw new Problem(`“${value}” is no value for ${flag}: there are ${values.join(', ')}.`);
}
