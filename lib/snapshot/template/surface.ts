import type { Gap, Known } from '../../world/gap';
import type { ResourceShapes, ResourceType } from '../../world/resources';
import type { Entry } from '../../world/world';
import type { Item, Template, Value } from './value';

export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [field: string]: Plain };
export type Fields = Readonly<Record<string, Plain>>;

/** What other items can refer to. */
export type Attributes = Readonly<Record<string, string>>;

/** What makes an item works with: the account under construction, and the template's values as they are there. */
export interface Surface {
  place(): Template;
  /** Performs one of AWS's operations in the account. @throws LeftOpen when AWS would refuse it */
  create(operation: string, input: Fields): Readonly<Record<string, unknown>>;
  put<T extends ResourceType>(type: T, id: string, entry: Entry<T>): void;
  /** Changes a resource that is there; one that is elsewhere is left alone. */
  patch<T extends ResourceType>(type: T, id: string, change: (before: ResourceShapes[T]) => Partial<ResourceShapes[T]>): void;
  /** Something that matters is open in this resource. */
  isOpen(type: ResourceType, id: string, gap: Gap): void;
  /** The properties that are known, and why the others are not. */
  fields(item: Item): { readonly known: Fields; readonly gap?: Gap };
  /** A property alone: a gap where it is open, undefined where it is left out. */
  field(item: Item, name: string): Known<Plain | undefined>;
  attempt(item: Item, name: string, value: Value | undefined): Known<Plain | undefined>;
}

export const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined);

export const without = (fields: Fields, ...names: readonly string[]): Fields => Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** Templates may write `"true"` where AWS's API has a boolean. */
export function typed(value: Plain): Plain {
  if (value === 'true' || value === 'false') return value === 'true';
  if (Array.isArray(value)) return (value as readonly Plain[]).map(typed);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, typed(one)]));
  return value;
}
