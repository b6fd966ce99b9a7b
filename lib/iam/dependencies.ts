import { compile, type CompiledCondition, type CompiledStatement, type Pattern } from './compile';
import { ask, keyOf, OPEN, valueOf, type Asked, type Key } from './context';
import type { AccessRequest, Answer, Decision, Dependency, PolicySet } from './decision';
import { instantOf } from './instant';
import { ANY, STAR } from './match';
import type { NamedPolicy } from './policy';
import { read, spelled, type Template } from './variables';

type Decide = (request: AccessRequest, policies: PolicySet) => Decision;

/** More values than this are not tried for one key; no page could show them. */
const MOST_VALUES = 64;
/** Equal to no value that a policy is likely to name. */
const OTHER_VALUE = '(any other value)';

/**
 * On which unknown keys the answer turns: for each, the answer without the key, with each value that a policy compares it with, and
 * with any other value, while the other unknown keys stay unknown. Keys that no policy asks about are left out.
 */
export function dependencies(request: AccessRequest, policies: PolicySet, decide: Decide): readonly Dependency[] {
  const asked = ask(request);
  const statements = allPolicies(policies).flatMap((each) => compile(each.policy));
  const keys = new Map((request.unknown ?? []).map((name) => [name.toLowerCase(), keyOf(name)]));
  return [...keys.values()].flatMap((key) => {
    const values = valuesToTry(key, statements, asked);
    if (!values) return [];
    const without = withoutKey(request, key);
    const answerWith = (value: string | undefined): Answer => decide(withKey(without, key, value), policies).answer;
    const when = [undefined, ...values].map((value) => ({ value, answer: answerWith(value) }));
    return [{ key: key.name, when, otherwise: answerWith(OTHER_VALUE) }];
  });
}

function allPolicies(policies: PolicySet): readonly NamedPolicy[] {
  return [
    ...(policies.resourceControl ?? []).flat(),
    ...(policies.serviceControl ?? []).flat(),
    ...(policies.resource ? [policies.resource] : []),
    ...policies.identity,
    ...(policies.boundary ? [policies.boundary] : []),
    ...(policies.sessions ?? []).flat(),
  ];
}

/** The request, known not to carry the key. */
function withoutKey(request: AccessRequest, { lower }: Key): AccessRequest {
  const context = Object.fromEntries(Object.entries(request.context).filter(([name]) => name.toLowerCase() !== lower));
  return { ...request, context, unknown: request.unknown?.filter((name) => name.toLowerCase() !== lower) };
}

function withKey(request: AccessRequest, { name }: Key, value: string | undefined): AccessRequest {
  return value === undefined ? request : { ...request, context: { ...request.context, [name]: value } };
}

/** The values with which policies compare the key, or which its variables would need; `undefined` when no policy asks about it. */
function valuesToTry(key: Key, statements: readonly CompiledStatement[], asked: Asked): readonly string[] | undefined {
  const values = new Set<string>();
  let mentioned = false;
  const add = (each: string): unknown => values.size < MOST_VALUES && values.add(each);
  const solve = (pattern: Pattern, actual: readonly string[]): void => {
    if (typeof pattern.source === 'string' || !pattern.source.variables.some((each) => each.key.lower === key.lower)) return;
    mentioned = true;
    for (const each of actual) solutions(pattern.source, key, each, asked).forEach(add);
  };
  for (const { resources, conditions } of statements) {
    resources.forEach((pattern) => solve(pattern, [asked.resource]));
    for (const condition of conditions) {
      if (condition.key.lower === key.lower) {
        mentioned = true;
        condition.expected.flatMap((pattern) => compared(condition, pattern, asked)).forEach(add);
      }
      condition.expected.forEach((pattern) => solve(pattern, knownValues(condition.key, asked)));
    }
  }
  return mentioned ? [...values] : undefined;
}

function knownValues(key: Key, asked: Asked): readonly string[] {
  const value = valueOf(asked, key);
  return typeof value === 'string' ? [value] : value === undefined || value === OPEN ? [] : value;
}

/** Values that fall on either side of a comparison. */
function compared({ use }: CompiledCondition, pattern: Pattern, asked: Asked): readonly string[] {
  const text = typeof pattern.source === 'string' ? pattern.source : read(pattern.source, asked);
  const name = use?.operator.name ?? '';
  if (typeof text !== 'string' || name === 'Null') return [];
  if (name === 'Bool') return ['true', 'false'];
  if (name === 'IpAddress') return [text.split('/')[0] as string];
  if (name.startsWith('Numeric')) return around(Number(text), 1, String);
  if (name.startsWith('Date')) return around(instantOf(text), 1000, (time) => new Date(time).toISOString());
  return [spelled(text)];
}

function around(value: number, step: number, write: (value: number) => string): readonly string[] {
  return Math.abs(value) < 8e15 ? [write(value - step), write(value), write(value + step)] : [];
}

/** What the key would have to be for the text to match, where that can be read off the text before and after the variable. */
function solutions(template: Template, key: Key, actual: string, asked: Asked): readonly string[] {
  let before = template.texts[0] as string;
  for (const [i, variable] of template.variables.entries()) {
    if (before.includes(STAR) || before.includes(ANY) || !actual.startsWith(before)) return [];
    const after = template.texts[i + 1] as string;
    if (variable.key.lower === key.lower) {
      const rest = actual.slice(before.length);
      const end = endOfVariable(rest, after);
      return end < 0 ? [] : [rest.slice(0, end)];
    }
    const value = valueOf(asked, variable.key);
    if (typeof value !== 'string') return [];
    before += value + after;
  }
  return [];
}

function endOfVariable(rest: string, after: string): number {
  const star = after.indexOf(STAR);
  const any = after.indexOf(ANY);
  const literal = after.slice(0, Math.min(star < 0 ? after.length : star, any < 0 ? after.length : any));
  return literal === '' ? rest.length : rest.indexOf(literal);
}
