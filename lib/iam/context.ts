import type { AccessRequest, Context } from './decision';

/** Stands for the value of a key of which it is not known whether the request carries it, nor with what value. */
export const OPEN = Symbol('open');

export type KeyValue = string | readonly string[] | undefined | typeof OPEN;

/** A request made ready to be compared with many statements. */
export interface Asked {
  readonly request: AccessRequest;
  /** In lower case. */
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
  /** The unknown keys, in lower case. */
  readonly open: readonly string[];
}

const NONE: readonly string[] = [];

export function ask(request: AccessRequest): Asked {
  const { action, resource, context } = request;
  return { request, action: action.toLowerCase(), resource, context, open: openKeys(request) };
}

export function openKeys({ unknown }: AccessRequest): readonly string[] {
  return unknown === undefined || unknown.length === 0 ? NONE : unknown.map((key) => key.toLowerCase());
}

/** A condition key as a policy spells it. Names of keys do not depend on case. */
export interface Key {
  readonly name: string;
  readonly lower: string;
}

export function keyOf(name: string): Key {
  return { name, lower: name.toLowerCase() };
}

/** What the request carries under a key. An empty list is the same as no key. */
export function valueOf(asked: Asked, key: Key): KeyValue {
  if (asked.open !== NONE && asked.open.includes(key.lower)) return OPEN;
  const value = own(asked.context[key.name]);
  if (value !== undefined) return value;
  for (const name in asked.context) {
    if (name.length === key.lower.length && name.toLowerCase() === key.lower) return own(asked.context[name]);
  }
  return undefined;
}

/** Leaves aside what a name such as `constructor` finds on every object. */
function own(value: unknown): string | readonly string[] | undefined {
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.length > 0 ? (value as readonly string[]) : undefined;
}
