import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arnTestOf, globOf, matches, resourceTestOf, testOf, wildcards } from './match';

const covers = (pattern: string, value: string): boolean => testOf(wildcards(pattern))(value);

describe('a pattern', () => {
  it.each([
    ['', '', true], ['', 'a', false], ['*', '', true], ['*', 'anything', true], ['?', 'a', true], ['?', '', false], ['?', 'ab', false],
    ['a*', 'a', true], ['a*', 'ba', false], ['*a', 'ba', true], ['*a', 'ab', false], ['a*a', 'a', false], ['a*a', 'aa', true],
    ['a*b*c', 'a-b-c', true], ['a*b*c', 'a-c-b', false], ['**', '', true], ['a**b', 'ab', true], ['*?', '', false], ['?*', 'a', true],
    ['*ab?d*', 'xxabcdyy', true], ['*ab?d*', 'xxabdyy', false], ['*aab', 'aaab', true], ['*?b', 'b', false], ['a.c', 'abc', false],
    ['[a]', 'a', false], ['a+', 'aa', false], ['$', '', false], ['(', '(', true], ['\\*', '\\x', true],
  ])('%j covers %j: %s', (pattern, value, expected) => {
    expect(covers(pattern, value)).toBe(expected);
  });

  it('covers what a slow and obvious matcher says it covers', { timeout: 60_000 }, () => {
    const letters = fc.constantFrom('a', 'b', ':');
    const pattern = fc.string({ unit: fc.oneof(letters, fc.constantFrom('*', '?')), maxLength: 12 });
    const value = fc.string({ unit: letters, maxLength: 16 });
    fc.assert(fc.property(pattern, value, (p, v) => covers(p, v) === coversSlowly(p, v)), { numRuns: 5000 });
  });

  it('covers so for long texts between stars too, which are searched another way', { timeout: 60_000 }, () => {
    const letters = fc.constantFrom('a', 'b');
    const long = fc.string({ unit: fc.oneof({ weight: 9, arbitrary: letters }, { weight: 1, arbitrary: fc.constant('?') }), minLength: 30, maxLength: 70 });
    const value = fc.string({ unit: fc.constantFrom('a'), minLength: 200, maxLength: 400 });
    fc.assert(
      fc.property(long, value, fc.nat(), fc.boolean(), (chunk, around, at, there) => {
        const inside = there ? chunk.replaceAll('?', 'b') : chunk.replaceAll('?', 'b').slice(1);
        const cut = at % around.length;
        const text = around.slice(0, cut) + inside + around.slice(cut);
        return covers(`*${chunk}*`, text) === coversSlowly(`*${chunk}*`, text);
      }),
      { numRuns: 300 },
    );
  });

  it('takes the two characters that stand for wildcards for text when someone sends them', () => {
    expect(covers('\uFFFE', 'anything')).toBe(false);
    expect(covers('\uFFFF', 'a')).toBe(false);
  });
});

describe('a pattern in a Resource element', () => {
  const resourceCovers = (pattern: string, value: string): boolean => resourceTestOf(wildcards(pattern))(value);

  it.each([
    ['*', '*', true], ['arn:aws:s3:::b', 'arn:aws:s3:::b', true], ['arn:aws:s3:::b*', 'arn:aws:s3:::b/x', true],
    ['arn:aws:sqs:*', 'arn:aws:sqs:us-east-1:1:q', true], ['arn:aws:sqs:*:1:q', 'arn:aws:sqs:us-east-1:1:q', true],
    ['arn:aws:sqs:us-*-1:1:q', 'arn:aws:sqs:us-east-1:1:q', true], ['arn:aws:sqs:us-*-1:1:q', 'arn:aws:sqs:us-x:9:-1:1:q', false],
    ['b/x', 'arn:aws:s3:::b/x', false],
  ])('%j covers %j: %s', (pattern, value, expected) => {
    expect(resourceCovers(pattern, value)).toBe(expected);
  });
});

