import { addressOf, inRange, rangeOf } from './address';
import { instantOf } from './instant';
import { arnTestOf, testOf, type Test } from './match';

/** What a condition operator compares, and how. Its negation is told apart by `OperatorUse.negated`. */
export interface Operator {
  readonly name: string;
  /** Whether `*` and `?` are wildcards in the policy's values. */
  readonly wildcards: boolean;
  /** Whether policy variables may stand in the policy's values. */
  readonly variables: boolean;
  /** How an explanation says that the comparison holds, between the request's value and the policy's. Begins with “is”. */
  readonly says: string;
  /** The test for a value of the policy; `undefined` when the value is not of the operator's type, and so matches nothing. */
  test(expected: string): Test | undefined;
}

const equal = (expected: string): Test => (actual) => actual === expected;

const text = { wildcards: false, variables: true } as const;

const StringEquals: Operator = { ...text, name: 'StringEquals', says: 'is', test: equal };

const StringEqualsIgnoreCase: Operator = {
  ...text,
  name: 'StringEqualsIgnoreCase',
  says: 'is the same, but for case, as',
  test(expected) {
    const lower = expected.toLowerCase();
    return (actual) => actual.toLowerCase() === lower;
  },
};

const StringLike: Operator = {
  name: 'StringLike',
  wildcards: true,
  variables: true,
  says: 'is like',
  test: testOf,
};

/** ArnEquals and ArnLike behave identically: AWS compares the six parts one by one, each with wildcards. */
const arn = (name: string): Operator => ({
  name,
  wildcards: true,
  variables: true,
  says: 'is like',
  test: arnTestOf,
});

type Comparison = (actual: number, expected: number) => boolean;

const ordered = (name: string, says: string, valueOf: (text: string) => number, holds: Comparison): Operator => ({
  name,
  wildcards: false,
  variables: false,
  says,
  test(expected) {
    const value = valueOf(expected);
    return Number.isNaN(value) ? undefined : (actual) => holds(valueOf(actual), value);
  },
});

const ORDERS: readonly (readonly [string, string, string, Comparison])[] = [
  ['Equals', 'is', 'is the time', (a, b) => a === b],
  ['LessThan', 'is less than', 'is before', (a, b) => a < b],
  ['LessThanEquals', 'is at most', 'is at or before', (a, b) => a <= b],
  ['GreaterThan', 'is greater than', 'is after', (a, b) => a > b],
  ['GreaterThanEquals', 'is at least', 'is at or after', (a, b) => a >= b],
];

const Bool: Operator = {
  ...text,
  name: 'Bool',
  says: 'is',
  test(expected) {
    const lower = expected.toLowerCase();
    return lower === 'true' || lower === 'false' ? (actual) => actual.toLowerCase() === lower : undefined;
  },
};

const BinaryEquals: Operator = {
  name: 'BinaryEquals',
  wildcards: false,
  variables: false,
  says: 'is, byte for byte,',
  test(expected) {
    const bytes = unpadded(expected);
    return bytes === undefined ? undefined : (actual) => unpadded(actual) === bytes;
  },
};

const IpAddress: Operator = {
  name: 'IpAddress',
  wildcards: false,
  variables: false,
  says: 'is within',
  test(expected) {
    const range = rangeOf(expected);
    return range && ((actual) => {
      const address = addressOf(actual);
      return address !== undefined && inRange(range, address);
    });
  },
};

/** Tests for the absence of a key rather than for a value; see `compile.ts`. */
const Null: Operator = { ...Bool, name: 'Null', variables: false };

const OPERATORS: readonly Operator[] = [
  StringEquals, StringEqualsIgnoreCase, StringLike, arn('ArnEquals'), arn('ArnLike'), Bool, BinaryEquals, IpAddress, Null,
  ...ORDERS.map(([suffix, says, , holds]) => ordered(`Numeric${suffix}`, says, numberOf, holds)),
  ...ORDERS.map(([suffix, , says, holds]) => ordered(`Date${suffix}`, says, instantOf, holds)),
];

/** Operators with a negated form, and that form. */
const NEGATED: Readonly<Record<string, string>> = {
  StringEquals: 'StringNotEquals', StringEqualsIgnoreCase: 'StringNotEqualsIgnoreCase', StringLike: 'StringNotLike',
  ArnEquals: 'ArnNotEquals', ArnLike: 'ArnNotLike', NumericEquals: 'NumericNotEquals', DateEquals: 'DateNotEquals',
  IpAddress: 'NotIpAddress',
};

/** An operator as a condition uses it, for instance `ForAnyValue:StringNotLikeIfExists`. */
export interface OperatorUse {
  readonly operator: Operator;
  readonly negated: boolean;
  readonly ifExists: boolean;
  readonly set?: 'any' | 'all';
}

const NAMED_USES: readonly (readonly [name: string, use: OperatorUse])[] = OPERATORS.flatMap((operator) => {
  const plain = { operator, negated: false, ifExists: false };
  const negation = NEGATED[operator.name];
  const named: [string, OperatorUse][] = [[operator.name, plain]];
  if (negation) named.push([negation, { ...plain, negated: true }]);
  if (operator === Null) return named;
  return [...named, ...named.map(([name, use]): [string, OperatorUse] => [`${name}IfExists`, { ...use, ifExists: true }])];
});

const USES: ReadonlyMap<string, OperatorUse> = new Map(NAMED_USES.map(([name, use]) => [name.toLowerCase(), use]));

/** Every operator's name as IAM writes it, without set operators. */
export function operatorNames(): readonly string[] {
  return NAMED_USES.map(([name]) => name);
}

/** `undefined` for a name that IAM does not know. Case does not matter. */
export function operatorUse(written: string): OperatorUse | undefined {
  const lower = written.toLowerCase();
  const colon = lower.indexOf(':');
  const use = USES.get(lower.slice(colon + 1));
  if (colon < 0 || !use) return use;
  const set = lower.slice(0, colon);
  if (set === 'foranyvalue') return { ...use, set: 'any' };
  if (set === 'forallvalues') return { ...use, set: 'all' };
  return undefined;
}

/** The number that decimal text stands for, or NaN. */
function numberOf(text: string): number {
  for (let i = 0; i < text.length; i++) if (!'0123456789+-.eE'.includes(text.charAt(i))) return NaN;
  return text === '' ? NaN : Number(text);
}

/** Base64 without its padding, or `undefined` for text that is not base64. */
function unpadded(text: string): string | undefined {
  const end = text.endsWith('==') ? text.length - 2 : text.endsWith('=') ? text.length - 1 : text.length;
  for (let i = 0; i < end; i++) {
    const c = text.charCodeAt(i);
    const known = (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a) || c === 0x2b || c === 0x2f;
    if (!known) return undefined;
  }
  return text.slice(0, end);
}
