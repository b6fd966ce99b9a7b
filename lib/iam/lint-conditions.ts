import { lintDuplicates, type LintContext, type Report } from './lint-context';
import { wildcards } from './match';
import { operatorNames, operatorUse, type OperatorUse } from './operators';
import type { Condition, Statement } from './policy';

/** Keys of which a request can carry several values. */
const MULTIVALUED: readonly string[] = [
  'aws:tagkeys', 'aws:calledvia', 'aws:principalorgpaths', 'aws:resourceorgpaths', 'aws:principalservicenameslist',
  'dynamodb:leadingkeys', 'dynamodb:attributes', 'kms:encryptioncontextkeys', 'kms:grantoperations', 's3:requestobjecttagkeys',
];

/** Keys of which a request carries one value at most. */
const SINGLE: readonly string[] = [
  'aws:sourceip', 'aws:sourcearn', 'aws:sourceaccount', 'aws:sourcevpce', 'aws:sourcevpc', 'aws:principalarn', 'aws:principalaccount',
  'aws:principalorgid', 'aws:username', 'aws:userid', 'aws:currenttime', 'aws:securetransport', 'aws:multifactorauthpresent', 's3:prefix', 'sts:externalid',
];

export function isMultivalued(key: string): boolean {
  const lower = key.toLowerCase();
  return lower.endsWith(':amr') || MULTIVALUED.includes(lower);
}

function isSingleValued(key: string): boolean {
  const lower = key.toLowerCase();
  return SINGLE.includes(lower) || lower.startsWith('aws:principaltag/') || (lower.startsWith('cognito-identity') && !isMultivalued(lower));
}

/** Whether the conditions can hold, and hold for what they seem to. */
export function lintConditions(statement: Statement, _context: LintContext, report: Report): void {
  for (const condition of statement.conditions) {
    lintKey(condition, report);
    const use = operatorUse(condition.operator);
    if (!use) {
      report('unknown-operator', 'error', unknownOperator(condition.operator), condition.operatorSpan);
      continue;
    }
    lintSpelling(condition, report);
    lintValues(condition, use, report);
    lintSet(condition, use, statement, report);
    lintPresence(condition, use, statement, report);
  }
}

function lintKey({ key, span }: Condition, report: Report): void {
  const lower = key.toLowerCase();
  if (!key.includes(':')) report('unknown-key', 'warning', `“${key}” has no prefix, as condition keys have: aws:SourceIp, s3:prefix.`, span);
  else if (lower.startsWith('cognito-identity') && !lower.includes('.amazonaws.com:') && !lower.includes('.amazonaws.com.cn:')) {
    report('unknown-key', 'error', `“${key}” is not a key of identity pools; theirs begin with cognito-identity.amazonaws.com:.`, span);
  }
}

function unknownOperator(written: string): string {
  const name = written.slice(written.indexOf(':') + 1);
  const near = operatorNames().find((known) => isNear(known.toLowerCase(), name.toLowerCase()));
  return `“${written}” is not an operator that IAM knows${near ? `; ${near} is` : ''}.`;
}

/** Whether two words differ by at most two letters put in, left out or changed. */
export function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 2) return false;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return (row[b.length] as number) <= 2;
}

function lintSpelling({ operator, operatorSpan }: Condition, report: Report): void {
  const name = operator.slice(operator.indexOf(':') + 1);
  const known = operatorNames();
  const written = known.find((each) => each.toLowerCase() === name.toLowerCase());
  if (written !== undefined && !known.includes(name)) report('operator-case', 'note', `IAM writes “${operator}” with other capitals: ${written}.`, operatorSpan);
}

