import { conditionMatches, fits, type CompiledCondition, type Pattern } from './compile';
import { OPEN, valueOf, type Asked } from './context';
import type { ConditionExplanation, Resolved } from './decision';
import { plainText, resolvedAll, variableIn } from './describe-elements';
import type { Operator, OperatorUse } from './operators';
import { UNKNOWN, wordOf, YES, type Truth } from './tri';

export function describeCondition(compiled: CompiledCondition, asked: Asked, withVariables: boolean): ConditionExplanation {
  const { condition, key } = compiled;
  const matched = conditionMatches(compiled, asked);
  const value = valueOf(asked, key);
  const actual = typeof value === 'string' ? [value] : value === OPEN ? undefined : value;
  const expected = compiled.resolved ?? resolvedAll(compiled.expected, asked);
  const comparison = { compiled, actual, expected, asked, matched, withVariables };
  const why = value === OPEN ? `It is not known whether the request carries ${condition.key}, nor with what value.` : whyCondition(comparison);
  return { operator: condition.operator, key: condition.key, matched: wordOf(matched), actual, expected, why, span: condition.span };
}

interface Comparison {
  readonly compiled: CompiledCondition;
  readonly actual: readonly string[] | undefined;
  readonly expected: readonly Resolved[];
  readonly asked: Asked;
  readonly matched: Truth;
  readonly withVariables: boolean;
}

/** A comparison with at least one value, by an operator that IAM knows. */
interface Compared extends Comparison {
  readonly compiled: CompiledCondition & { readonly use: OperatorUse };
  readonly actual: readonly string[];
}

function whyCondition(comparison: Comparison): string {
  const { compiled, actual, matched } = comparison;
  const { use, condition } = compiled;
  if (!use) return `“${condition.operator}” is not an operator that IAM knows, so this condition never holds.`;
  if (use.operator.name === 'Null') return whyNull(condition.key, actual !== undefined, matched);
  if (!actual) return whyAbsent(condition.key, use, matched);
  if (matched === UNKNOWN) return `Whether ${condition.key} matches turns on a policy variable whose value is not known.`;
  return whyPresent(comparison as Compared);
}

function whyNull(key: string, present: boolean, matched: Truth): string {
  const state = present ? `The request carries ${key}` : `The request does not carry ${key}`;
  return `${state}, ${matched === YES ? 'as' : 'which is not what'} the condition asks.`;
}

function whyAbsent(key: string, { ifExists, set }: OperatorUse, matched: Truth): string {
  const absent = `The request does not carry ${key}`;
  if (matched !== YES) return `${absent}, so no value of it can match.`;
  if (ifExists) return `${absent}, and …IfExists holds without it.`;
  return `${absent}, and ${set === 'all' ? 'ForAllValues' : 'a negated operator'} holds without it.`;
}

function whyPresent(comparison: Compared): string {
  const { compiled, actual, matched } = comparison;
  const { use } = compiled;
  const { key, operator } = compiled.condition;
  if (use.set === undefined) {
    if (actual.length > 1) return `${key} has ${actual.length} values here, and ${operator} compares only one; with several, use ForAnyValue or ForAllValues.`;
    return whyOne(comparison, actual[0] as string);
  }
  if (use.set === 'all') {
    if (actual.every((each) => each === '')) return `${key} is empty, and ForAllValues holds where there is no value.`;
    return matched === YES ? whyEvery(comparison) : whyException(comparison);
  }
  return matched === YES ? whyAmong(comparison) : whyNone(comparison);
}

/** A condition on one value: how it stands to the values of the policy. */
function whyOne(comparison: Compared, one: string): string {
  const { compiled } = comparison;
  const { use } = compiled;
  const { key, operator } = compiled.condition;
  const by = coveringValue(comparison, one);
  if (!by) return `${key} is “${one}”, ${unlike(comparison)}.`;
  const covered = by.here === one ? '' : `, which ${use.operator.says} “${by.here ?? ''}”`;
  return `${key} is “${one}”${covered}${use.negated ? `, and ${operator} rules that out` : ''}.`;
}

