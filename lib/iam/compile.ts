import { keyOf, OPEN, valueOf, type Asked, type Key } from './context';
import type { Resolved } from './decision';
import { resourceTestOf, testOf, wildcards, type Test } from './match';
import { operatorUse, type OperatorUse } from './operators';
import type { Condition, Located, Policy, Statement } from './policy';
import { grantOf, isSpared, principalPattern, NOBODY, TO_CALLER, type Caller, type Grant, type PrincipalPattern } from './principal';
import { both, either, NO, not, UNKNOWN, YES, type Truth } from './tri';
import { read, spelled, templateOf, type Template } from './variables';

/** A text of a policy made ready to be compared. */
export interface Pattern {
  readonly located: Located;
  /** The text with wildcards made recognisable, or the template that it is. */
  readonly source: string | Template;
  /** The test for a text without variables; `undefined` when nothing can match. */
  readonly test?: Test;
  readonly testFor: (text: string) => Test | undefined;
  /** As an explanation shows it; for a template, without a reading. */
  readonly resolved: Resolved;
  /** The last text that a template read, and its test: a session asks many questions with the same values. */
  last?: { readonly text: string; readonly test: Test | undefined };
}

export interface CompiledCondition {
  readonly condition: Condition;
  readonly key: Key;
  /** `undefined` for an operator that IAM does not know: the condition never holds. */
  readonly use?: OperatorUse;
  readonly expected: readonly Pattern[];
  /** The values as an explanation shows them, if none has a variable. */
  readonly resolved?: readonly Resolved[];
}

export interface CompiledStatement {
  readonly statement: Statement;
  readonly denies: boolean;
  /** Whether `${…}` is a variable; in a policy that is not of Version 2012-10-17 it is plain text. */
  readonly withVariables: boolean;
  readonly actions: readonly Pattern[];
  readonly resolvedActions: readonly Resolved[];
  readonly resources: readonly Pattern[];
  /** The resources as an explanation shows them, if none has a variable. */
  readonly resolvedResources?: readonly Resolved[];
  readonly principals: readonly PrincipalPattern[];
  readonly resolvedPrincipals: readonly Resolved[];
  readonly conditions: readonly CompiledCondition[];
}

const COMPILED = new WeakMap<Policy, readonly CompiledStatement[]>();

/** The statements of a policy as matchers; made once for each policy. */
export function compile(policy: Policy): readonly CompiledStatement[] {
  let compiled = COMPILED.get(policy);
  if (!compiled) {
    const withVariables = policy.version === '2012-10-17';
    compiled = policy.statements.map((statement) => compileStatement(statement, withVariables));
    COMPILED.set(policy, compiled);
  }
  return compiled;
}

function compileStatement(statement: Statement, withVariables: boolean): CompiledStatement {
  const actions = statement.actions.map(actionPattern);
  const resources = statement.resources.map((each) => pattern(each, resourceSource(each.value, withVariables), resourceTestOf));
  return {
    statement,
    denies: statement.effect === 'Deny',
    withVariables,
    actions,
    resolvedActions: actions.map(({ resolved }) => resolved),
    resources,
    resolvedResources: resolvedOnce(resources),
    principals: statement.principals.map(principalPattern),
    resolvedPrincipals: statement.principals.map(({ value, span }) => ({ written: value, here: value, span })),
    conditions: statement.conditions.map((each) => compileCondition(each, withVariables)),
  };
}

function pattern(located: Located, source: string | Template, testFor: (text: string) => Test | undefined): Pattern {
  const { value: written, span } = located;
  if (typeof source !== 'string') return { located, source, testFor, test: undefined, resolved: { written, span }, last: undefined };
  return { located, source, testFor, test: testFor(source), resolved: { written, here: spelled(source), span }, last: undefined };
}

function resolvedOnce(patterns: readonly Pattern[]): readonly Resolved[] | undefined {
  return patterns.every(({ source }) => typeof source === 'string') ? patterns.map(({ resolved }) => resolved) : undefined;
}

function actionPattern(located: Located): Pattern {
  const lower = pattern(located, wildcards(located.value.toLowerCase()), testOf);
  return { ...lower, resolved: { written: located.value, here: located.value, span: located.span } };
}

/** Variables are read only after the fifth colon of an ARN; before it they are literal text. */
function resourceSource(text: string, withVariables: boolean): string | Template {
  if (!withVariables || !text.includes('${')) return wildcards(text);
  let colon = -1;
  for (let i = 0; i < 5; i++) {
    colon = text.indexOf(':', colon + 1);
    if (colon < 0) return wildcards(text);
  }
  const head = wildcards(text.slice(0, colon + 1));
  const rest = templateOf(text.slice(colon + 1), true);
  if (typeof rest === 'string') return head + rest;
  const [first, ...texts] = rest.texts;
  return { texts: [head + (first as string), ...texts], variables: rest.variables };
}

