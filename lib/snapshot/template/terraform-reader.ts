import { isObject, type Json, type JsonObject as Object } from './json';
import { Open, Reference, type Value } from './value';

export interface Resource {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly values: Object;
  /** The module that it is in, as a prefix: `module.app.`. */
  readonly module: string;
}

export const unindexed = (address: string): string => address.replaceAll(/\[[^\]]*\]/g, '');

/** What Terraform calls an attribute, as other items refer to it. */
const attributeNames: Readonly<Record<string, string>> = { id: 'Ref', name: 'Ref', arn: 'Arn', endpoint: 'ProviderName', bucket: 'Ref', user_pool_id: 'Ref', identity_pool_id: 'Ref', function_name: 'Ref' };

/** Reads the arguments of one resource: their value where Terraform knows it, what they refer to otherwise. */
export class Reader {
  constructor(
    readonly resource: Resource,
    private readonly expressions: Object,
    private readonly addresses: ReadonlySet<string>,
    private readonly document: (address: string) => Value | undefined,
    private readonly values: Object = resource.values,
  ) {}

  get(argument: string): Value | undefined {
    const value = this.values[argument];
    if (value !== undefined && value !== null && value !== '') return value as Value;
    const expression = this.expressions[argument];
    if (!isObject(expression)) return undefined;
    if (expression.constant_value !== undefined && expression.constant_value !== null) return expression.constant_value as Value;
    const references = Array.isArray(expression.references) ? expression.references.map(String) : [];
    return references.length === 0 || this.isKnownNull(argument) ? undefined : this.referred(argument, references);
  }

  /** An argument in which a reference may stand amid other text, of which a plan says nothing: it is known whole, or open. */
  literal(argument: string): Value | undefined {
    const value = this.get(argument);
    return value instanceof Reference ? new Open(argument, `it is known after apply (${value.item})`) : value;
  }

  /** A state says `null` of what is not set; a plan leaves out what it does not know yet. */
  private isKnownNull(argument: string): boolean {
    return this.values[argument] === null;
  }

  private referred(argument: string, references: readonly string[]): Value {
    const [first = ''] = references;
    const full = this.resource.module + first;
    const address = [...this.addresses].find((one) => full === one || full.startsWith(`${unindexed(one)}.`) || full.startsWith(`${one}.`));
    const document = address === undefined ? undefined : this.document(address);
    if (document !== undefined) return document;
    const attribute = full.slice(full.lastIndexOf('.') + 1);
    const whole = references.filter((one) => one.startsWith(first.slice(0, first.lastIndexOf('.'))) || first.startsWith(one)).length === references.length;
    if (address !== undefined && whole && attributeNames[attribute] !== undefined) return new Reference(address, attributeNames[attribute]);
    return new Open(argument, `it is known after apply (${references.slice(0, 2).join(', ')})`);
  }

  /** The readers of a nested block, one for each time it is written. */
  blocks(name: string): readonly Reader[] {
    const values = objects(this.values[name]);
    const written = this.expressions[name];
    const expressions = objects(Array.isArray(written) ? written : written === undefined ? [] : [written]);
    const count = Math.max(values.length, expressions.length);
    return Array.from({ length: count }, (_, index) => new Reader(this.resource, expressions[index] ?? {}, this.addresses, this.document, values[index] ?? {}));
  }

  /** The named arguments under AWS's names; those that are not set are left out. */
  fields(names: Readonly<Record<string, string>>): { readonly [field: string]: Value } {
    return defined(Object.entries(names).map(([argument, name]) => [name, this.get(argument)]));
  }
}

export function defined(entries: readonly (readonly [string, Value | undefined])[]): { readonly [field: string]: Value } {
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, Value] => entry[1] !== undefined));
}

/** `email_configuration` → `EmailConfiguration`; AWS's own capitals are given by hand. */
export const pascal = (name: string): string => name.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');

function renamed(value: Json): Value {
  if (Array.isArray(value)) return (value as readonly Json[]).map(renamed);
  return isObject(value) ? defined(Object.entries(value).filter(([, one]) => one !== null).map(([name, one]) => [pascal(name), renamed(one)])) : (value as Value);
}

/** A block of which there is at most one, as AWS's API has it: fields instead of a list. */
export function block(from: Reader, name: string, names?: Readonly<Record<string, string>>): Value | undefined {
  const [one] = from.blocks(name);
  if (one === undefined) return undefined;
  return names === undefined ? renamed((objects(from.resource.values[name])[0] ?? {}) as Json) : one.fields(names);
}

export function objects(value: Json | undefined): readonly Object[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
}
