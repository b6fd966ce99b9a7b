import { expect, it } from 'vitest';
import { isAtLeast } from './node-version.mjs';

it.each([
  ['20.19.0', true],
  ['20.20.2', true],
  ['22.0.0', true],
  ['100.1.0', true],
  ['20.18.3', false],
  ['18.99.0', false],
  ['9.20.0', false],
])('Node %s is at least 20.19: %s', (version, expected) => {
  expect(isAtLeast(version, '20.19')).toBe(expected);
});
