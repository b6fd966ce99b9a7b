import { z } from 'zod';
import { caseText, summaryText } from '../lib/iam/case-text';
import { judge, resultOf, type Case, type Judged } from '../lib/iam/cases';

/** What the command may touch of the world around it. */
export interface DecideIo {
  /** All of standard input. */
  stdin(): Promise<string>;
  readFile(path: string): Promise<string>;
  out(text: string): void;
  err(text: string): void;
}

const usage = `Usage: lifeguard decide FILE|-… [--format pretty|json]

Decides requests against policies as IAM would. Each FILE (- is standard input) holds a JSON array of cases: principal, action,
resource, resourceAccount, context, unknown, identityPolicies, sessionPolicies, permissionsBoundary, resourcePolicy,
serviceControlPolicies, resourceControlPolicies, and if you like id, title and expected.

  --format F   pretty (the default) explains statement by statement; json prints an array of answers

Exit status: 0 done, 1 a case with "expected" came out otherwise, 2 the input could not be read.
`;

/** One clear sentence about why nothing was decided. */
class Unreadable extends Error {}

/** The command `lifeguard decide`. @returns 0, 1 when a case with `expected` differs, 2 when the input cannot be read */
export async function decideCommand(args: readonly string[], io: DecideIo): Promise<number> {
  try {
    const options = optionsOf(args);
    if (options.help) {
      io.out(usage);
      return 0;
    }
    const cases = (await Promise.all(options.files.map((file) => readCases(file, io)))).flat();
    return decideAll(cases, options.format, io);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    io.err(`${error.message}\n`);
    return 2;
  }
}

function decideAll(cases: readonly Case[], format: Format, io: DecideIo): number {
  const all = cases.map(judge);
  if (format === 'json') {
    io.out(`${JSON.stringify(all.map(resultOf), null, 2)}\n`);
    warnOfFindings(all, io);
  } else {
    io.out(`${[...all.map((each, i) => caseText(each, i + 1)), summaryText(all)].join('\n\n')}\n`);
  }
  return all.some(({ asExpected }) => asExpected === false) ? 1 : 0;
}

/** The array of answers has no place for what is wrong with a policy's text. */
function warnOfFindings(all: readonly Judged[], io: DecideIo): void {
  all.forEach(({ case: each, question }, i) => {
    for (const { policy, finding, line } of question.findings) {
      io.err(`${nameOf(each.id, i)}, ${policy}, line ${line}: ${finding.message}\n`);
    }
  });
}

type Format = 'pretty' | 'json';

interface Options {
  readonly files: readonly string[];
  readonly format: Format;
  readonly help: boolean;
}

function optionsOf(args: readonly string[]): Options {
  const files: string[] = [];
  let format: Format = 'pretty';
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    if (arg === '--help' || arg === '-h') return { files, format, help: true };
    if (arg === '--format') format = formatOf(args[++i]);
    else if (arg.startsWith('--format=')) format = formatOf(arg.slice('--format='.length));
    else if (arg.startsWith('-') && arg !== '-') throw new Unreadable(`There is no option “${arg}” (see lifeguard decide --help).`);
    else files.push(arg);
  }
  if (files.length === 0) throw new Unreadable('Which cases? Name a file, or - for standard input (see lifeguard decide --help).');
  if (files.filter((file) => file === '-').length > 1) throw new Unreadable('Standard input (-) can be read only once.');
  return { files, format, help: false };
}

function formatOf(text: string | undefined): Format {
  if (text === 'pretty' || text === 'json') return text;
  throw new Unreadable(text === undefined ? '--format needs pretty or json.' : `There is no format “${text}”: there are pretty and json.`);
}

async function readCases(file: string, io: DecideIo): Promise<readonly Case[]> {
  const where = file === '-' ? 'Standard input' : file;
  return casesIn(await textOf(file, io), where, io);
}

async function textOf(file: string, io: DecideIo): Promise<string> {
  try {
    return file === '-' ? await io.stdin() : await io.readFile(file);
  } catch (error) {
    throw new Unreadable(`${file === '-' ? 'Standard input' : file} could not be read: ${messageOf(error)}.`);
  }
}

