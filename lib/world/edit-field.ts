import { parsePolicy } from '../iam/parse';
import type { PolicyKind } from '../iam/lint-context';
import { isGap } from './gap';

/**
 * One thing about a resource that a person can change. What is typed is text (`raw`), whatever the field is: text can be kept, compared and
 * taken back. A field reads itself out of a resource and writes itself back; what is typed wrongly becomes one sentence.
 */
export interface Field {
  /** Unique within its resource, and the same from run to run. */
  readonly key: string;
  /** As AWS spells it. */
  readonly label: string;
  readonly note?: string;
  readonly input: FieldInput;
  /** As it is now. */
  readonly raw: string;
  /** The resource with what was typed, or what is wrong with it. */
  write(resource: Attributes, raw: string): Written;
}

/** A resource as AWS prints it, whichever it is. */
export type Attributes = Readonly<Record<string, unknown>>;

export type Written = { readonly resource: Attributes } | { readonly problem: string };

export type FieldInput =
  | { readonly kind: 'flag' }
  | { readonly kind: 'choice'; readonly options: readonly Option[] }
  /** Several of a few. */
  | { readonly kind: 'set'; readonly options: readonly Option[] }
  | { readonly kind: 'number'; readonly unit?: string }
  | { readonly kind: 'text' }
  /** One entry a line. */
  | { readonly kind: 'lines' }
  | { readonly kind: 'rows'; readonly columns: readonly Column[] }
  | { readonly kind: 'policy'; readonly policy: PolicyKind; readonly removable: boolean };

export interface Option {
  readonly value: string;
  readonly name: string;
}

export interface Column {
  readonly field: string;
  readonly input: 'text' | 'flag' | 'choice';
  readonly options?: readonly Option[];
  readonly pattern?: Pattern;
}

/** What a text must look like, and the sentence that says so. */
export interface Pattern {
  readonly test: RegExp;
  readonly says: string;
}

interface Place {
  /** The path in the resource: `TokenValidityUnits.IdToken`; the key of the field. */
  readonly path: readonly string[];
  readonly label?: string;
  readonly note?: string;
}

export function flag(resource: object, place: Place): Field {
  return field(place, { kind: 'flag' }, valueAt(resource, place.path) === true ? 'true' : 'false', (raw) => ({ value: raw === 'true' }));
}

/** One of a few texts; an empty one takes the field away. */
export function choice(resource: object, place: Place, options: readonly Option[]): Field {
  const raw = String(valueAt(resource, place.path) ?? '');
  const all = options.some((one) => one.value === raw) ? options : [...options, { value: raw, name: raw }];
  const words = (text: string): unknown => (text === '' ? undefined : text === 'true' ? true : text === 'false' ? false : text);
  return field(place, { kind: 'choice', options: all }, raw, (typed) =>
    all.some((one) => one.value === typed) ? { value: words(typed) } : { problem: `${labelOf(place)} is one of ${all.map((one) => one.name).join(', ')}.` },
  );
}

export function set(resource: object, place: Place, options: readonly Option[]): Field {
  const now = listAt(resource, place.path);
  const all = [...options, ...now.filter((value) => !options.some((one) => one.value === value)).map((value) => ({ value, name: value }))];
  return field(place, { kind: 'set', options: all }, now.join('\n'), (raw) => {
    const typed = linesOf(raw);
    const strange = typed.find((value) => !all.some((one) => one.value === value));
    return strange === undefined ? { value: typed } : { problem: `“${strange}” is none of the values of ${labelOf(place)}.` };
  });
}

/** A whole number within bounds; empty takes the field away, and AWS's own value holds. */
export function number(resource: object, place: Place, least: number, most: number, unit?: string): Field {
  return field(place, { kind: 'number', ...(unit === undefined ? {} : { unit }) }, String(valueAt(resource, place.path) ?? ''), (raw) => {
    if (raw.trim() === '') return { value: undefined };
    const value = Number(raw);
    if (Number.isInteger(value) && value >= least && value <= most) return { value };
    return { problem: `${labelOf(place)} is a whole number from ${least} to ${most}.` };
  });
}

export function text(resource: object, place: Place, pattern?: Pattern): Field {
  return field(place, { kind: 'text' }, String(valueAt(resource, place.path) ?? ''), (raw) => {
    const typed = raw.trim();
    if (typed === '') return { value: undefined };
    return pattern === undefined || pattern.test.test(typed) ? { value: typed } : { problem: pattern.says };
  });
}

export function lines(resource: object, place: Place, pattern?: Pattern): Field {
  return field(place, { kind: 'lines' }, listAt(resource, place.path).join('\n'), (raw) => {
    const typed = linesOf(raw);
    const strange = pattern === undefined ? undefined : typed.find((value) => !pattern.test.test(value));
    if (strange !== undefined) return { problem: `“${strange}”: ${pattern?.says}` };
    const twice = typed.find((value, index) => typed.indexOf(value) !== index);
    return twice === undefined ? { value: typed.length === 0 && valueAt(resource, place.path) === undefined ? undefined : typed } : { problem: `“${twice}” stands there twice.` };
  });
}

