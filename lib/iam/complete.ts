import type { Span } from './policy';
import { operatorNames } from './operators';

/** What a policy's author may have meant to write at one place. */
export interface Completions {
  /** What they stand in for: the text of the string so far. */
  readonly span: Span;
  readonly options: readonly Completion[];
}

export interface Completion {
  readonly text: string;
  /** A word beside it: `Read`, `variable`. */
  readonly detail?: string;
}

/** The words that belong to an account or a service, which IAM itself does not know. */
export interface Vocabulary {
  /** Names of actions for a beginning such as `s3:Get`, and prefixes of services for one without a colon. */
  actions(beginning: string): readonly Completion[];
  readonly keys: readonly Completion[];
  /** With their braces: `${aws:userid}`. */
  readonly variables: readonly Completion[];
  readonly resources: readonly Completion[];
  readonly federated: readonly Completion[];
  /** The values that a condition key is likely to be tested against, by its name in lower case. */
  readonly values: Readonly<Record<string, readonly Completion[]>>;
}

const most = 12;

const words = (...texts: readonly string[]): readonly Completion[] => texts.map((text) => ({ text }));

const elements: Readonly<Record<string, readonly Completion[]>> = {
  '': words('Version', 'Statement', 'Id'),
  Statement: words('Effect', 'Action', 'Resource', 'Condition', 'Principal', 'Sid', 'NotAction', 'NotResource', 'NotPrincipal'),
  Principal: words('Federated', 'AWS', 'Service'),
};

/** What may be written at a place in a policy that is being typed, broken as it may be; undefined where nothing is to be said. */
export function completionsAt(text: string, at: number, vocabulary: Vocabulary): Completions | undefined {
  const place = placeAt(text, at);
  if (place === undefined) return undefined;
  const { path, isKey, start } = place;
  const typed = text.slice(start, at);
  const [span, options] = isKey ? ([wordAt(text, start, at), keysAt(path, vocabulary)] as const) : valuesAt(path, typed, text, { start, end: at }, vocabulary);
  const beginning = text.slice(span.start, at).toLowerCase();
  const fitting = options.filter((one) => one.text.toLowerCase() !== beginning && matches(one.text.toLowerCase(), beginning));
  return fitting.length === 0 ? undefined : { span, options: fitting.slice(0, most) };
}

/** Begins so, or has it after a colon, a slash or a dash: `sub` finds `cognito-identity.amazonaws.com:sub`. */
function matches(text: string, beginning: string): boolean {
  if (text.startsWith(beginning)) return true;
  return beginning.length > 1 && [':', '/', '.', '-'].some((mark) => text.includes(mark + beginning));
}

/** A word with what is left of it behind the caret, up to its quotation mark: that goes when another word is put in its place. */
function wordAt(text: string, start: number, at: number): Span {
  const rest = /^[\w:*./-]*(?=")/.exec(text.slice(at))?.[0] ?? '';
  return { start, end: at + rest.length };
}

function keysAt(path: readonly string[], { keys }: Vocabulary): readonly Completion[] {
  const [first, second, third] = path;
  if (first === undefined) return elements[''] ?? [];
  if (first !== 'Statement') return [];
  if (second === undefined) return elements.Statement ?? [];
  if (second === 'Principal' || second === 'NotPrincipal') return elements.Principal ?? [];
  if (second === 'Condition') return third === undefined ? operators : keys;
  return [];
}

const operators: readonly Completion[] = [
  ...['StringEquals', 'StringLike', 'ForAnyValue:StringLike', 'ForAnyValue:StringEquals', 'StringNotEquals', 'ArnLike', 'ForAllValues:StringEquals'],
  ...operatorNames(),
]
  .filter((name, index, all) => all.indexOf(name) === index)
  .map((text) => ({ text }));

function valuesAt(path: readonly string[], typed: string, text: string, whole: Span, vocabulary: Vocabulary): readonly [Span, readonly Completion[]] {
  const [first, second, third, fourth] = path;
  if (first === 'Version') return [whole, words('2012-10-17')];
  if (first !== 'Statement' || second === undefined) return [whole, []];
  if (second === 'Effect') return [whole, words('Allow', 'Deny')];
  if (second === 'Action' || second === 'NotAction') return [wordAt(text, whole.start, whole.end), vocabulary.actions(typed)];
  if (second === 'Principal') return [whole, third === 'Federated' ? vocabulary.federated : []];
  const open = typed.lastIndexOf('$');
  const isVariable = open >= 0 && !typed.slice(open).includes('}');
  if (isVariable && (second === 'Resource' || second === 'NotResource' || second === 'Condition')) return [{ start: whole.start + open, end: whole.end }, vocabulary.variables];
  if (second === 'Resource' || second === 'NotResource') return [whole, vocabulary.resources];
  if (second === 'Condition' && fourth !== undefined) return [whole, vocabulary.values[fourth.toLowerCase()] ?? []];
  return [whole, []];
}

interface Place {
  /** The keys that lead here, without the places in lists: `Statement`, `Condition`, `StringEquals`. */
  readonly path: readonly string[];
  readonly isKey: boolean;
  /** Where the string begins, behind its quotation mark. */
  readonly start: number;
}

interface Frame {
  readonly kind: '{' | '[';
  /** In an object: the key whose value comes next. */
  key?: string;
}

/** Where in the document a position is; undefined outside strings. Reads from the front, so what is broken behind does not matter. */
function placeAt(text: string, at: number): Place | undefined {
  const frames: Frame[] = [];
  let last = '';
  for (let index = 0; index < at; index++) {
    const letter = text[index];
    const frame = frames.at(-1);
    if (letter === '"') {
      const end = endOfString(text, index);
      const isKey = frame?.kind === '{' && frame.key === undefined;
      if (end >= at) return { path: frames.flatMap((one) => (one.kind === '{' && one.key !== undefined ? [one.key] : [])), isKey, start: index + 1 };
      last = text.slice(index + 1, end);
      index = end;
    } else if (letter === '{' || letter === '[') frames.push({ kind: letter });
    else if (letter === '}' || letter === ']') frames.pop();
    else if (letter === ':' && frame?.kind === '{') frame.key = last;
    else if (letter === ',' && frame?.kind === '{') delete frame.key;
  }
  return undefined;
}

/** The position of the closing quotation mark; a string that is still open ends with its line. */
function endOfString(text: string, open: number): number {
  for (let index = open + 1; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === '"' || text[index] === '\n') return index;
  }
  return text.length;
}
