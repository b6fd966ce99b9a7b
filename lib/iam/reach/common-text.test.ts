import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testOf, wildcards } from '../match';
import { commonText, TOO_LONG, tokensOf, type Tokens } from './common-text';

const common = (...patterns: readonly string[]) => commonText(patterns.map((pattern) => tokensOf(wildcards(pattern))));

describe('commonText', () => {
  it('finds a text that all patterns match', () => {
    expect(common('abc')).toBe('abc');
    expect(common('a*', '*c')).toBe('ac');
    expect(common('a*/x', 'ab*')).toBe('ab/x');
    expect(common('*', '?')).toBe('x');
    expect(common('a*c', '*b*', '?????')).toMatch(/^a.*b.*c$/);
  });

  it('finds none where there is none', () => {
    expect(common('a', 'b')).toBeUndefined();
    expect(common('a*', 'b*')).toBeUndefined();
    expect(common('*a', '*b')).toBeUndefined();
    expect(common('a', 'ab')).toBeUndefined();
    expect(common('??', '*a*a*a*')).toBeUndefined();
  });

  it('fills each star when asked to', () => {
    expect(commonText([tokensOf(wildcards('a/*'), true)])).toBe('a/x');
    expect(commonText([tokensOf(wildcards('a/*'))])).toBe('a/');
  });

  it('keeps out what a place bars', () => {
    const bucket: Tokens = [...'b:', { many: false, barred: '/' }, { many: true, barred: '/' }];
    expect(commonText([bucket, tokensOf(wildcards('b:photos'))])).toBe('b:photos');
    expect(commonText([bucket, tokensOf(wildcards('b:photos/*'))])).toBeUndefined();
  });

  it('says when patterns are too long to compare', () => {
    expect(common('*a'.repeat(1000), '*b'.repeat(1000))).toBe(TOO_LONG);
  });

  it('agrees with matching: what it finds matches, and where a text matches it finds one', () => {
    const pattern = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 7 }).map((letters) => letters.join(''));
    const text = fc.array(fc.constantFrom('a', 'b'), { maxLength: 6 }).map((letters) => letters.join(''));
    const matches = (each: string, value: string): boolean => testOf(wildcards(each))(value);
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 1, maxLength: 3 }), text, (patterns, value) => {
        const found = common(...patterns);
        if (typeof found === 'string') expect(patterns.every((each) => matches(each, found))).toBe(true);
        if (patterns.every((each) => matches(each, value))) expect(typeof found).toBe('string');
      }),
    );
  });
});
