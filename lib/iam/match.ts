/**
 * Matching of text against a pattern with `*` (any run of characters) and `?` (any one character).
 *
 * Patterns come here with their wildcards as two characters that no policy may hold, so that a literal asterisk (`${*}`, or one
 * that came out of a policy variable) stays literal. No regular expression is used, and no pattern can make matching slow: the
 * text between two stars is searched once, from left to right.
 */
export const STAR = '\uFFFE';
export const ANY = '\uFFFF';
const ANY_CODE = 0xffff;

export interface Glob {
  /** The text between the stars: one chunk and there is no star, two and there is one. */
  readonly chunks: readonly string[];
  /** Whether some chunk holds `ANY`. */
  readonly any: boolean;
  /** The least length of a text that can match. */
  readonly least: number;
}

/** Policy text with its wildcards made recognisable. */
export function wildcards(text: string): string {
  if (!text.includes('*') && !text.includes('?')) return literal(text);
  return literal(text).replaceAll('*', STAR).replaceAll('?', ANY);
}

/** Text that is to match itself; the two reserved characters, should someone send them, become one that matches nothing sensible. */
export function literal(text: string): string {
  return text.includes(STAR) || text.includes(ANY) ? text.replaceAll(STAR, '\uFFFD').replaceAll(ANY, '\uFFFD') : text;
}

export function globOf(pattern: string): Glob {
  const chunks = pattern.split(STAR);
  const last = chunks.length - 1;
  const kept = last > 1 ? chunks.filter((chunk, i) => i === 0 || i === last || chunk !== '') : chunks;
  return { chunks: kept, any: pattern.includes(ANY), least: pattern.length - last };
}

/** Whether the glob covers the whole of `value`. */
export function matches(glob: Glob, value: string): boolean {
  const { chunks, any } = glob;
  const last = chunks.length - 1;
  const head = chunks[0] as string;
  if (last === 0) return any ? value.length === head.length && standsAt(value, 0, head) : value === head;
  if (value.length < glob.least) return false;
  const tail = chunks[last] as string;
  const end = value.length - tail.length;
  if (any) {
    if (!standsAt(value, 0, head) || !standsAt(value, end, tail)) return false;
  } else if (!value.startsWith(head) || (tail !== '' && !value.endsWith(tail))) {
    return false;
  }
  let at = head.length;
  for (let i = 1; i < last; i++) {
    const chunk = chunks[i] as string;
    const found = any ? findAny(value, chunk, at, end) : value.indexOf(chunk, at);
    if (found < 0) return false;
    at = found + chunk.length;
  }
  return at <= end;
}

function standsAt(value: string, at: number, chunk: string): boolean {
  for (let i = 0; i < chunk.length; i++) {
    const c = chunk.charCodeAt(i);
    if (c !== ANY_CODE && c !== value.charCodeAt(at + i)) return false;
  }
  return true;
}

/** Below this many comparisons the plain search is the faster one. */
const PLAIN_SEARCH = 4096;

/** The first place at or after `from` where the chunk stands and ends by `end`, or -1. */
function findAny(value: string, chunk: string, from: number, end: number): number {
  if (!chunk.includes(ANY)) return value.indexOf(chunk, from);
  const lastStart = end - chunk.length;
  if ((lastStart - from) * chunk.length > PLAIN_SEARCH) return findInWords(value, chunk, from, end);
  for (let at = from; at <= lastStart; at++) if (standsAt(value, at, chunk)) return at;
  return -1;
}

/** Shift-And: bit i of the state says that the i+1 first characters of the chunk stand right before this place. 32 places a step. */
function findInWords(value: string, chunk: string, from: number, end: number): number {
  const { length } = chunk;
  const words = (length + 31) >>> 5;
  const { rows, masks } = placesIn(chunk, words);
  const state = new Int32Array(words);
  const lastBit = 1 << ((length - 1) & 31);
  for (let at = from; at < end; at++) {
    const row = (rows.get(value.charCodeAt(at)) ?? 0) * words;
    let carry = 1;
    for (let w = 0; w < words; w++) {
      const word = state[w] as number;
      state[w] = ((word << 1) | carry) & (masks[row + w] as number);
      carry = word >>> 31;
    }
    if ((state[words - 1] as number) & lastBit) return at + 1 - length;
  }
  return -1;
}

