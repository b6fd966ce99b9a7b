import type { Metadata } from 'next';
import Link from 'next/link';
import { Foot } from '@/app/_components/foot';
import { TopBar } from '@/app/_components/top-bar';
import '@/app/_styles/stage.css';
import '@/app/_styles/inspector.css';
import '@/app/_styles/report.css';
import '@/app/_styles/audit.css';
import { Exports } from '../../_components/exports';
import { Report } from '../../_components/report';
import { keptRun } from '../../kept-runs';

export const metadata: Metadata = { title: 'Audit report' };
export const dynamic = 'force-dynamic';

export default async function Page({ params }: { readonly params: Promise<{ readonly run: string }> }) {
  const run = keptRun((await params).run);
  return (
    <>
      <TopBar section="audit" />
      {run === undefined ? (
        <main id="main" className="desk">
          <h1>This report is gone</h1>
          <p className="lead">
            Reports of live accounts are kept in memory only, and end with the server. <Link href="/audit">Run the audit again</Link>.
          </p>
        </main>
      ) : (
        <Report view={run.view} source="live" exports={<Exports run={run.id} />} />
      )}
      <Foot />
    </>
  );
}
