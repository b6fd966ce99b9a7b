'use client';

import Link from 'next/link';
import { useProgress, type AllProgress, type Progress } from '@/app/_components/progress';
import { VerdictMark } from '@/app/_components/verdict-mark';
import { KeptProgress } from './kept-progress';
import { ZoneGlyph } from './zone-glyph';
import type { LessonCard } from './lesson-card';

/** The lessons by chapter, in teaching order, with what this browser remembers of each. */
export function LessonList({ lessons, chapters }: { readonly lessons: readonly LessonCard[]; readonly chapters: readonly string[] }) {
  const progress = useProgress();
  const started = lessons.some((lesson) => progress[lesson.slug] !== undefined);
  return (
    <>
      <Head id="walkthroughs" title="Walkthroughs, in teaching order" finished="Walkthroughs finished" lessons={lessons} progress={progress} />
      <div className="zkey" aria-hidden="true">
        <ZoneGlyph zones={['app', 'authn', 'authz', 'resource']} /> which zones a walkthrough travels: <span>your app</span>
        <span className="kn">authentication</span>
        <span className="kz">authorization</span>
        <span className="kr">resources</span>
      </div>
      <Chapters lessons={lessons} chapters={chapters} progress={progress} />
      <KeptProgress any={started} />
    </>
  );
}

/** The attack stories, after the lessons. */
export function StoryList({ stories, chapter }: { readonly stories: readonly LessonCard[]; readonly chapter: string }) {
  const progress = useProgress();
  return (
    <>
      <Head id="stories" title="Attack stories" finished="Attack stories finished" lessons={stories} progress={progress} />
      <p className="teach list-lead">In each account something is wrong. Watch the attack succeed, then repair the account and watch the same attack stop.</p>
      <Chapters lessons={stories} chapters={[chapter]} progress={progress} />
    </>
  );
}

interface HeadProps {
  readonly id: string;
  readonly title: string;
  /** Names the bar. */
  readonly finished: string;
  readonly lessons: readonly LessonCard[];
  readonly progress: AllProgress;
}

function Head({ id, title, finished, lessons, progress }: HeadProps) {
  const done = lessons.filter((lesson) => progress[lesson.slug]?.done === true).length;
  return (
    <div className="sechead">
      <h2 className="h-sec" id={id}>
        {title}
      </h2>
      <p className="prog">
        <b className="num">
          {done} of {lessons.length}
        </b>{' '}
        finished
        <progress className="bar" max={lessons.length} value={done} aria-label={finished} />
      </p>
    </div>
  );
}

function Chapters({ lessons, chapters, progress }: { readonly lessons: readonly LessonCard[]; readonly chapters: readonly string[]; readonly progress: AllProgress }) {
  return (
    <div className="chapters">
      {chapters
        .filter((chapter) => lessons.some((lesson) => lesson.chapter === chapter))
        .map((chapter) => (
          <section key={chapter} className="chap">
            <h3>{chapter}</h3>
            <ol>
              {lessons
                .filter((lesson) => lesson.chapter === chapter)
                .map((lesson) => (
                  <li key={lesson.slug}>
                    <Row lesson={lesson} progress={progress[lesson.slug]} />
                  </li>
                ))}
            </ol>
          </section>
        ))}
    </div>
  );
}

function Row({ lesson, progress }: { readonly lesson: LessonCard; readonly progress: Progress | undefined }) {
  const underWay = progress !== undefined && !progress.done;
  return (
    <Link
      href={underWay ? `/learn/${lesson.slug}?s=${progress.step}` : `/learn/${lesson.slug}`}
      prefetch={false}
      className={`walk${progress?.done === true ? ' is-done' : ''}${underWay ? ' is-now' : ''}`}
    >
      <span className="wn num">{lesson.number}</span>
      <span className="wt">
        <b>{lesson.title}</b>
        <span className="teach">{lesson.question}</span>
      </span>
      <ZoneGlyph zones={lesson.zones} />
      <span className="wm num">{lesson.minutes} min</span>
      <span className="ws">
        {progress?.done === true ? (
          <>
            <VerdictMark kind="ok" /> Done
          </>
        ) : underWay ? (
          <>
            <Pie part={progress.step / progress.of} /> Step {progress.step} of {progress.of}
          </>
        ) : null}
      </span>
    </Link>
  );
}

/** How much of a lesson is behind. */
function Pie({ part }: { readonly part: number }) {
  const angle = 2 * Math.PI * Math.min(0.999, part);
  const [x, y] = [8 + 5 * Math.sin(angle), 8 - 5 * Math.cos(angle)];
  return (
    <svg className="pie" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="7" />
      <path d={`M8 8V3A5 5 0 ${part > 0.5 ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)}Z`} />
    </svg>
  );
}
