import type { Span } from './policy';

/** A JSON value and where it stands. Numbers, booleans and null keep their spelling in `text`. */
export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly JsonMember[]; readonly span: Span }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[]; readonly span: Span }
  | { readonly kind: 'string'; readonly text: string; readonly span: Span }
  | { readonly kind: 'number' | 'boolean' | 'null'; readonly text: string; readonly span: Span };

export interface JsonMember {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: JsonNode;
  readonly span: Span;
}

export interface JsonProblem {
  readonly code: 'json-syntax' | 'duplicate-key' | 'too-deep';
  readonly message: string;
  readonly span: Span;
}

/** Deeper than any policy, shallow enough for the stack. */
const MAX_DEPTH = 64;
const MAX_PROBLEMS = 200;

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t',
};

/**
 * Reads JSON that may be damaged. Missing or extra commas, truncated text, comments, control characters and repeated keys are
 * reported and read over; nothing throws. Every character is visited a bounded number of times.
 */
export function readJson(text: string): { readonly root: JsonNode | undefined; readonly problems: readonly JsonProblem[] } {
  const problems: JsonProblem[] = [];
  let at = 0;

  function report(message: string, start: number, end: number, code: JsonProblem['code'] = 'json-syntax'): void {
    if (problems.length < MAX_PROBLEMS) problems.push({ code, message, span: { start, end: Math.min(end, text.length) } });
  }

  function skipSpace(): void {
    for (; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (c === 0x20 || (c >= 0x09 && c <= 0x0d) || c === 0xa0 || c === 0xfeff) continue;
      if (c !== 0x2f || !skipComment()) return;
    }
  }

  function skipComment(): boolean {
    const next = text[at + 1];
    if (next !== '/' && next !== '*') return false;
    const start = at;
    const found = next === '/' ? text.indexOf('\n', at) : text.indexOf('*/', at + 2);
    at = found < 0 ? text.length - 1 : next === '/' ? found : found + 1;
    report('A policy is JSON, which has no comments.', start, next === '/' && found >= 0 ? at : at + 1);
    return true;
  }

  function readString(): string {
    const start = at++;
    let value = '';
    let from = at;
    for (; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (c === 0x22) {
        value += text.slice(from, at++);
        return value;
      }
      if (c === 0x0a || c === 0x0d) break;
      if (c === 0x5c) {
        value += text.slice(from, at);
        value += readEscape();
        from = at + 1;
      }
    }
    at = Math.min(at, text.length);
    value += text.slice(from, at);
    report('This string is not closed.', start, at);
    return value;
  }

  /** At a backslash; leaves `at` on the last character of the escape. */
  function readEscape(): string {
    const start = at++;
    const letter = text[at] ?? '';
    const plain = ESCAPES[letter];
    if (plain !== undefined) return plain;
    if (letter === 'u') {
      const code = hexadecimal(text, at + 1);
      if (code >= 0) {
        at += 4;
        return String.fromCharCode(code);
      }
    }
    report('This is not an escape that JSON knows.', start, at + 1);
    return letter;
  }

  function readWord(): JsonNode | undefined {
    const start = at;
    while (at < text.length && !isDelimiter(text.charCodeAt(at))) at++;
    if (at === start) return undefined;
    const word = text.slice(start, at);
    const span = { start, end: at };
    if (word === 'true' || word === 'false') return { kind: 'boolean', text: word, span };
    if (word === 'null') return { kind: 'null', text: word, span };
    if (isNumberWord(word)) return { kind: 'number', text: word, span };
    report('Text in JSON stands between quotation marks.', start, at);
    return { kind: 'string', text: word, span };
  }

  function readValue(depth: number): JsonNode | undefined {
    skipSpace();
    const c = text[at];
    if (c === '{' || c === '[') {
      if (depth >= MAX_DEPTH) return readTooDeep();
      return c === '{' ? readObject(depth) : readArray(depth);
    }
    if (c === '"') {
      const start = at;
      const value = readString();
      return { kind: 'string', text: value, span: { start, end: at } };
    }
    return readWord();
  }

  function readTooDeep(): JsonNode {
    const start = at;
    at = text.length;
    report('This is nested deeper than any policy can be; the rest was not read.', start, at, 'too-deep');
    return { kind: 'null', text: 'null', span: { start, end: at } };
  }

  function readArray(depth: number): JsonNode {
    const start = at++;
    const items: JsonNode[] = [];
    for (;;) {
      skipSpace();
      const c = text[at];
      if (c === undefined || c === '}') break;
      if (c === ']') {
        at++;
        return { kind: 'array', items, span: { start, end: at } };
      }
      const item = readItem(depth);
      if (item) items.push(item);
      readComma(']');
    }
    report('This list is not closed.', start, start + 1);
    return { kind: 'array', items, span: { start, end: at } };
  }

  /** A value, or one unexpected character reported and passed over, so that a loop always advances. */
  function readItem(depth: number): JsonNode | undefined {
    const item = readValue(depth + 1);
    if (!item) {
      report(`Unexpected “${text[at] ?? ''}”; a value should stand here.`, at, at + 1);
      if (text[at] !== '}' && text[at] !== ']') at++;
    }
    return item;
  }

  function readComma(close: string): void {
    skipSpace();
    const c = text[at];
    if (c === ',') {
      const comma = at++;
      skipSpace();
      if (text[at] === close) report('JSON allows no comma before a closing bracket.', comma, comma + 1);
    } else if (c !== undefined && c !== ']' && c !== '}') {
      report('A comma is missing here.', at, at + 1);
    }
  }

  function readObject(depth: number): JsonNode {
    const start = at++;
    const members: JsonMember[] = [];
    const seen = new Set<string>();
    for (;;) {
      skipSpace();
      const c = text[at];
      if (c === undefined || c === ']') break;
      if (c === '}') {
        at++;
        return { kind: 'object', members, span: { start, end: at } };
      }
      const member = readMember(depth);
      if (member) {
        if (seen.has(member.key)) {
          report(`“${member.key}” appears twice in one object; only the last one is read.`, member.keySpan.start, member.keySpan.end, 'duplicate-key');
        }
        seen.add(member.key);
        members.push(member);
      }
      readComma('}');
    }
    report('This object is not closed.', start, start + 1);
    return { kind: 'object', members, span: { start, end: at } };
  }

  function readMember(depth: number): JsonMember | undefined {
    const start = at;
    let key: string;
    if (text[at] === '"') {
      key = readString();
    } else {
      const word = readWord();
      if (!word || word.kind === 'object' || word.kind === 'array') {
        report(`Unexpected “${text[at] ?? ''}”; a name should stand here.`, at, at + 1);
        at++;
        return undefined;
      }
      key = word.text;
    }
    const keySpan = { start, end: at };
    skipSpace();
    if (text[at] === ':') at++;
    else report('A colon is missing after this name.', keySpan.start, keySpan.end);
    skipSpace();
    if (text[at] === undefined || text[at] === ',' || text[at] === '}') {
      report(`“${key}” has no value.`, keySpan.start, keySpan.end);
      return undefined;
    }
    const value = readItem(depth);
    return value && { key, keySpan, value, span: { start, end: value.span.end } };
  }

  const root = readValue(0);
  if (!root) report('There is no JSON here.', 0, text.length);
  skipSpace();
  if (root && at < text.length) report('Nothing should follow the end of the policy.', at, text.length);
  return { root, problems };
}

/** The last member with that name, as JSON readers take it. */
export function member(node: JsonNode, key: string): JsonMember | undefined {
  return node.kind === 'object' ? node.members.findLast((each) => each.key === key) : undefined;
}

function isDelimiter(c: number): boolean {
  return c <= 0x20 || c === 0x22 || c === 0x2c || c === 0x3a || c === 0x5b || c === 0x5d || c === 0x7b || c === 0x7d;
}

function isNumberWord(word: string): boolean {
  const c = word.charCodeAt(0);
  return (c === 0x2d || (c >= 0x30 && c <= 0x39)) && Number.isFinite(Number(word));
}

/** The value of four hexadecimal digits, or -1. */
function hexadecimal(text: string, from: number): number {
  let value = 0;
  for (let i = from; i < from + 4; i++) {
    const c = text.charCodeAt(i);
    const digit = c >= 0x30 && c <= 0x39 ? c - 0x30 : (c | 0x20) >= 0x61 && (c | 0x20) <= 0x66 ? (c | 0x20) - 0x57 : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}
