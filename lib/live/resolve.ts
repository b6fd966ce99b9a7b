import type { Call, Input, InputValue, Join, Ref } from '../engine/scenario';
import type { Origin, Step } from '../engine/trace';

export interface Resolved {
  readonly input: Readonly<Record<string, unknown>>;
  readonly origins: readonly Origin[];
}

/** A call's input with what earlier steps gave, and what the learner typed, put in. @throws Error for what nobody gave */
export function resolve(call: Call, steps: readonly Step[], given: ReadonlyMap<string, string>): Resolved {
  const origins: Origin[] = [];
  const referred = (ref: Ref, path: string): unknown => {
    const dot = ref.$ref.indexOf('.');
    origins.push({ path, call: ref.$ref.slice(0, dot), output: ref.$ref.slice(dot + 1) });
    return valueOf(ref, steps);
  };
  const filled = (value: InputValue, path: string): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((inner: InputValue, index) => filled(inner, `${path}.${index}`));
    if ('$ref' in value) return referred(value as Ref, path);
    if ('$join' in value) return (value as Join).$join.map((part) => (typeof part === 'string' ? part : String(referred(part, path)))).join('');
    if ('$given' in value) return givenTo(String((value as Input).$given), given);
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner as InputValue, path === '' ? name : `${path}.${name}`)]));
  };
  return { input: filled(call.input, '') as Resolved['input'], origins };
}

/** The value in an earlier step's output that a Ref names. */
export function valueOf({ $ref }: Ref, steps: readonly Step[]): unknown {
  const [id, ...path] = $ref.split('.');
  let value: unknown = steps.find((step) => step.id === id)?.output;
  for (const field of path) value = (value as Readonly<Record<string, unknown>> | undefined)?.[field];
  if (value === undefined) throw new Error(`No earlier answer has “${$ref}”.`);
  return value;
}

function givenTo(name: string, given: ReadonlyMap<string, string>): string {
  const value = given.get(name);
  if (value === undefined) throw new Error(`Nobody gave “${name}”.`);
  return value;
}

/** The names of what the learner has to give for a call. */
export function givenIn(value: InputValue): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(givenIn);
  if ('$given' in value) return [String((value as Input).$given)];
  return Object.values(value).flatMap((inner) => givenIn(inner as InputValue));
}