function compileCondition(condition: Condition, withVariables: boolean): CompiledCondition {
  const use = operatorUse(condition.operator);
  const key = keyOf(condition.key);
  if (!use) {
    const expected = condition.values.map((each) => pattern(each, each.value, () => undefined));
    return { condition, key, use, expected, resolved: resolvedOnce(expected) };
  }
  const { operator } = use;
  const source = (text: string): string | Template =>
    withVariables && operator.variables ? templateOf(text, operator.wildcards) : operator.wildcards ? wildcards(text) : text;
  const expected = condition.values.map((each) => pattern(each, source(each.value), operator.test));
  return { condition, key, use, expected, resolved: resolvedOnce(expected) };
}

/** Whether `actual` satisfies the pattern in this request. */
export function fits(each: Pattern, actual: string, asked: Asked): Truth {
  if (typeof each.source === 'string') return each.test !== undefined && each.test(actual) ? YES : NO;
  const text = read(each.source, asked);
  if (text === OPEN) return UNKNOWN;
  if (text === undefined) return NO;
  let { last } = each;
  if (last === undefined || last.text !== text) each.last = last = { text, test: each.testFor(text) };
  return last.test !== undefined && last.test(actual) ? YES : NO;
}

function fitsAny(patterns: readonly Pattern[], actual: string, asked: Asked): Truth {
  let result: Truth = NO;
  for (let i = 0; i < patterns.length; i++) {
    result = either(result, fits(patterns[i] as Pattern, actual, asked));
    if (result === YES) return YES;
  }
  return result;
}

export function actionMatches({ statement, actions }: CompiledStatement, asked: Asked): boolean {
  if (actions.length === 0) return false;
  for (let i = 0; i < actions.length; i++) {
    const { test } = actions[i] as Pattern;
    if (test !== undefined && test(asked.action)) return !statement.notAction;
  }
  return statement.notAction;
}

/** A statement without a Resource element covers the resource that its policy is attached to, if the policy is attached to one. */
export function resourceMatches({ statement, resources }: CompiledStatement, asked: Asked, attached: boolean): Truth {
  if (resources.length === 0) return attached ? YES : NO;
  const listed = fitsAny(resources, asked.resource, asked);
  return statement.notResource ? not(listed) : listed;
}

const USER_ID = keyOf('aws:userid');

/** The unique id of the caller, if the request carries it. */
export function userIdOf(asked: Asked): string | undefined {
  const value = valueOf(asked, USER_ID);
  return typeof value === 'string' ? value : undefined;
}

/** What a statement of a resource policy gives to the caller, if the rest of it matches. */
export function principalGrant({ statement, principals, denies }: CompiledStatement, caller: Caller, asked: Asked, bounded: boolean): Grant {
  const id = userIdOf(asked);
  if (statement.notPrincipal) {
    if (principals.length === 0) return NOBODY;
    if (!denies) return principals.some((each) => grantOf(each, caller, id) !== NOBODY) ? NOBODY : TO_CALLER;
    return !bounded && isSpared(principals, caller, id) ? NOBODY : TO_CALLER;
  }
  let best: Grant = NOBODY;
  for (let i = 0; i < principals.length; i++) {
    const grant = grantOf(principals[i] as PrincipalPattern, caller, id);
    if (grant > best) best = grant;
  }
  return best;
}

export function conditionsMatch(conditions: readonly CompiledCondition[], asked: Asked): Truth {
  let result: Truth = YES;
  for (let i = 0; i < conditions.length; i++) {
    result = both(result, conditionMatches(conditions[i] as CompiledCondition, asked));
    if (result === NO) return NO;
  }
  return result;
}

export function conditionMatches(compiled: CompiledCondition, asked: Asked): Truth {
  const { use, key, expected } = compiled;
  if (use === undefined) return NO;
  const actual = valueOf(asked, key);
  if (actual === OPEN) return UNKNOWN;
  if (use.operator.name === 'Null') return fitsAny(expected, actual === undefined ? 'true' : 'false', asked);
  if (actual === undefined) return use.ifExists || use.set === 'all' || (use.negated && use.set === undefined) ? YES : NO;
  if (use.set !== undefined) return setMatches(use, expected, typeof actual === 'string' ? [actual] : actual, asked);
  const single = typeof actual === 'string' ? actual : actual.length === 1 ? (actual[0] as string) : undefined;
  const listed = single === undefined ? NO : fitsAny(expected, single, asked);
  return use.negated ? not(listed) : listed;
}

/** An empty string is a null data set to the set operators, as no value is. */
function setMatches(use: OperatorUse, expected: readonly Pattern[], actual: readonly string[], asked: Asked): Truth {
  const all = use.set === 'all';
  let result: Truth = all ? YES : NO;
  if (actual.every((value) => value === '')) return result;
  for (let i = 0; i < actual.length; i++) {
    const listed = fitsAny(expected, actual[i] as string, asked);
    const holds = use.negated ? not(listed) : listed;
    result = all ? both(result, holds) : either(result, holds);
  }
  return result;
}

/** Whether a statement applies to a request, for policies that name no principal. */
export function statementMatches(compiled: CompiledStatement, asked: Asked, attached: boolean): Truth {
  if (!actionMatches(compiled, asked)) return NO;
  const resource = resourceMatches(compiled, asked, attached);
  return resource === NO ? NO : both(resource, conditionsMatch(compiled.conditions, asked));
}
