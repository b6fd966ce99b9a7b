import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ProofPage } from '../../_components/proof-page';
import { demoReport } from '../../demo-report';
import { provedFinding } from '../../proof-lesson';

interface Props {
  readonly params: Promise<{ readonly finding: string }>;
}

export const dynamicParams = false;

export async function generateStaticParams() {
  return (await demoReport()).view.findings.flatMap(({ id, proof }) => (proof === undefined ? [] : [{ finding: id }]));
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { finding } = await proofOf((await params).finding);
  return { title: `Proof: ${finding.message}` };
}

export default async function Page({ params }: Props) {
  return <ProofPage {...await proofOf((await params).finding)} report="/audit/demo" />;
}

async function proofOf(id: string) {
  const { view, outcome } = await demoReport();
  return provedFinding(view, outcome.verdicts, id) ?? notFound();
}
