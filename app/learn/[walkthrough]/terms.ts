import type { Terms } from '@/app/_components/term';
import { glossary } from '@/content/glossary';
import type { LessonText } from '@/content/walkthroughs/walkthrough';

/** The glossary's words on the terms that a lesson uses; the rest of the glossary does not travel. */
export function termsIn(lesson: LessonText): Terms {
  const text = JSON.stringify(lesson);
  return Object.fromEntries(glossary.filter((term) => text.includes(`(term:${term.slug})`)).map((term) => [term.slug, { term: term.term, means: term.means }]));
}
