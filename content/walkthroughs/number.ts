import type { LessonText } from './walkthrough';

/** As a list shows it: `7` for a lesson, `S7` for an attack story. On its own, so that a browser that needs the number loads no engine. */
export function numberOf({ number, story }: Pick<LessonText, 'number' | 'story'>): string {
  return story === undefined ? String(number) : `S${number}`;
}
