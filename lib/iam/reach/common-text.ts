import { ANY, STAR } from '../match';

/** One place of a pattern: a character, or room for one or for any number of characters other than those barred. */
export type Token = string | { readonly many: boolean; readonly barred: string };

/** A pattern taken apart, for `commonText`. */
export type Tokens = readonly Token[];

/** There is no telling in reasonable time whether some patterns have a text in common: they are thousands of characters long. */
export const TOO_LONG = Symbol('too long');

const anyOne: Token = { many: false, barred: '' };
const anyRun: Token = { many: true, barred: '' };

/** What fills a place that every pattern leaves free. */
const filler = 'x';

/** How many combinations of places are looked at, at most: enough for the longest policy against any one ARN. */
const mostStates = 2 ** 21;

/** The tokens of a pattern whose wildcards are `STAR` and `ANY` (see `match.ts`). With `nonEmpty`, a star fills at least one place. */
export function tokensOf(pattern: string, nonEmpty = false): Tokens {
  const tokens: Token[] = [];
  for (const c of pattern) {
    if (c === STAR) {
      if (nonEmpty) tokens.push(anyOne);
      tokens.push(anyRun);
    } else tokens.push(c === ANY ? anyOne : c);
  }
  return tokens;
}

const isRun = (token: Token | undefined): boolean => typeof token === 'object' && token.many;

/** The character that all places accept, or undefined. */
function agreed(places: readonly (Token | undefined)[]): string | undefined {
  let wanted: string | undefined;
  for (const place of places) {
    if (place === undefined) return undefined;
    if (typeof place !== 'string') continue;
    if (wanted !== undefined && wanted !== place) return undefined;
    wanted = place;
  }
  const c = wanted ?? filler;
  for (const place of places) if (typeof place === 'object' && place.barred.includes(c)) return undefined;
  return c;
}

/** Whether what stands before the first wildcards rules out that the patterns meet. Most patterns never do. */
function startApart(patterns: readonly Tokens[]): boolean {
  const [first = [], ...others] = patterns;
  return others.some((other) => {
    for (let i = 0; i < first.length && i < other.length; i++) {
      const [a, b] = [first[i], other[i]];
      if (typeof a !== 'string' || typeof b !== 'string') return false;
      if (a !== b) return true;
    }
    return false;
  });
}

/** The characters on the way from the start to a state: each state knows the one before it and what was read in between. */
function textTo(end: number, before: Int32Array, read: Uint32Array): string {
  const characters: string[] = [];
  for (let at = end; at !== 0; at = before[at] as number) {
    const code = read[at] as number;
    if (code !== 0) characters.push(String.fromCodePoint(code));
  }
  return characters.reverse().join('');
}

/**
 * A text that every one of the patterns matches, as short as comes easily; undefined when there is none. A state is a place in each
 * pattern; each is visited once.
 */
export function commonText(patterns: readonly Tokens[]): string | undefined | typeof TOO_LONG {
  if (startApart(patterns)) return undefined;
  const strides: number[] = [];
  let states = 1;
  for (const pattern of patterns) {
    strides.push(states);
    states *= pattern.length + 1;
  }
  if (states > mostStates) return TOO_LONG;

  const before = new Int32Array(states).fill(-1);
  const read = new Uint32Array(states);
  const seen = new Uint8Array(states);
  const stack = [0];
  const go = (from: number, to: number, code: number): void => {
    if (seen[to] || to === from) return;
    before[to] = from;
    read[to] = code;
    stack.push(to);
  };
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    if (state === states - 1) return textTo(state, before, read);
    if (seen[state]) continue;
    seen[state] = 1;
    const places = patterns.map((pattern, i) => pattern[Math.floor((state as number) / (strides[i] as number)) % (pattern.length + 1)]);
    // Pushed first, tried last: leave a run.
    for (let i = 0; i < places.length; i++) if (isRun(places[i])) go(state, state + (strides[i] as number), 0);
    const c = agreed(places);
    if (c === undefined) continue;
    let next = state;
    for (let i = 0; i < places.length; i++) if (!isRun(places[i])) next += strides[i] as number;
    go(state, next, c.codePointAt(0) ?? 0);
  }
  return undefined;
}