function casesIn(text: string, where: string, io: DecideIo): readonly Case[] {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Unreadable(`${where} is not JSON: ${messageOf(error)}.`);
  }
  if (!Array.isArray(json)) throw new Unreadable(`${where} should hold an array of cases.`);
  return json.map((each: unknown, i) => caseOf(each, `${where}, ${nameOf(idOf(each), i)}`, io));
}

function caseOf(json: unknown, where: string, io: DecideIo): Case {
  const read = caseSchema.safeParse(json);
  if (!read.success) throw new Unreadable(`${where}: ${firstProblem(read.error, json)}.`);
  for (const name of misspelt(json as object)) io.err(`${where}: “${name.written}” is not read; is ${name.meant} meant?\n`);
  return read.data;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const policy = z.union([z.string(), z.record(z.string(), z.unknown())], 'should be a policy: an object, or its JSON text');
const policies = z.array(policy, 'should be a list of policies');
const levels = z.union([policies, z.array(policies)], 'should be a list of policies, or null').nullish();

const context = z
  .record(z.string(), z.union([scalar, z.array(scalar), z.null()], 'should be text, a number, true, false, or a list of them'), 'should be an object of keys and values')
  .transform((keys) => Object.fromEntries(Object.entries(keys).filter((entry): entry is [string, string | string[]] => entry[1] !== null)));

const text = (what: string) => z.string(`should be ${what}`).min(1, `should be ${what}`);

const caseSchema = z.object(
  {
    id: z.union([z.string(), z.number()], 'should be text or a number').nullish().transform((id) => id ?? undefined),
    title: z.string('should be text').nullish().transform((title) => title ?? undefined),
    expected: z
      .enum(['Allowed', 'ExplicitlyDenied', 'ImplicitlyDenied', 'Depends'], 'should be Allowed, ExplicitlyDenied, ImplicitlyDenied or Depends')
      .nullish()
      .transform((expected) => expected ?? undefined),
    principal: text('an ARN or a federated principal’s name'),
    action: text('an action such as s3:GetObject').includes(':', 'should be an action such as s3:GetObject'),
    resource: text('an ARN or *'),
    resourceAccount: z.string('should be an account id').nullish(),
    context: context.nullish(),
    unknown: z.array(z.string(), 'should be a list of condition keys').nullish(),
    identityPolicies: policies.nullish().transform((list) => list ?? []),
    sessionPolicies: levels,
    permissionsBoundary: policy.nullish(),
    resourcePolicy: policy.nullish(),
    serviceControlPolicies: levels,
    resourceControlPolicies: levels,
  },
  'should be an object',
);

/** For instance “action is missing”, “identityPolicies[0] should be a policy: …”. */
function firstProblem(error: z.ZodError, json: unknown): string {
  const issue = error.issues[0];
  if (!issue || issue.path.length === 0) return 'a case should be an object';
  const path = issue.path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? String(step) : `.${String(step)}`)).join('');
  const missing = issue.path.length === 1 && typeof json === 'object' && json !== null && !(issue.path[0] as string in json);
  return missing ? `${path} is missing` : `${path} ${issue.message}`;
}

/** Names that are not read but resemble one that is: a policy that is overlooked would make a case pass for nothing. */
function misspelt(json: object): readonly { readonly written: string; readonly meant: string }[] {
  const known = Object.keys(caseSchema.shape);
  return Object.keys(json).flatMap((written) => {
    if (known.includes(written)) return [];
    const meant = known.find((name) => skeleton(name) === skeleton(written));
    return meant ? [{ written, meant }] : [];
  });
}

/** Without case, separators and the ending of the plural: `identity_policy` and `identityPolicies` are alike. */
function skeleton(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '').replace(/ies$/, 'y').replace(/s$/, '');
}

function idOf(json: unknown): string | number | undefined {
  const id: unknown = typeof json === 'object' && json !== null && 'id' in json ? json.id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}

function nameOf(id: string | number | undefined, i: number): string {
  return id === undefined ? `case ${i + 1}` : `case ${i + 1} (“${id}”)`;
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\.$/, '');
}
