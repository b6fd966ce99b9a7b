import { keyOf, OPEN, valueOf, type Asked, type Key } from './context';
import { ANY, literal, STAR, wildcards } from './match';

/** One `${…}` of a policy. */
export interface Variable {
  readonly key: Key;
  /** The default in `${key, 'default'}`. */
  readonly fallback?: string;
}

/** Policy text with variables: literal texts and variables in turn, beginning and ending with a text. */
export interface Template {
  readonly texts: readonly string[];
  readonly variables: readonly Variable[];
}

/** What a template reads in a request: text, `undefined` when a variable has neither value nor default, or that it is not known. */
export type Reading = string | undefined | typeof OPEN;

/**
 * Splits policy text at its variables; plain text when it has none. `*` and `?` become wildcards if `withWildcards`, whereas
 * `${*}`, `${?}` and `${$}` are always those characters.
 */
export function templateOf(text: string, withWildcards: boolean): Template | string {
  const plain = withWildcards ? wildcards : literal;
  const texts: string[] = [];
  const variables: Variable[] = [];
  let current = '';
  let from = 0;
  for (;;) {
    const start = text.indexOf('${', from);
    const end = start < 0 ? -1 : closingBrace(text, start + 2);
    if (end < 0) break;
    current += plain(text.slice(from, start));
    const inside = text.slice(start + 2, end);
    if (inside === '*' || inside === '?' || inside === '$') {
      current += inside;
    } else {
      texts.push(current);
      variables.push(variableOf(inside));
      current = '';
    }
    from = end + 1;
  }
  current += plain(text.slice(from));
  return variables.length === 0 ? current : { texts: [...texts, current], variables };
}

/** The place of the `}` that closes a variable, past a quoted default. */
function closingBrace(text: string, from: number): number {
  const brace = text.indexOf('}', from);
  const quote = text.slice(from, brace).indexOf("'");
  if (quote < 0) return brace;
  const closing = text.indexOf("'", from + quote + 1);
  return closing < 0 ? brace : text.indexOf('}', closing);
}

function variableOf(inside: string): Variable {
  const comma = inside.indexOf(',');
  const fallback = comma < 0 ? '' : inside.slice(comma + 1).trim();
  if (fallback.length < 2 || !fallback.startsWith("'") || !fallback.endsWith("'")) return { key: keyOf(inside.trim()) };
  return { key: keyOf(inside.slice(0, comma).trim()), fallback: fallback.slice(1, -1) };
}

/** The text of a template with its wildcards spelled as a policy spells them. */
export function spelled(text: string): string {
  return text.includes(STAR) || text.includes(ANY) ? text.replaceAll(STAR, '*').replaceAll(ANY, '?') : text;
}

/** The template with the request's values in it. A key with several values is no variable. */
export function read(template: Template, asked: Asked): Reading {
  let result = template.texts[0] as string;
  for (let i = 0; i < template.variables.length; i++) {
    const variable = template.variables[i] as Variable;
    const value = valueOf(asked, variable.key);
    if (value === OPEN) return OPEN;
    const text = typeof value === 'string' ? literal(value) : variable.fallback;
    if (text === undefined) return undefined;
    result += text + (template.texts[i + 1] as string);
  }
  return result;
}
