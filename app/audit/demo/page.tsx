import type { Metadata } from 'next';
import { Foot } from '@/app/_components/foot';
import { TopBar } from '@/app/_components/top-bar';
import '@/app/_styles/stage.css';
import '@/app/_styles/inspector.css';
import '@/app/_styles/report.css';
import '@/app/_styles/audit.css';
import { Exports } from '../_components/exports';
import { PageFixes } from '../_components/page-fixes';
import { Report } from '../_components/report';
import { demoReport } from '../demo-report';
import { fixableIn } from '../fixable';

export const metadata: Metadata = {
  title: 'Audit of the demo account',
  description: 'What a made-up account gives away, with a proof for each finding that plays, and a fix that is proved by playing it again.',
};

export default async function Page() {
  const { view } = await demoReport();
  return (
    <>
      <TopBar section="audit" />
      <Report view={view} source="demo" play="/audit/demo" fixes={<PageFixes run="demo" fixable={fixableIn(view)} />} exports={<Exports run="demo" />} />
      <Foot />
    </>
  );
}
