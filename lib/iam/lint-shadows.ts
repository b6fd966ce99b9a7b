import type { LintContext, Report } from './lint-context';
import { globOf, matches, wildcards, ANY, STAR } from './match';
import type { Located, Statement } from './policy';

/** Every statement is compared with every other; no policy within IAM's limits of length has more. */
const MOST_STATEMENTS = 300;

/** Whether another statement of the policy makes this one pointless. */
export function lintShadows(statement: Statement, { policy }: LintContext, report: Report): void {
  if (policy.statements.length > MOST_STATEMENTS) return;
  for (const other of policy.statements) {
    if (other === statement || !covers(other, statement)) continue;
    const name = `statement ${other.index + 1}${other.sid === undefined ? '' : ` (“${other.sid}”)`}`;
    if (other.effect === statement.effect) {
      if (covers(statement, other) && other.index > statement.index) continue;
      report('redundant-statement', 'note', `Whatever this ${statement.effect === 'Allow' ? 'allows' : 'denies'}, ${name} does too.`, statement.span);
      return;
    }
    if (statement.effect === 'Allow' && other.conditions.length === 0) {
      report('shadowed-statement', 'warning', `Whatever this allows, ${name} denies: it never takes effect.`, statement.span);
      return;
    }
  }
}

/** Whether every request that `b` matches is one that `a` matches. Says no where that would take more than comparing the texts. */
function covers(a: Statement, b: Statement): boolean {
  return (
    coversList(a.actions, a.notAction, b.actions, b.notAction, lowered) &&
    coversList(a.resources, a.notResource, b.resources, b.notResource, asWritten) &&
    coversPrincipals(a, b) &&
    (a.conditions.length === 0 || sameConditions(a, b))
  );
}

const lowered = ({ value }: Located): string => value.toLowerCase();
const asWritten = ({ value }: Located): string => value;

function coversList(a: readonly Located[], aNot: boolean, b: readonly Located[], bNot: boolean, read: (each: Located) => string): boolean {
  if (a.length === 0 || b.length === 0) return a.length === b.length && aNot === bNot;
  if (aNot || bNot) {
    const all = !aNot && a.some(({ value }) => value === '*');
    return all || (aNot === bNot && a.map(read).toSorted().join('\n') === b.map(read).toSorted().join('\n'));
  }
  return b.every((one) => a.some((wider) => coversPattern(read(wider), read(one))));
}

/** Whether the pattern `a` covers all that `b` covers: the stars of `b` are then text that only a star of `a` covers. */
function coversPattern(a: string, b: string): boolean {
  const wider = wildcards(a);
  const narrower = wildcards(b);
  if (wider.includes(ANY) && narrower.includes(STAR)) return wider === narrower;
  return matches(globOf(wider), narrower);
}

function coversPrincipals(a: Statement, b: Statement): boolean {
  if (a.notPrincipal || b.notPrincipal) return a.notPrincipal === b.notPrincipal && namesOf(a) === namesOf(b);
  const names = a.principals.map(nameOf);
  return names.includes('AWS *') || b.principals.every((each) => names.includes(nameOf(each)));
}

const nameOf = ({ kind, value }: Statement['principals'][number]): string => `${kind} ${value}`;

function namesOf({ principals }: Statement): string {
  return principals.map(nameOf).toSorted().join('\n');
}

function sameConditions(a: Statement, b: Statement): boolean {
  const text = ({ conditions }: Statement): string =>
    conditions.map(({ operator, key, values }) => JSON.stringify([operator.toLowerCase(), key.toLowerCase(), values.map(asWritten).toSorted()])).toSorted().join('\n');
  return text(a) === text(b);
}
