import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { operations } from './index';

const folder = new URL('.', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
const sourceOf = (file: string) => readFileSync(new URL(file, folder), 'utf8');
const declaring = files.filter((file) => !/\.(test|testing)\.ts$/.test(file) && sourceOf(file).includes('= operation({'));
const tests = files.filter((file) => file.endsWith('.test.ts')).map(sourceOf).join('\n');

test('every operation that is written is listed, once', () => {
  const listed = operations.map((operation) => operation.name);
  expect(new Set(listed).size).toBe(listed.length);
  const declared = declaring.flatMap((file) => [...sourceOf(file).matchAll(/= operation\(\{\s+name: '([^']+)'/g)].map((match) => match[1]));
  expect([...listed].sort()).toEqual(declared.sort());
});

test('every operation is tested by name', () => {
  const names = declaring.flatMap((file) => [...sourceOf(file).matchAll(/export const (\w+) = operation\(/g)].map((match) => match[1]));
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(tests))).toEqual([]);
});

describe.each(operations.map((operation) => [operation.name, operation] as const))('%s', (name, operation) => {
  test('is named as IAM, or CloudTrail for what has no action, names it, and says what it does', () => {
    expect(name).toMatch(/^[a-z0-9-]+:[A-Za-z0-9_]+$/);
    expect(operation.says).toMatch(/[.)]$/);
  });

  test.each(Object.entries(operation.rules as Record<string, { says: string; label: string; cite: string }>))('rule %s is said in one sentence and ticked in few words', (_rule, { says, label, cite }) => {
    expect(says).toMatch(/^[^\n]+\.$/);
    expect(label.split(' ').length).toBeLessThanOrEqual(3);
    expect(cite).not.toBe('');
  });
});
