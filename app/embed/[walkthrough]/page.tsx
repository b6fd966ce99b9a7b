import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import '@/app/_styles/stage.css';
import '@/app/_styles/player.css';
import '@/app/_styles/inspector.css';
import '@/app/_styles/conversation.css';
import '@/app/_styles/embed.css';
import { Player } from '@/app/learn/[walkthrough]/player';
import { runOf } from '@/app/learn/[walkthrough]/run';
import { termsIn } from '@/app/learn/[walkthrough]/terms';
import { viewIn } from '@/app/learn/[walkthrough]/view';
import { walkthroughNamed } from '@/content/walkthroughs';
import { textOf } from '@/content/walkthroughs/walkthrough';

interface Props {
  readonly params: Promise<{ readonly walkthrough: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const walkthrough = await walkthroughNamed((await params).walkthrough)?.();
  return { title: walkthrough?.title, robots: { index: false } };
}

/** A walkthrough for the frame of another page: stage, switches and transport, and the way to the whole of it. */
export default async function EmbeddedLesson({ params, searchParams }: Props) {
  const walkthrough = await walkthroughNamed((await params).walkthrough)?.();
  if (walkthrough === undefined) notFound();
  const lesson = textOf(walkthrough);
  const search = Object.entries(await searchParams).map(([name, value]) => [name, [value].flat()[0] ?? '']);
  const view = viewIn(new URLSearchParams(search), lesson);
  return <Player lesson={lesson} first={await runOf(walkthrough, view.on)} firstStep={view.step} terms={termsIn(lesson)} embedded />;
}