/** A list of small records, as JSON: `[{ "ProviderName": …, "ClientId": … }]`. */
export function rows(resource: object, place: Place, columns: readonly Column[]): Field {
  return field(place, { kind: 'rows', columns }, JSON.stringify(valueAt(resource, place.path) ?? []), (raw) => readRows(raw, columns));
}

/** A map of texts, shown as rows of two columns. */
export function map(resource: object, place: Place, key: Column, value: Column): Field {
  const now = Object.entries((valueAt(resource, place.path) ?? {}) as Readonly<Record<string, string>>);
  const raw = JSON.stringify(now.map(([name, what]) => ({ [key.field]: name, [value.field]: what })));
  return field(place, { kind: 'rows', columns: [key, value] }, raw, (typed) => {
    const read = readRows(typed, [key, value]);
    if ('problem' in read) return read;
    const entries = read.value.map((row) => [String(row[key.field]), row[value.field]] as const);
    const twice = entries.find(([name], index) => entries.findIndex(([other]) => other === name) !== index)?.[0];
    if (twice !== undefined) return { problem: `“${twice}” stands there twice.` };
    return { value: entries.length === 0 && now.length === 0 ? undefined : Object.fromEntries(entries) };
  });
}

/** A policy as text. What IAM could not read at all is refused here; what is questionable is the linter's business. */
export function policy(resource: object, place: Place, kind: PolicyKind, removable = false): Field {
  return policyField(place, kind, removable, documentText(valueAt(resource, place.path)), (before, document) => ({ resource: withValue(before, place.path, document) }));
}

/** As `policy`, for a document that does not stand at a path of its own. */
export function policyField(place: Place, kind: PolicyKind, removable: boolean, raw: string, put: (resource: Attributes, document: string | undefined) => Written): Field {
  return {
    ...named(place),
    input: { kind: 'policy', policy: kind, removable },
    raw,
    write: (resource, typed) => {
      if (typed.trim() === '') return removable ? put(resource, undefined) : { problem: `${labelOf(place)} cannot be empty.` };
      const wrong = parsePolicy(typed).findings.find((finding) => finding.level === 'error');
      return wrong === undefined ? put(resource, typed) : { problem: `IAM refuses this policy: ${wrong.message}` };
    },
  };
}

/** A policy as it is shown for editing; a gap shows as nothing. */
export function documentText(document: unknown): string {
  return document === undefined || isGap(document) ? '' : parsePolicy(document as string | object).policy.text;
}

/** The resource with the value at a path replaced; undefined takes it away, and what is then empty above it. */
export function withValue(resource: Attributes, path: readonly string[], value: unknown): Attributes {
  const [field, ...rest] = path;
  if (field === undefined) return resource;
  const { [field]: before, ...others } = resource;
  const after = rest.length === 0 ? value : emptyToNothing(withValue((before ?? {}) as Attributes, rest, value));
  return after === undefined ? others : { ...resource, [field]: after };
}

function emptyToNothing(value: Attributes): Attributes | undefined {
  return Object.keys(value).length === 0 ? undefined : value;
}

function field(place: Place, input: FieldInput, raw: string, read: (raw: string) => { readonly value: unknown } | { readonly problem: string }): Field {
  return {
    ...named(place),
    input,
    raw,
    write: (resource, typed) => {
      const result = read(typed);
      return 'problem' in result ? result : { resource: withValue(resource, place.path, result.value) };
    },
  };
}

function named(place: Place): Pick<Field, 'key' | 'label' | 'note'> {
  return { key: place.path.join('.'), label: labelOf(place), ...(place.note === undefined ? {} : { note: place.note }) };
}

function labelOf({ label, path }: Place): string {
  return label ?? path.join('.');
}

function valueAt(resource: object, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>> | undefined)?.[name], resource);
}

function listAt(resource: object, path: readonly string[]): readonly string[] {
  return (valueAt(resource, path) ?? []) as readonly string[];
}

/** The entries of a text with one a line. */
export function linesOf(raw: string): readonly string[] {
  return raw.split('\n').map((line) => line.trim()).filter((line) => line !== '');
}

export type Row = Readonly<Record<string, unknown>>;

function readRows(raw: string, columns: readonly Column[]): { readonly value: readonly Row[] } | { readonly problem: string } {
  const typed = rowsIn(raw);
  if (typed === undefined) return { problem: 'These rows cannot be read.' };
  for (const [index, row] of typed.entries()) {
    for (const { field: name, input, pattern } of columns) {
      const value = row[name];
      if (input === 'flag') continue;
      if (typeof value !== 'string' || value.trim() === '') return { problem: `Row ${index + 1} has no ${name}.` };
      if (pattern !== undefined && !pattern.test.test(value)) return { problem: `Row ${index + 1}: ${pattern.says}` };
    }
  }
  return { value: typed };
}

/** The rows that a field's text stands for; undefined when it is no list of records. */
export function rowsIn(raw: string): readonly Row[] | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return Array.isArray(value) && value.every((row) => typeof row === 'object' && row !== null) ? (value as readonly Row[]) : undefined;
  } catch {
    return undefined;
  }
}
