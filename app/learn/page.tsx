import type { Metadata } from 'next';
import Link from 'next/link';
import { chapters, storyChapter } from '@/content/walkthroughs/walkthrough';
import { Foot } from '../_components/foot';
import { TopBar } from '../_components/top-bar';
import { lessonCards, storyCards } from '../_home/lessons';
import { LessonList, StoryList } from '../_home/lesson-list';
import '../_styles/home.css';

export const metadata: Metadata = {
  title: 'Learn',
  description: 'Walkthroughs of Amazon Cognito, from the sign-in to the AWS request, in teaching order.',
};

/** The table of contents. */
export default async function LearnPage() {
  return (
    <>
      <TopBar section="learn" />
      <main id="main" className="column">
        <div className="page-head">
          <h1>Walk the path, one call at a time</h1>
          <p>Each walkthrough is one run that you can step through, predict and break. Take them in order, or begin where your question is. Not sure what you need? <Link href="/choose" prefetch={false}>Which pool do I need?</Link> Have pools of your own? <a href="/live">Walk the path on them, live</a></p>
        </div>
        <section className="list" aria-labelledby="walkthroughs">
          <LessonList lessons={await lessonCards()} chapters={chapters} />
        </section>
        <section className="sec list" aria-labelledby="stories">
          <StoryList stories={await storyCards()} chapter={storyChapter} />
        </section>
        <section className="sec" aria-labelledby="rooms">
          <h2 className="h-sec" id="rooms">
            Rooms
          </h2>
          <p className="teach list-lead">
            Broken accounts, and nobody tells you how to repair them: <Link href="/rooms#five-pitfalls" prefetch={false}>the five pitfalls</Link>, and <Link href="/rooms#abuse" prefetch={false}>guests and attributes</Link>.
          </p>
        </section>
      </main>
      <Foot />
    </>
  );
}
