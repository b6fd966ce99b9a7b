import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import '@/app/_styles/stage.css';
import '@/app/_styles/player.css';
import '@/app/_styles/inspector.css';
import '@/app/_styles/conversation.css';
import { stories } from '@/content/stories';
import { walkthroughAfter, walkthroughNamed, walkthroughs } from '@/content/walkthroughs';
import { numberOf } from '@/content/walkthroughs/number';
import { textOf, type Walkthrough } from '@/content/walkthroughs/walkthrough';
import { Player } from './player';
import { Reading } from './reading';
import { runOf } from './run';
import { termsIn } from './terms';
import type { NextLesson } from './use-player';
import { viewIn } from './view';

interface Props {
  readonly params: Promise<{ readonly walkthrough: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export function generateStaticParams() {
  return [...Object.keys(walkthroughs), ...Object.keys(stories)].map((walkthrough) => ({ walkthrough }));
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title, question } = await lessonOf((await params).walkthrough);
  return { title, description: question };
}

/** A lesson at the step and with the switches that the address names: the first paint is the right one, with or without scripts. */
export default async function LessonPage({ params, searchParams }: Props) {
  const walkthrough = await lessonOf((await params).walkthrough);
  const lesson = textOf(walkthrough);
  const search = Object.entries(await searchParams).map(([name, value]) => [name, [value].flat()[0] ?? '']);
  const view = viewIn(new URLSearchParams(search), lesson);
  const run = await runOf(walkthrough, view.on);
  return (
    <>
      <Player lesson={lesson} first={run} firstStep={view.step} next={await lessonAfter(lesson.slug)} terms={termsIn(lesson)} />
      <Reading lesson={lesson} run={run} />
    </>
  );
}

async function lessonAfter(slug: string): Promise<NextLesson | undefined> {
  const next = await walkthroughAfter(slug)?.();
  return next === undefined ? undefined : { slug: next.slug, number: numberOf(next), title: next.title };
}

async function lessonOf(slug: string): Promise<Walkthrough> {
  const load = walkthroughNamed(slug);
  if (load === undefined) notFound();
  return load();
}
