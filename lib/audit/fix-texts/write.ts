import type { FixTool } from '../check';

/** What to type or write, for one changed resource. */
export type Texts = Readonly<Record<FixTool, string>>;

/** A word of a POSIX shell command; what comes from an account is data there, whatever it contains. */
export function shell(value: string): string {
  return /^[A-Za-z0-9_./:@=-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** A value as compact JSON in one shell word. */
export function shellJson(value: unknown): string {
  return shell(JSON.stringify(value));
}

/** A command over several lines. */
export function command(...words: readonly string[]): string {
  return words.join(' \\\n  ');
}

/** A name for a resource in a template: letters and digits of its own name. */
export function logicalName(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(joined) ? joined : `Resource${joined}`;
}

/** The same for Terraform. */
export function terraformName(name: string): string {
  const joined = name.toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  return /^[a-z]/.test(joined) ? joined : `r_${joined}`;
}

export function indented(text: string, by: number): string {
  return text.split('\n').map((line) => (line === '' ? line : ' '.repeat(by) + line)).join('\n');
}

/** A value as YAML's flow style, which JSON is; over several lines where it has structure. */
export function yaml(value: unknown, by: number): string {
  return indented(JSON.stringify(value, undefined, 2), by).trimStart();
}

/** A value in Terraform's own notation, in which a policy variable's `${` would be taken for an expression. */
export function hcl(value: unknown, by = 0): string {
  return indented(hclText(value), by).trimStart();
}

function hclText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value).replace(/([$%])\{/g, (found, sign: string) => sign + found);
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[\n${value.map((one) => indented(hclText(one), 2)).join(',\n')},\n]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).map(([field, inner]) => `  ${JSON.stringify(field)} = ${indented(hclText(inner), 2).trimStart()}`);
  return fields.length === 0 ? '{}' : `{\n${fields.join('\n')}\n}`;
}

/** The fields whose values differ, as they will be. */
export function changedFields(before: object | undefined, after: object | undefined): Readonly<Record<string, unknown>> {
  const old = (before ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(after ?? {}).filter(([field, value]) => JSON.stringify(old[field]) !== JSON.stringify(value)));
}

/** Of a description, what an update call takes. */
export function settable(described: object, fields: readonly string[]): Readonly<Record<string, unknown>> {
  const all = described as Readonly<Record<string, unknown>>;
  return Object.fromEntries(fields.filter((field) => all[field] !== undefined).map((field) => [field, all[field]]));
}
