import type { ReportView } from '@/lib/report/view';

/** How many findings have a fix that was tried out. */
export function fixableIn({ findings }: ReportView): number {
  return findings.filter(({ fix }) => fix !== undefined).length;
}