/** The first value of the policy that covers a value of the request. */
function coveringValue({ compiled, expected, asked }: Comparison, one: string): Resolved | undefined {
  const at = compiled.expected.findIndex((pattern) => fits(pattern, one, asked) === YES);
  return at < 0 ? undefined : expected[at];
}

/** How a value that no value of the policy covers stands to them. */
function unlike({ compiled, expected, asked, withVariables }: Compared): string {
  const { use } = compiled;
  const only = expected.length === 1 ? expected[0] : undefined;
  if (!only) return `which ${use.operator.says} none of the ${expected.length} values listed`;
  if (only.here === undefined) return `and ${withoutValue(compiled.expected[0], asked)}`;
  const literal = !withVariables && use.operator.variables && only.written.includes('${') ? `; ${plainText(only).slice(0, -1)}` : '';
  return `${use.operator.says === 'is' ? 'not' : `which ${isNot(use.operator)}`} “${only.here}”${literal}`;
}

function withoutValue(pattern: Pattern | undefined, asked: Asked): string {
  return `${variableIn(pattern, asked)} has no value in this session, so nothing matches it`;
}

function isNot({ says }: Operator): string {
  return `is not${says.slice(2)}`;
}

/** ForAllValues holds: each value is covered, or with a negated operator none is. */
function whyEvery({ compiled, actual }: Compared): string {
  const { key } = compiled.condition;
  return compiled.use.negated
    ? `No value of ${key} (${quoted(actual)}) is among the values listed.`
    : `Every value of ${key} (${quoted(actual)}) is covered by the values listed.`;
}

/** ForAllValues fails because of one value. */
function whyException(comparison: Compared): string {
  const { compiled, actual } = comparison;
  const { use } = compiled;
  const { key, operator } = compiled.condition;
  const one = actual.find((each) => (coveringValue(comparison, each) !== undefined) === use.negated) ?? '';
  return use.negated ? `“${one}” is among ${valuesOf(key)}, and ${operator} rules it out.` : `“${one}” is among ${valuesOf(key)}, ${unlike(comparison)}.`;
}

/** ForAnyValue holds because of one value. */
function whyAmong(comparison: Compared): string {
  const { compiled, actual } = comparison;
  const { use } = compiled;
  const { key } = compiled.condition;
  const one = actual.find((each) => (coveringValue(comparison, each) !== undefined) !== use.negated) ?? '';
  const by = coveringValue(comparison, one);
  if (!by) return `“${one}” is among ${valuesOf(key)}, ${unlike(comparison)}.`;
  return by.here === one ? `“${one}” is among ${valuesOf(key)}.` : `“${one}”, among ${valuesOf(key)}, ${use.operator.says} “${by.here ?? ''}”.`;
}

/** ForAnyValue fails: no value is covered, or with a negated operator every one is. */
function whyNone(comparison: Compared): string {
  const { compiled, actual, expected, asked } = comparison;
  const { use } = compiled;
  const { key, operator } = compiled.condition;
  if (actual.every((each) => each === '')) return `${key} is empty, and ForAnyValue needs a value.`;
  if (use.negated) return `Every value of ${key} (${quoted(actual)}) is covered by the values listed, and ${operator} rules that out.`;
  const only = expected.length === 1 ? expected[0] : undefined;
  if (!only) return `None of the ${expected.length} values listed covers any of ${valuesOf(key)} (${quoted(actual)}).`;
  if (only.here === undefined) return `${capital(withoutValue(compiled.expected[0], asked))}.`;
  return use.operator.says === 'is'
    ? `“${only.here}” is not among ${valuesOf(key)} (${quoted(actual)}).`
    : `None of ${valuesOf(key)} (${quoted(actual)}) ${use.operator.says} “${only.here}”.`;
}

function valuesOf(key: string): string {
  return key.toLowerCase().endsWith(':amr') ? 'the token’s amr values' : `the values of ${key}`;
}

function quoted(values: readonly string[]): string {
  return values.map((each) => `“${each}”`).join(', ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
