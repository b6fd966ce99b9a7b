import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode, encode } from './base64url';

const text = fc.string({ unit: 'binary', maxLength: 300 });

test('is Node’s, for any text', () => {
  fc.assert(fc.property(text, (value) => {
    expect(encode(value)).toBe(Buffer.from(value).toString('base64url'));
  }));
});

test('gives back any text, padded or not', () => {
  fc.assert(fc.property(text, (value) => {
    expect(decode(encode(value))).toBe(value);
    expect(decode(Buffer.from(value).toString('base64url').padEnd(Math.ceil(encode(value).length / 4) * 4, '='))).toBe(value);
  }));
});

test('takes texts of any length', () => {
  for (const length of [8191, 8192, 8193, 50_000]) expect(decode(encode('a'.repeat(length)))).toHaveLength(length);
});

test.each(['a b', 'a+b', 'é', '_w', 'gICA'])('decodes nothing from %j', (encoded) => expect(decode(encoded)).toBeUndefined());
