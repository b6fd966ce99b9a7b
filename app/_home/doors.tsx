'use client';

import Link from 'next/link';
import { Icon } from '@/app/_components/icon';
import { useProgress } from '@/app/_components/progress';
import type { LessonCard } from './lesson-card';

/** The two doors of the house. The first opens where the reader left off. */
export function Doors({ lessons }: { readonly lessons: readonly LessonCard[] }) {
  const progress = useProgress();
  const underWay = lessons.findLast((lesson) => progress[lesson.slug]?.done === false);
  const next = underWay ?? lessons.find((lesson) => progress[lesson.slug] === undefined) ?? lessons[0];
  const step = underWay === undefined ? undefined : progress[underWay.slug]?.step;
  return (
    <div className="doors">
      <Link className="door" href={next === undefined ? '/learn' : `/learn/${next.slug}${step === undefined ? '' : `?s=${step}`}`} prefetch={false}>
        <span className="dk">Learn</span>
        <b>Walk the path, one call at a time</b>
        <span className="dd">
          {lessons.length} walkthroughs in teaching order. Step through, predict, break it, and read AWS’s own error.
          {underWay === undefined ? '' : ` You are at ${underWay.number}, step ${step}.`}
        </span>
        <span className="dgo">
          {underWay === undefined ? `Begin with walkthrough ${next?.number ?? 1}` : `Continue walkthrough ${underWay.number}`} <Icon name="arrow" />
        </span>
      </Link>
      <Link className="door" href="/audit" prefetch={false}>
        <span className="dk">Audit</span>
        <b>Ask what your own pool lets people do</b>
        <span className="dd">Read-only, on this computer, from your account or a file. Each finding comes with an attack that you can replay.</span>
        <span className="dgo">
          Audit my pool <Icon name="arrow" />
        </span>
      </Link>
    </div>
  );
}