function lintValues({ operator: written, key, values }: Condition, { operator, negated, set }: OperatorUse, report: Report): void {
  lintDuplicates(values, report);
  for (const { value, span } of values) {
    const variable = operator.variables && value.includes('${');
    if (!operator.variables && value.includes('${')) {
      report('variable-not-allowed', 'error', `${written} takes no policy variables: this is plain text and matches nothing.`, span);
    } else if (!variable && operator.test(operator.wildcards ? wildcards(value) : value) === undefined) {
      report('wrong-value', 'error', `“${value}” is not ${VALUE_NAMES[typeOf(operator.name)]}, so ${written} never matches it.`, span);
    }
    if (operator.name.startsWith('StringEquals') && (value.includes('*') || value.includes('?')) && !value.includes('${*}') && !value.includes('${?}')) {
      const instead = `${set ? `${written.slice(0, written.indexOf(':') + 1)}` : ''}${negated ? 'StringNotLike' : 'StringLike'}`;
      report('literal-wildcard', 'warning', `${written} takes * and ? for what they are; ${instead} reads them as wildcards.`, span);
    }
    if (!negated && value.toLowerCase() === `\${${key.toLowerCase()}}`) {
      report('always-true', 'warning', `This compares ${key} with itself, which holds for everyone who has it.`, span);
    }
    if (operator.name === 'StringLike' && !negated && value === '*') {
      report('any-value', 'note', `Any value of ${key} will do: this only asks that there is one.`, span);
    }
  }
  if ((operator.name === 'Bool' || operator.name === 'Null') && new Set(values.map(({ value }) => value.toLowerCase())).size > 1) {
    report('always-true', 'warning', `${written} lists both true and false, so it says nothing.`, values[0]?.span ?? { start: 0, end: 0 });
  }
}

const VALUE_NAMES = {
  Numeric: 'a number', Date: 'a date (2026-05-04T03:02:01Z, or seconds since 1970)', Bool: 'true or false', Null: 'true or false',
  Binary: 'base64', Ip: 'an address or a range such as 203.0.113.0/24', Arn: 'an ARN', String: 'text',
} as const;

function typeOf(name: string): keyof typeof VALUE_NAMES {
  return (Object.keys(VALUE_NAMES) as (keyof typeof VALUE_NAMES)[]).find((type) => name.startsWith(type)) ?? 'String';
}

function lintSet({ operator: written, key, span }: Condition, { operator, negated, set, ifExists }: OperatorUse, statement: Statement, report: Report): void {
  if (operator.name === 'Null') return;
  if (!set) {
    if (isMultivalued(key)) report('set-operator-missing', 'warning', `${key} can have several values, and ${written} is for one. Use ForAnyValue:${written} or ForAllValues:${written}.`, span);
    return;
  }
  if (isSingleValued(key)) {
    if (set === 'all') report('set-operator-needless', 'warning', `${key} has one value, and ForAllValues holds even where the request does not carry it. Leave the set operator out.`, span);
    else report('set-operator-needless', 'note', `${key} has one value: the set operator is not needed.`, span);
  }
  if (set === 'any' && negated) report('any-value-negated', 'warning', `This holds as soon as one value of ${key} is not listed. To ask that none is, use ForAllValues.`, span);
  if (set === 'all' && statement.effect === 'Allow' && !ifExists && !requiresPresence(statement, key)) {
    report('for-all-values-allow', 'warning', `ForAllValues holds when the request does not carry ${key} at all. Add "Null": { "${key}": "false" }.`, span);
  }
}

function requiresPresence({ conditions }: Statement, key: string): boolean {
  return conditions.some((other) => isNull(other, key, 'false'));
}

function isNull({ operator, key, values }: Condition, other: string, expected: string): boolean {
  return operator.toLowerCase() === 'null' && key.toLowerCase() === other.toLowerCase() && values.length > 0 && values.every(({ value }) => value.toLowerCase() === expected);
}

/** A statement that asks for a key to be absent and to have a value never matches. */
function lintPresence({ operator: written, key, span }: Condition, { operator, negated, ifExists, set }: OperatorUse, statement: Statement, report: Report): void {
  if (operator.name === 'Null' || negated || ifExists || set === 'all') return;
  if (statement.conditions.some((other) => isNull(other, key, 'true'))) {
    report('never-holds', 'warning', `Null asks that ${key} be absent, and ${written} that it have a value: both never hold.`, span);
  }
}
