import type { Chapter, LessonText } from '@/content/walkthroughs/walkthrough';
import type { Zone } from '@/lib/stage/lane';

/** What a list of lessons shows of each. */
export interface LessonCard {
  readonly slug: string;
  readonly number: number;
  readonly title: string;
  readonly question: string;
  readonly chapter: Chapter;
  readonly minutes: number;
  readonly zones: readonly Zone[];
}

export function cardOf({ slug, number, title, question, chapter, minutes, zones }: LessonText): LessonCard {
  return { slug, number, title, question, chapter, minutes, zones };
}
