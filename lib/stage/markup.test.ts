import { expect, test } from 'vitest';
import { differences } from './difference';
import { parseMarkup, plainText } from './markup';

test('reads code, strong words, the two questions, terms and links', () => {
  expect(parseMarkup('Ana [is](who) and [may](may), **so** `GetId` [app client](term:app-client) [here](https://a.example/x).')).toEqual([
    { kind: 'text', text: 'Ana ' },
    { kind: 'who', text: 'is' },
    { kind: 'text', text: ' and ' },
    { kind: 'may', text: 'may' },
    { kind: 'text', text: ', ' },
    { kind: 'strong', text: 'so' },
    { kind: 'text', text: ' ' },
    { kind: 'code', text: 'GetId' },
    { kind: 'text', text: ' ' },
    { kind: 'term', text: 'app client', term: 'app-client' },
    { kind: 'text', text: ' ' },
    { kind: 'link', text: 'here', href: 'https://a.example/x' },
    { kind: 'text', text: '.' },
  ]);
});

test('leaves brackets and stars alone that are none of it', () => {
  expect(plainText('users/* and ["a"] and ${x}')).toBe('users/* and ["a"] and ${x}');
  expect(parseMarkup('')).toEqual([]);
});

test('refuses a link that leads nowhere we know', () => {
  expect(() => parseMarkup('[x](javascript:alert)')).toThrow(/neither/);
  expect(() => parseMarkup('[x](whom)')).toThrow(/neither/);
});

test('finds where two payloads differ, leaf by leaf', () => {
  expect(differences({ a: 1, b: { c: 'x', d: [1, 2] } }, { a: 1, b: { c: 'y', d: [1, 3] }, e: true })).toEqual([
    { path: 'b.c', here: 'x', good: 'y' },
    { path: 'b.d.1', here: 2, good: 3 },
    { path: 'e', here: undefined, good: true },
  ]);
  expect(differences({ a: [1] }, { a: [1] })).toEqual([]);
});
