import { walkthroughs } from '@/content/walkthroughs';
import { cardOf, type LessonCard } from './lesson-card';

/** Every lesson, in teaching order. For pages that the server renders: the lessons themselves do not travel. */
export async function lessonCards(): Promise<readonly LessonCard[]> {
  const lessons = await Promise.all(Object.values(walkthroughs).map((load) => load()));
  return lessons.map(cardOf);
}
