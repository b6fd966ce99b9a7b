import { narrationOf } from '@/content/walkthroughs/narration';
import type { LessonText } from '@/content/walkthroughs/walkthrough';
import { plainText } from '@/lib/stage/markup';
import type { Run } from './run';
import { wordingFor } from './wording';

/** What is said under the stage: the lead (which step) and the sentence. */
export interface Caption {
  readonly lead: string;
  readonly text: string;
}

export function captionOf(lesson: LessonText, { scene, on }: Run, index: number): Caption {
  const beat = scene.beats[index];
  const narration = narrationOf(lesson, scene, on, beat?.key ?? '');
  const text = plainText(narration.caption);
  if (beat?.ghost === true) return { lead: `Step ${index + 1} of ${scene.beats.length}, never reached.`, text: `${wordingFor(lesson).ghostCaption} ${text}` };
  if (beat?.kind === 'request' && beat.error !== undefined) return { lead: `Refused at step ${index + 1}.`, text };
  return { lead: `Step ${index + 1} of ${scene.beats.length}.`, text };
}

/** For the scrubber and for titles. */
export function stepName(lesson: LessonText, { scene, on }: Run, index: number): string {
  return `Step ${index + 1} of ${scene.beats.length}: ${narrationOf(lesson, scene, on, scene.beats[index]?.key ?? '').title}`;
}
