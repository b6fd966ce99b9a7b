import type { Severity } from '../audit/claim';
import type { Report, ReportVerdict } from './report';

/** What became of what an earlier report found. */
export interface ReportComparison {
  readonly lifeguardComparison: 1;
  readonly before: { readonly takenAt: string; readonly account: string };
  readonly after: { readonly takenAt: string; readonly account: string };
  /** It is there now and was not. */
  readonly new: readonly ReportVerdict[];
  /** It was there, and was tried again without success. */
  readonly fixed: readonly ReportVerdict[];
  /** It is there still, with another severity. */
  readonly changed: readonly { readonly before: ReportVerdict; readonly after: ReportVerdict }[];
  readonly unchanged: readonly ReportVerdict[];
  /** It was there, and nobody can tell whether it still is. */
  readonly unclear: readonly (ReportVerdict & { readonly because: string })[];
}

const order: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/**
 * Lays two reports of the same account beside each other. What was found and is not found any more is *fixed* only if it was tried
 * again: where the second report could not tell, it stays unclear. The same check on the same resource of the same pool is the same
 * finding, however it is worded.
 */
export function compareReports(before: Report, after: Report): ReportComparison {
  const [earlier, later] = [findings(before), findings(after)];
  const gone = [...earlier].filter(([key]) => !later.has(key)).map(([, finding]) => finding);
  const unclear = gone.flatMap((finding) => {
    const because = whyUnclear(finding, after);
    return because === undefined ? [] : [{ ...finding, because }];
  });
  const both = [...later].flatMap(([key, finding]) => {
    const known = earlier.get(key);
    return known === undefined ? [] : [{ before: known, after: finding }];
  });
  return {
    lifeguardComparison: 1,
    before: { takenAt: before.takenAt, account: before.account },
    after: { takenAt: after.takenAt, account: after.account },
    new: sorted([...later].filter(([key]) => !earlier.has(key)).map(([, finding]) => finding)),
    fixed: sorted(gone.filter((finding) => whyUnclear(finding, after) === undefined)),
    changed: both.filter((pair) => pair.before.severity !== pair.after.severity),
    unchanged: sorted(both.filter((pair) => pair.before.severity === pair.after.severity).map((pair) => pair.after)),
    unclear: sorted(unclear),
  };
}

/** What counts for a threshold: new findings, and old ones that got worse. */
export function worsened({ new: found, changed }: ReportComparison): readonly ReportVerdict[] {
  return [...found, ...changed.filter(({ before, after }) => rank(after) < rank(before)).map(({ after }) => after)].filter(({ suppressed }) => suppressed === undefined);
}

/** Failures that are more than a remark, each once: of several on one resource the worst stands for all. */
function findings({ verdicts }: Report): ReadonlyMap<string, ReportVerdict> {
  const found = new Map<string, ReportVerdict>();
  for (const verdict of verdicts) {
    if (verdict.verdict !== 'fail' || verdict.severity === 'info') continue;
    const known = found.get(keyOf(verdict));
    if (known === undefined || rank(verdict) < rank(known)) found.set(keyOf(verdict), verdict);
  }
  return found;
}

function whyUnclear({ check, pool, resource }: ReportVerdict, after: Report): string | undefined {
  const unknown = after.verdicts.find((one) => one.verdict === 'unknown' && one.check === check && one.pool === pool && (one.resource.id === resource.id || one.resource.id === pool));
  if (unknown !== undefined) return unknown.message;
  if (after.pools.some(({ id }) => id === pool)) return undefined;
  return after.unread.find((what) => what.includes(pool)) ?? (after.unread.some((what) => what.includes('ListIdentityPools')) ? 'the list of identity pools was not read' : undefined);
}

function keyOf({ check, pool, resource, account = '' }: ReportVerdict): string {
  return [account, check, pool, resource.type, resource.id].join('\n');
}

function rank({ severity = 'info' }: ReportVerdict): number {
  return order.indexOf(severity);
}

function sorted<T extends ReportVerdict>(verdicts: readonly T[]): readonly T[] {
  return verdicts.toSorted((a, b) => rank(a) - rank(b) || (keyOf(a) < keyOf(b) ? -1 : 1));
}
