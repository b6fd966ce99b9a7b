import { keptSnapshot } from '@/app/audit/kept-snapshots';
import { runAudit } from '@/lib/auditor/run-audit';
import { compareReports, type ReportComparison } from '@/lib/report/comparison';
import { comparisonSummary } from '@/lib/report/comparison-text';
import type { Report, ReportVerdict } from '@/lib/report/report';
import manifest from '@/package.json';

/** What became of each finding between two kept snapshots, in the order in which a page shows it. */
export interface ComparisonView {
  readonly summary: string;
  readonly parts: readonly { readonly title: string; readonly findings: readonly ComparedFinding[] }[];
}

export interface ComparedFinding {
  readonly code: string;
  readonly severity: NonNullable<ReportVerdict['severity']>;
  readonly message: string;
  /** The severity that it had, or why nobody can tell. */
  readonly note?: string;
}

/** Judges two kept snapshots and lays them beside each other, the older first. */
export async function POST(request: Request): Promise<Response> {
  try {
    const { names } = (await request.json()) as { readonly names: readonly string[] };
    const [before, after] = (await Promise.all(names.map(reportOfKept))).sort((a, b) => (a.takenAt < b.takenAt ? -1 : 1));
    if (before === undefined || after === undefined) throw new Error('Name two snapshots.');
    if (before.account !== after.account) throw new Error(`These are two accounts, ${before.account} and ${after.account}: only snapshots of one account can be compared.`);
    return Response.json(viewOfComparison(compareReports(before, after)));
  } catch (error) {
    return Response.json({ says: error instanceof Error ? error.message : String(error) }, { status: 400 });
  }
}

async function reportOfKept(name: string): Promise<Report> {
  return (await runAudit({ snapshot: await keptSnapshot(name), version: manifest.version })).report;
}

function viewOfComparison(comparison: ReportComparison): ComparisonView {
  const { new: found, fixed, changed, unclear, unchanged } = comparison;
  const parts = [
    { title: 'New', findings: found.map((one) => shown(one)) },
    { title: 'Another severity', findings: changed.map(({ before, after }) => shown(after, `was ${before.severity ?? 'info'}`)) },
    { title: 'Fixed', findings: fixed.map((one) => shown(one)) },
    { title: 'Unclear: found before, and not tried again', findings: unclear.map((one) => shown(one, one.because)) },
    { title: 'Unchanged', findings: unchanged.map((one) => shown(one)) },
  ];
  return { summary: comparisonSummary(comparison), parts: parts.filter(({ findings }) => findings.length > 0) };
}

function shown({ check, severity = 'info', message }: ReportVerdict, note?: string): ComparedFinding {
  return { code: check, severity, message, ...(note === undefined ? {} : { note }) };
}
