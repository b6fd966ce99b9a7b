import { numberOf } from '@/content/walkthroughs/number';
import type { Chapter, LessonText } from '@/content/walkthroughs/walkthrough';
import type { Zone } from '@/lib/stage/lane';

/** What a list of lessons shows of each. */
export interface LessonCard {
  readonly slug: string;
  /** `7`; of attack stories `S7`. */
  readonly number: string;
  readonly title: string;
  readonly question: string;
  readonly chapter: Chapter;
  readonly minutes: number;
  readonly zones: readonly Zone[];
}

export function cardOf(lesson: LessonText): LessonCard {
  const { slug, title, question, chapter, minutes, zones } = lesson;
  return { slug, number: numberOf(lesson), title, question, chapter, minutes, zones };
}