describe('a pattern of an ARN operator', () => {
  it('keeps a star within its part', () => {
    const test = arnTestOf(wildcards('arn:aws:s:*:1:r/*'));
    expect(test?.('arn:aws:s:eu:1:r/x:y')).toBe(true);
    expect(test?.('arn:aws:s:eu:2:x:1:r/x')).toBe(false);
  });

  it('is every ARN when it is a star, and no pattern when it is not an ARN', () => {
    expect(arnTestOf(wildcards('*'))?.('arn:aws:s:eu:1:r')).toBe(true);
    expect(arnTestOf(wildcards('*'))?.('r')).toBe(false);
    expect(arnTestOf(wildcards('arn:aws:s'))).toBeUndefined();
  });
});

describe('time', () => {
  const as = 'a'.repeat(2048);
  const hostile: readonly (readonly [string, string, string])[] = [
    ['stars between letters', '*a'.repeat(1024) + 'b', as],
    ['a long text', `*${'a'.repeat(1000)}b${'a'.repeat(1000)}*`, as],
    ['long texts with question marks', `*${'a?'.repeat(700)}b*`, as],
    ['many short texts with question marks', '*a?a'.repeat(600) + 'b', as],
    ['question marks only', `*${'?'.repeat(2000)}b*`, as],
    ['only stars', '*'.repeat(6144), as],
    ['texts that nearly match', `*${'a'.repeat(30)}?b`.repeat(60), `${'a'.repeat(31)}c`.repeat(64)],
  ];

  // The promise is a millisecond, measured in bench/iam; here a busy machine gets twenty, a quadratic matcher would take far more.
  it.each(hostile)('does not run away with %s', (_, pattern, value) => {
    const test = testOf(wildcards(pattern));
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      test(value);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(20);
  });

  it.each([
    ['texts between stars once', '*a?b'.repeat(20), 200, 4],
    ['a long text no slower than a short one', `*${'a?'.repeat(700)}b*`, 2048, 2],
  ])('searches %s', (_, pattern, length, readsEach) => {
    const { answer, reads } = countReads(pattern, 'a'.repeat(length));
    expect(answer).toBe(false);
    expect(reads).toBeLessThan(length * readsEach);
  });

  it('reads each character a bounded number of times, whatever the pattern', { timeout: 60_000 }, () => {
    const piece = fc.tuple(fc.string({ unit: fc.constantFrom('*', '?', 'a', 'b'), minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 200 }));
    const pattern = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.map(([text, times]) => text.repeat(times)).join('').slice(0, 6144));
    const value = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'ab', 'aab'), fc.integer({ min: 1, max: 1000 })), { minLength: 1, maxLength: 4 }).map((pieces) => pieces.map(([text, times]) => text.repeat(times)).join('').slice(0, 2048));
    fc.assert(fc.property(pattern, value, (p, v) => countReads(p, v).reads <= 8 * (v.length + 1024)), { numRuns: 300 });
  });
});

/** Matches, and counts the characters of the value that were read one by one. */
function countReads(pattern: string, text: string): { readonly answer: boolean; readonly reads: number } {
  let reads = 0;
  const value = new Proxy(new String(text), {
    get(target, name) {
      const member = Reflect.get(target, name) as unknown;
      if (name === 'charCodeAt') return (i: number) => (reads++, target.charCodeAt(i));
      return typeof member === 'function' ? member.bind(target) : member;
    },
  }) as unknown as string;
  const answer = matches(globOf(wildcards(pattern)), value);
  return { answer, reads };
}

/** Whether a pattern covers a value, by the definition: table[i][j] says that the first i of the pattern cover the first j of the value. */
function coversSlowly(pattern: string, value: string): boolean {
  let row = Array.from({ length: value.length + 1 }, (_, j) => j === 0);
  for (const p of pattern) {
    const next: boolean[] = [p === '*' && row[0] === true];
    for (let j = 1; j <= value.length; j++) {
      next.push(p === '*' ? row[j] === true || next[j - 1] === true : row[j - 1] === true && (p === '?' || p === value[j - 1]));
    }
    row = next;
  }
  return row[value.length] === true;
}
