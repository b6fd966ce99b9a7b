import { ANY, STAR } from '../match';

/** One place of a pattern: a character, or room for one or for any number of characters other than those barred. */
export type Token = string | { readonly many: boolean; readonly barred: string };

const anyOne: Token = { many: false, barred: '' };
const anyRun: Token = { many: true, barred: '' };

/** What fills a place that every pattern leaves free. */
const filler = 'x';

/** The tokens of a pattern whose wildcards are `STAR` and `ANY` (see `match.ts`). With `nonEmpty`, a star fills at least one place. */
export function tokensOf(pattern: string, nonEmpty = false): readonly Token[] {
  const tokens: Token[] = [];
  for (const c of pattern) {
    if (c === STAR) {
      if (nonEmpty) tokens.push(anyOne);
      tokens.push(anyRun);
    } else tokens.push(c === ANY ? anyOne : c);
  }
  return tokens;
}

/** The character that all tokens accept, or undefined. */
function agreed(tokens: readonly (Token | undefined)[]): string | undefined {
  let wanted: string | undefined;
  for (const token of tokens) {
    if (token === undefined) return undefined;
    if (typeof token !== 'string') continue;
    if (wanted !== undefined && wanted !== token) return undefined;
    wanted = token;
  }
  const c = wanted ?? filler;
  return tokens.every((token) => typeof token === 'string' || !token?.barred.includes(c)) ? c : undefined;
}

interface State {
  readonly at: readonly number[];
  readonly text: string;
}

/**
 * A text that every one of the patterns matches, as short as comes easily, or undefined when there is none.
 * Visits each combination of places once.
 */
export function commonText(patterns: readonly (readonly Token[])[]): string | undefined {
  const seen = new Set<number>();
  const stack: State[] = [{ at: patterns.map(() => 0), text: '' }];
  for (let state = stack.pop(); state; state = stack.pop()) {
    const { at, text } = state;
    const key = at.reduce((sum, place, i) => sum * ((patterns[i]?.length ?? 0) + 1) + place, 0);
    if (seen.has(key)) continue;
    seen.add(key);
    const tokens = at.map((place, i) => patterns[i]?.[place]);
    if (tokens.every((token) => token === undefined)) return text;

    // Pushed first, tried last: leave a run.
    tokens.forEach((token, i) => {
      if (typeof token === 'object' && token.many) stack.push({ at: at.with(i, (at[i] ?? 0) + 1), text });
    });
    const c = agreed(tokens);
    if (c === undefined) continue;
    const next = at.map((place, i) => {
      const token = tokens[i];
      return typeof token === 'object' && token.many ? place : place + 1;
    });
    stack.push({ at: next, text: text + c });
  }
  return undefined;
}
