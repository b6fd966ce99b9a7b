import { summaryOf, type Report } from './report';
import type { OfAccount } from './standing';

/**
 * One report of many, by account and pool. Where two tell of the same pool, the later one counts. The order in which the reports
 * are given makes no difference.
 */
export function mergeReports(reports: readonly Report[], version: string): Report {
  const oldestFirst = reports.flatMap(apart).toSorted((a, b) => compare(a.takenAt, b.takenAt) || compare(JSON.stringify(a), JSON.stringify(b)));
  const latest = new Map<string, Report>();
  for (const part of oldestFirst) latest.set(`${part.account} ${part.pools[0]?.id ?? part.unread.join('\n')}`, part);
  const parts = [...latest.values()].toSorted((a, b) => compare(a.account, b.account) || compare(a.pools[0]?.id ?? '', b.pools[0]?.id ?? ''));
  const accounts = accountsOf(parts);
  const verdicts = parts.flatMap((part) => part.verdicts);
  return {
    lifeguardReport: 1,
    tool: { name: 'lifeguard', version },
    takenAt: accounts.map(({ takenAt }) => takenAt).sort()[0] ?? '',
    account: accounts.map(({ account }) => account).join(','),
    partition: [...new Set(accounts.map(({ partition }) => partition))].join(','),
    accounts,
    pools: parts.flatMap(({ pools }) => pools),
    verdicts,
    reach: parts.flatMap(({ reach }) => reach),
    administrator: parts.flatMap(({ administrator }) => administrator),
    isolation: parts.flatMap(({ isolation }) => isolation),
    coverage: parts.flatMap(({ coverage }) => coverage),
    unread: [...new Set(parts.flatMap(({ unread }) => unread))].sort(),
    summary: summaryOf(verdicts),
  };
}

/** A report taken apart: one for each pool, and one for what was not read; every entry says its account. */
function apart(report: Report): readonly Report[] {
  const accounts = report.accounts ?? [{ account: report.account, partition: report.partition, takenAt: report.takenAt }];
  return accounts.flatMap(({ account, partition, takenAt }) => {
    const ours = <T extends OfAccount>(entries: readonly T[]): readonly T[] => entries.filter((entry) => (entry.account ?? report.account) === account).map((entry) => ({ ...entry, account }));
    const head = { ...report, account, partition, takenAt };
    const pools = ours(report.pools).map((pool): Report => {
      const inPool = <T extends OfAccount & { readonly pool: string }>(entries: readonly T[]): readonly T[] => ours(entries).filter((entry) => entry.pool === pool.id);
      return {
        ...head,
        pools: [pool],
        verdicts: inPool(report.verdicts),
        reach: inPool(report.reach),
        administrator: inPool(report.administrator),
        isolation: inPool(report.isolation),
        coverage: inPool(report.coverage),
        unread: [],
      };
    });
    const prefix = `${account}: `;
    const unread = report.accounts === undefined ? report.unread.map((what) => `${prefix}${what}`) : report.unread.filter((what) => what.startsWith(prefix));
    return [...pools, { ...head, pools: [], verdicts: [], reach: [], administrator: [], isolation: [], coverage: [], unread }];
  });
}

/** Each account once, with the date of its oldest part. */
function accountsOf(parts: readonly Report[]): NonNullable<Report['accounts']> {
  const found = new Map<string, NonNullable<Report['accounts']>[number]>();
  for (const { account, partition, takenAt } of parts) {
    const known = found.get(account);
    if (known === undefined || takenAt < known.takenAt) found.set(account, { account, partition, takenAt });
  }
  return [...found.values()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
