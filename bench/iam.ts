import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { decide, explain } from '../lib/iam/authorize';
import { questionOf, type Case, type Question } from '../lib/iam/cases';
import { parsePolicy } from '../lib/iam/parse';
import { rate, size, time, type Row } from './measure';
import { rows as reachRows } from './reach';

const LONGEST_PATTERN = 6144;
const LONGEST_VALUE = 2048;

export const title = 'IAM: how fast it decides, explains, matches and reaches, and how big it is';

/** Run from the root of the project. */
export async function rows(): Promise<readonly Row[]> {
  const questions = goldenQuestions();
  const texts = [...new Set(questions.flatMap(policyTexts))];
  return [
    rate(`decide, ${questions.length} golden cases`, questions.length, () => questions.forEach(({ request, policies }) => decide(request, policies)), 1e6),
    rate(`explain, ${questions.length} golden cases`, questions.length, () => questions.forEach(({ request, policies }) => explain(request, policies)), 3e5),
    rate(`parsePolicy, ${texts.length} policies`, texts.length, () => texts.forEach((text) => parsePolicy(text))),
    ...hostilePatterns().map(([name, resource, value]) => hostile(name, resource, value)),
    size('parse, decide and explain, minified', await bundled("export { parsePolicy } from './lib/iam/parse'; export { decide, explain } from './lib/iam/authorize';")),
    size('decide and explain, minified', await bundled("export { decide, explain } from './lib/iam/authorize';"), 12),
    size('decide alone, minified', await bundled("export { decide } from './lib/iam/authorize';")),
    ...(await reachRows()),
  ];
}

function goldenQuestions(): readonly Question[] {
  const folder = join('lib', 'iam', 'cases');
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case[]).map(questionOf);
}

function policyTexts({ policies }: Question): readonly string[] {
  return [...policies.identity, ...(policies.resource ? [policies.resource] : [])].map(({ policy }) => policy.text);
}

/** Patterns that make naive matchers take time quadratic or exponential in their length, with a value that brings it out. */
function hostilePatterns(): readonly (readonly [name: string, pattern: string, value: string])[] {
  const as = 'a'.repeat(LONGEST_VALUE);
  return [
    ['stars between equal letters', `${fill('*a', 4000)}*b*`, as],
    ['stars between pairs of letters', `${fill('*ab', 3000)}*c*`, fill('ab', LONGEST_VALUE)],
    ['one long text between stars', `*${'a'.repeat(1000)}b${'a'.repeat(1000)}*`, as],
    ['a question mark in a long text', `*${'a'.repeat(500)}?${'a'.repeat(500)}b*`, as],
    ['many question marks', `*${fill('a?', 1400)}b*`, as],
    ['stars and question marks', `${fill('*?a', 3000)}*b*`, as],
    ['only stars', '*'.repeat(LONGEST_PATTERN), as],
    ['short texts that nearly match', `${fill(`*${'a'.repeat(30)}?b`, 330)}*`, fill(`${'a'.repeat(31)}c`, LONGEST_VALUE)],
    ['a pattern longer than any value', fill('*a', LONGEST_PATTERN), as],
    ['letters all different', `*${letters(900)}?${letters(900)}z*`, letters(LONGEST_VALUE)],
  ];
}

function fill(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
}

function letters(length: number): string {
  return Array.from({ length }, (_, i) => String.fromCharCode(0x4e00 + (i % 5000))).join('');
}

/** One decision whose only work is to match the pattern, in a policy compiled before. */
function hostile(name: string, pattern: string, value: string): Row {
  const { policy } = parsePolicy({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 's3:ListBucket', Resource: '*', Condition: { StringLike: { 's3:prefix': pattern } } },
  });
  const request = { principal: 'arn:aws:iam::111122223333:user/alice', action: 's3:ListBucket', resource: 'arn:aws:s3:::b', context: { 's3:prefix': value } };
  const policies = { identity: [{ name: 'p', policy }] };
  return time(`hostile pattern: ${name}`, () => decide(request, policies), 1);
}

async function bundled(contents: string): Promise<number> {
  const result = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' }, bundle: true, minify: true, format: 'esm', target: 'es2022', write: false, logLevel: 'error',
  });
  return gzipSync(result.outputFiles[0]?.contents ?? '', { level: 9 }).length;
}
