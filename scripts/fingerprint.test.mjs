import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fingerprint } from './fingerprint.mjs';

let folder;
const inFolder = (...parts) => join(folder, ...parts);
const taken = () => fingerprint(['lib', 'package.json', 'absent'], folder);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lifeguard-fingerprint-'));
  mkdirSync(inFolder('lib', 'iam'), { recursive: true });
  writeFileSync(inFolder('lib', 'iam', 'policy.ts'), 'one');
  writeFileSync(inFolder('package.json'), '{}');
});

afterEach(() => rmSync(folder, { recursive: true }));

it.each([
  ['changed', () => writeFileSync(inFolder('lib', 'iam', 'policy.ts'), 'two')],
  ['added', () => writeFileSync(inFolder('lib', 'iam', 'json.ts'), '')],
  ['renamed', () => renameSync(inFolder('lib', 'iam', 'policy.ts'), inFolder('lib', 'iam', 'policies.ts'))],
  ['removed', () => rmSync(inFolder('package.json'))],
  ['named and created', () => writeFileSync(inFolder('absent'), '')],
])('differs when a file was %s', (_how, change) => {
  const before = taken();
  change();
  expect(taken()).not.toBe(before);
});

it('is not fooled by a file that reads like two', () => {
  writeFileSync(inFolder('lib', 'a.ts'), 'one');
  writeFileSync(inFolder('lib', 'b.ts'), 'two');
  const before = taken();
  rmSync(inFolder('lib', 'b.ts'));
  writeFileSync(inFolder('lib', 'a.ts'), 'onelib/b.ts\ntwo');
  expect(taken()).not.toBe(before);
});

it.each([
  ['touched', () => utimesSync(inFolder('package.json'), 0, 0)],
  ['not named', () => writeFileSync(inFolder('README.md'), 'read me')],
  ['a test', () => writeFileSync(inFolder('lib', 'iam', 'policy.test.ts'), 'test')],
  ['left by an editor', () => writeFileSync(inFolder('lib', '.policy.ts.swp'), 'swap')],
])('is the same when a file is %s', (_how, change) => {
  const before = taken();
  change();
  expect(taken()).toBe(before);
});
