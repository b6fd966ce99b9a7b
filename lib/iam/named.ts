import { parsePolicy } from './parse';
import type { NamedPolicy } from './policy';

/** A policy under the name a person knows it by; what is wrong with its text is left aside (see `parsePolicy`). */
export function namedPolicy(name: string, source: string | object): NamedPolicy {
  return { name, policy: parsePolicy(source).policy };
}
