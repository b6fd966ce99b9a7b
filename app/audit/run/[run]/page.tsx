import type { Metadata } from 'next';
import { Foot } from '@/app/_components/foot';
import { TopBar } from '@/app/_components/top-bar';
import '@/app/_styles/stage.css';
import '@/app/_styles/inspector.css';
import '@/app/_styles/report.css';
import '@/app/_styles/audit.css';
import { Exports } from '../../_components/exports';
import { KeepSnapshot } from '../../_components/keep-snapshot';
import { PageFixes } from '../../_components/page-fixes';
import { Report } from '../../_components/report';
import { ReportGone } from '../../_components/report-gone';
import { fixableIn } from '../../fixable';
import { keptRun } from '../../kept-runs';

export const metadata: Metadata = { title: 'Audit report' };
export const dynamic = 'force-dynamic';

export default async function Page({ params }: { readonly params: Promise<{ readonly run: string }> }) {
  const run = keptRun((await params).run);
  return (
    <>
      <TopBar section="audit" />
      {run === undefined ? (
        <ReportGone />
      ) : (
        <Report view={run.view} source="live" play={`/audit/run/${run.id}`} fixes={<><PageFixes run={run.id} fixable={fixableIn(run.view)} /><KeepSnapshot run={run.id} /></>} exports={<Exports run={run.id} />} />
      )}
      <Foot />
    </>
  );
}
