import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import '@/app/_styles/stage.css';
import '@/app/_styles/player.css';
import '@/app/_styles/inspector.css';
import '@/app/_styles/conversation.css';
import { Player } from '@/app/learn/[walkthrough]/player';
import { Reading } from '@/app/learn/[walkthrough]/reading';
import { runOf } from '@/app/learn/[walkthrough]/run';
import { textOf } from '@/content/walkthroughs/walkthrough';
import { demoReport } from '../../demo-report';
import { proofLesson } from '../../proof-lesson';

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

/** A finding's proof in the player that shows the lessons. */
export default async function Page({ params }: Props) {
  const { finding, scenario } = await proofOf((await params).finding);
  const walkthrough = proofLesson(finding, scenario);
  const lesson = textOf(walkthrough);
  const run = await runOf(walkthrough, []);
  const crumbs = { href: `/audit/demo#${finding.id}`, name: 'Report', here: finding.message, short: finding.code };
  return (
    <>
      <Player lesson={lesson} first={run} firstStep={1} crumbs={crumbs} />
      <Reading lesson={lesson} run={run} />
    </>
  );
}

async function proofOf(id: string) {
  const { view, proofs } = await demoReport();
  const finding = view.findings.find((one) => one.id === id);
  const scenario = proofs.get(id);
  if (finding === undefined || scenario === undefined) notFound();
  return { finding, scenario };
}