/** For each character of the chunk a row of bits, which says at what places it may stand; row 0 is for all other characters. */
function placesIn(chunk: string, words: number): { readonly rows: ReadonlyMap<number, number>; readonly masks: Int32Array } {
  const rows = new Map([[ANY_CODE, 0]]);
  for (let i = 0; i < chunk.length; i++) if (!rows.has(chunk.charCodeAt(i))) rows.set(chunk.charCodeAt(i), rows.size);
  const masks = new Int32Array(rows.size * words);
  mark(chunk, masks, (c) => (c === ANY_CODE ? 0 : -1));
  for (let row = 1; row < rows.size; row++) masks.copyWithin(row * words, 0, words);
  mark(chunk, masks, (c) => (c === ANY_CODE ? -1 : (rows.get(c) as number) * words));
  return { rows, masks };
}

function mark(chunk: string, masks: Int32Array, rowOf: (c: number) => number): void {
  for (let i = 0; i < chunk.length; i++) {
    const row = rowOf(chunk.charCodeAt(i));
    if (row >= 0) masks[row + (i >>> 5)] = (masks[row + (i >>> 5)] as number) | (1 << (i & 31));
  }
}

/** Whether a text satisfies a pattern. */
export type Test = (actual: string) => boolean;

/** A test for a pattern, the quickest there is for its shape. */
export function testOf(pattern: string): Test {
  if (pattern === STAR) return () => true;
  const star = pattern.indexOf(STAR);
  if (star < 0 && !pattern.includes(ANY)) return (actual) => actual === pattern;
  if (star === pattern.length - 1 && !pattern.includes(ANY)) {
    const head = pattern.slice(0, -1);
    return (actual) => actual.startsWith(head);
  }
  const glob = globOf(pattern);
  return (actual) => matches(glob, actual);
}

/**
 * A test for a pattern in a Resource element. A star that ends a part of the ARN may match beyond the colon; one in the middle of
 * one of the first five parts may not. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function resourceTestOf(pattern: string): Test {
  const parts = arnParts(pattern);
  const bounded = parts?.slice(0, 5).some((part) => part.slice(0, -1).includes(STAR));
  return (bounded && arnTestOf(pattern)) || testOf(pattern);
}

/** A test that compares the six parts of an ARN one by one, or `undefined` when the pattern is no ARN. */
export function arnTestOf(pattern: string): Test | undefined {
  const glob = arnGlobOf(pattern);
  return glob && ((actual) => arnMatches(glob, actual));
}

/** A pattern for an ARN whose six parts are compared one by one: a star stays within its part. */
type ArnGlob = readonly Glob[];

/** `undefined` when the pattern is no ARN, in which case it matches nothing; `*` alone is every ARN. */
function arnGlobOf(pattern: string): ArnGlob | undefined {
  const parts = pattern === STAR ? [STAR, STAR, STAR, STAR, STAR, STAR] : arnParts(pattern);
  return parts?.map(globOf);
}

function arnMatches(glob: ArnGlob, value: string): boolean {
  const parts = arnParts(value);
  return parts !== undefined && parts.every((part, i) => matches(glob[i] as Glob, part));
}

/** The six parts of an ARN; the last one may hold colons. */
export function arnParts(arn: string): readonly string[] | undefined {
  const parts: string[] = [];
  let from = 0;
  for (let i = 0; i < 5; i++) {
    const colon = arn.indexOf(':', from);
    if (colon < 0) return undefined;
    parts.push(arn.slice(from, colon));
    from = colon + 1;
  }
  parts.push(arn.slice(from));
  return parts;
}
