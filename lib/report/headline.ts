import type { Severity } from '../audit/claim';
import type { Report, ReportVerdict } from './report';

/** The worst first. */
export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** The findings, the worst first; those that somebody decided to live with come last. */
export function bySeverity(verdicts: readonly ReportVerdict[]): readonly ReportVerdict[] {
  const fails = verdicts.filter(({ verdict }) => verdict === 'fail');
  const weight = ({ severity = 'info', suppressed }: ReportVerdict): number => severities.indexOf(severity) + (suppressed === undefined ? 0 : severities.length);
  return fails.toSorted((a, b) => weight(a) - weight(b));
}

/** The worst consequence in one sentence, or what it means that there is none. */
export function headlineOf({ verdicts, pools, unread, summary }: Pick<Report, 'verdicts' | 'pools' | 'unread' | 'summary'>): string {
  const [worst] = bySeverity(verdicts);
  if (worst !== undefined && worst.suppressed === undefined && worst.severity !== 'info') return worst.message;
  if (summary.unknown > 0) return `Nothing was found, and ${summary.unknown === 1 ? 'one question' : `${summary.unknown} questions`} could not be answered.`;
  if (pools.length === 0) return unread.length > 0 ? 'No identity pool could be read.' : 'There is no identity pool to audit.';
  return 'Nobody gets more than they should, as far as this audit asks.';
}
