import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CaseResult } from '../lib/iam/cases';
import { decideCommand } from './decide';

const S3_READ = {
  principal: 'arn:aws:iam::111122223333:user/alice',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/x',
  identityPolicies: [{ Version: '2012-10-17', Statement: [{ Sid: 'Read', Effect: 'Allow', Action: 's3:Get*', Resource: '*' }] }],
};

interface Run {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command; files are texts by name, `-` is standard input. */
async function run(args: readonly string[], files: Readonly<Record<string, string>> = {}): Promise<Run> {
  let out = '';
  let err = '';
  const status = await decideCommand(args, {
    stdin: async () => files['-'] ?? '',
    readFile: async (path) => {
      const file = files[path];
      if (file === undefined) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
      return file;
    },
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { status, out, err };
}

const decideOne = (each: unknown, ...more: string[]): Promise<Run> => run(['cases.json', ...more], { 'cases.json': JSON.stringify([each]) });
const decideJson = async (each: unknown): Promise<CaseResult | undefined> => (JSON.parse((await decideOne(each, '--format', 'json')).out) as CaseResult[])[0];

describe('lifeguard decide --format json', () => {
  it('prints an answer for each case', async () => {
    const cases = [{ id: 'a', ...S3_READ }, { ...S3_READ, action: 's3:PutObject' }];
    const { status, out, err } = await run(['f', '--format', 'json'], { f: JSON.stringify(cases) });
    expect(JSON.parse(out)).toEqual([
      { id: 'a', decision: 'Allowed', decidedBy: { layer: 'identity', policy: 'identityPolicies[0]', statement: 0, sid: 'Read' }, dependsOn: [], message: null },
      {
        id: null, decision: 'ImplicitlyDenied', decidedBy: { layer: 'identity' }, dependsOn: [],
        message: 'User: arn:aws:iam::111122223333:user/alice is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::b/x" because no identity-based policy allows the s3:PutObject action',
      },
    ]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
  });

  it('reads several files and standard input, in the order in which they are named', async () => {
    const files = { '-': JSON.stringify([{ ...S3_READ, id: 2 }]), a: JSON.stringify([{ ...S3_READ, id: 1 }]), b: JSON.stringify([{ ...S3_READ, id: 3 }]) };
    const { out } = await run(['--format=json', 'a', '-', 'b'], files);
    expect((JSON.parse(out) as CaseResult[]).map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  it('says on what an open answer turns', async () => {
    const Condition = { StringEquals: { 'aws:SourceVpce': 'vpce-1' } };
    const result = await decideJson({ ...S3_READ, unknown: ['aws:SourceVpce'], identityPolicies: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition } }] });
    expect(result).toMatchObject({
      decision: 'Depends',
      dependsOn: [{ key: 'aws:SourceVpce', when: [{ value: null, answer: 'ImplicitlyDenied' }, { value: 'vpce-1', answer: 'Allowed' }], otherwise: 'ImplicitlyDenied' }],
    });
  });

  it('takes an empty list of cases', async () => {
    expect(await run(['f', '--format', 'json'], { f: '[]' })).toEqual({ status: 0, out: '[]\n', err: '' });
  });

  it('warns of what is wrong with a policy’s text, and decides all the same', async () => {
    const { status, out, err } = await decideOne({ ...S3_READ, identityPolicies: ['{"Version":"2012-10-17",\n"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},]}'] }, '--format', 'json');
    expect(JSON.parse(out)).toMatchObject([{ decision: 'Allowed' }]);
    expect(err).toBe('case 1, identityPolicies[0], line 2: JSON allows no comma before a closing bracket.\n');
    expect(status).toBe(0);
  });
});

describe('what a case may hold', () => {
  it.each<[string, object, string]>([
    ['numbers and booleans in the context', { context: { 's3:max-keys': 5, 'aws:SecureTransport': true, absent: null, list: [1, 'a'] } }, 'Allowed'],
    ['null for what there is not', { resourceAccount: null, sessionPolicies: null, permissionsBoundary: null, resourcePolicy: null, unknown: null, context: null }, 'Allowed'],
    ['no identity policies', { identityPolicies: [] }, 'ImplicitlyDenied'],
    ['identity policies left out', { identityPolicies: undefined }, 'ImplicitlyDenied'],
    ['session policies', { sessionPolicies: [{ Version: '2012-10-17', Statement: [] }] }, 'ImplicitlyDenied'],
    ['an empty list of session policies, which is none', { sessionPolicies: [] }, 'Allowed'],
    ['a chain of calls', { sessionPolicies: [S3_READ.identityPolicies, [{ Version: '2012-10-17', Statement: [] }]] }, 'ImplicitlyDenied'],
    ['a boundary', { permissionsBoundary: { Version: '2012-10-17', Statement: [] } }, 'ImplicitlyDenied'],
    ['a service control policy', { serviceControlPolicies: [{ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: '*', Resource: '*' } }] }, 'ExplicitlyDenied'],
    ['a resource control policy', { resourceControlPolicies: [{ Version: '2012-10-17', Statement: { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' } }] }, 'ExplicitlyDenied'],
    ['another account', { resourceAccount: '444455556666' }, 'ImplicitlyDenied'],
    ['what it does not read', { group: 'x', note: 'y' }, 'Allowed'],
  ])('%s', async (_, more, decision) => {
    expect(await decideJson({ ...S3_READ, ...more })).toMatchObject({ decision });
  });
});

describe('the exit status', () => {
  it('is 0 when every case comes out as expected', async () => {
    expect(await decideOne({ ...S3_READ, expected: 'Allowed' })).toMatchObject({ status: 0, err: '' });
  });

  it.each(['pretty', 'json'])('is 1 when one does not, with --format %s', async (format) => {
    expect(await decideOne({ ...S3_READ, expected: 'ExplicitlyDenied' }, '--format', format)).toMatchObject({ status: 1, err: '' });
  });

  it.each<[string, readonly string[], string, string]>([
    ['no file', [], '', 'Which cases? Name a file, or - for standard input (see lifeguard decide --help).\n'],
    ['a file that is not there', ['missing.json'], '', "missing.json could not be read: ENOENT: no such file or directory, open 'missing.json'.\n"],
    ['an unknown option', ['f', '--json'], '[]', 'There is no option “--json” (see lifeguard decide --help).\n'],
    ['an unknown format', ['f', '--format', 'xml'], '[]', 'There is no format “xml”: there are pretty and json.\n'],
    ['a format left out', ['f', '--format'], '[]', '--format needs pretty or json.\n'],
    ['standard input twice', ['-', '-'], '', 'Standard input (-) can be read only once.\n'],
    ['no array', ['f'], '{}', 'f should hold an array of cases.\n'],
    ['no object', ['f'], '[1]', 'f, case 1: a case should be an object.\n'],
    ['no action', ['f'], JSON.stringify([{ ...S3_READ, action: undefined }]), 'f, case 1: action is missing.\n'],
    ['an action without service', ['f'], JSON.stringify([{ ...S3_READ, action: 'GetObject' }]), 'f, case 1: action should be an action such as s3:GetObject.\n'],
    ['a number as principal', ['f'], JSON.stringify([S3_READ, { ...S3_READ, id: 'b', principal: 1 }]), 'f, case 2 (“b”): principal should be an ARN or a federated principal’s name.\n'],
    ['a policy that is a number', ['f'], JSON.stringify([{ ...S3_READ, identityPolicies: [1] }]), 'f, case 1: identityPolicies[0] should be a policy: an object, or its JSON text.\n'],
    ['an unknown answer', ['f'], JSON.stringify([{ ...S3_READ, expected: 'Denied' }]), 'f, case 1: expected should be Allowed, ExplicitlyDenied, ImplicitlyDenied or Depends.\n'],
    ['an object in the context', ['f'], JSON.stringify([{ ...S3_READ, context: { k: {} } }]), 'f, case 1: context.k should be text, a number, true, false, or a list of them.\n'],
  ])('is 2, with one sentence, for %s', async (_, args, f, err) => {
    expect(await run(args, { f })).toEqual({ status: 2, out: '', err });
  });

  it('is 2 for what is not JSON', async () => {
    const { status, out, err } = await run(['-'], { '-': '[' });
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^Standard input is not JSON: .+\.\n$/);
  });
});

describe('the pretty form', () => {
  it('explains statement by statement', async () => {
    const { out } = await decideOne({ ...S3_READ, id: '7', title: 'reading', expected: 'Allowed' });
    expect(out).toBe(
      [
        'ok      7 reading: Allowed',
        '  identity: Allowed. “Read” of identityPolicies[0] allows s3:GetObject.',
        '    Allow identityPolicies[0] statement 1 “Read” matches and decides',
        '      Action: “s3:Get*” covers s3:GetObject.',
        '      Resource: “*” covers arn:aws:s3:::b/x.',
        '',
        '1 case, 1 as expected.',
        '',
      ].join('\n'),
    );
  });

  it('marks a case that comes out otherwise', async () => {
    const { out } = await decideOne({ ...S3_READ, expected: 'ImplicitlyDenied' });
    expect(out).toContain('FAILED  case 1: Allowed, but ImplicitlyDenied was expected\n');
    expect(out).toContain('1 case, 1 not as expected.');
  });

  it('names what keeps a statement from matching, and what an open answer turns on', async () => {
    const Condition = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
    const { out } = await decideOne({ ...S3_READ, unknown: ['aws:SourceIp'], identityPolicies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }, { Effect: 'Allow', Action: 's3:*', Resource: '*', Condition }] }] });
    expect(out).toContain('    Allow identityPolicies[0] statement 1 does not match\n      Action: “sqs:*” does not cover s3:GetObject.\n    Allow');
    expect(out).toContain('  turns on aws:SourceIp: absent ImplicitlyDenied; “10.0.0.0” Allowed; any other value ImplicitlyDenied');
  });
});

it('warns of a name that is almost one that is read', async () => {
  const { status, err } = await decideOne({ ...S3_READ, identity_policy: [] });
  expect(err).toBe('cases.json, case 1: “identity_policy” is not read; is identityPolicies meant?\n');
  expect(status).toBe(0);
});

it('shows how it is used', async () => {
  const { status, out } = await run(['--help']);
  expect(out).toContain('Usage: lifeguard decide FILE|-…');
  expect(status).toBe(0);
});

it('finds every golden case as it should be', async () => {
  const folder = join(import.meta.dirname, '..', 'lib', 'iam', 'cases');
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  const { status, err, out } = await run(names, files);
  expect({ status, err }).toMatchObject({ status: 0 });
  expect(out).toMatch(/\n\d{3} cases, \d{3} as expected\.\n$/);
});
