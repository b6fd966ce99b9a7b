import { stories } from '@/content/stories';
import { walkthroughs } from '@/content/walkthroughs';
import { cardOf, type LessonCard } from './lesson-card';

/** Every lesson, in teaching order. For pages that the server renders: the lessons themselves do not travel. */
export async function lessonCards(): Promise<readonly LessonCard[]> {
  const lessons = await Promise.all(Object.values(walkthroughs).map((load) => load()));
  return lessons.map(cardOf);
}

/** Every attack story, in their order; likewise. */
export async function storyCards(): Promise<readonly LessonCard[]> {
  const all = await Promise.all(Object.values(stories).map((load) => load()));
  return all.map(cardOf);
}
