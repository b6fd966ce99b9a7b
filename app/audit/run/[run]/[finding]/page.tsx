import type { Metadata } from 'next';
import { TopBar } from '@/app/_components/top-bar';
import '@/app/_styles/report.css';
import { ProofPage } from '../../../_components/proof-page';
import { ReportGone } from '../../../_components/report-gone';
import { keptRun } from '../../../kept-runs';
import { provedFinding } from '../../../proof-lesson';

export const metadata: Metadata = { title: 'Proof' };
export const dynamic = 'force-dynamic';

/** A proof of a live account's report, as long as the server keeps it. */
export default async function Page({ params }: { readonly params: Promise<{ readonly run: string; readonly finding: string }> }) {
  const { run: id, finding } = await params;
  const run = keptRun(id);
  const proved = run === undefined ? undefined : provedFinding(run.view, run.outcome.verdicts, decodeURIComponent(finding));
  if (proved !== undefined) return <ProofPage {...proved} report={`/audit/run/${id}`} />;
  return (
    <>
      <TopBar section="audit" />
      <ReportGone />
    </>
  );
}
