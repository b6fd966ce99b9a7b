import { lengths, type Length } from '@/content/drive/length';
import type { LessonText } from '@/content/walkthroughs/walkthrough';

export const tabs = ['explain', 'http', 'token', 'decision', 'code'] as const;

/** The inspector's tabs; the last two are there in the mode of their name. */
export type TabId = (typeof tabs)[number] | 'drive' | 'repair';

/** How the reader works with a run: from watching to mending it. */
export const modes = ['watch', 'predict', 'drive', 'repair'] as const;

export type Mode = (typeof modes)[number];

/** What one can do with a lesson; a proof, and an attack story, are there to be watched. */
export function modesOf({ predictions, story }: LessonText): readonly Mode[] {
  if (predictions.length === 0) return [];
  return story === undefined ? ['watch', 'predict', 'drive', 'repair'] : ['watch', 'predict'];
}

/** What the address says: which step (from 1) of the run, which switches are on, and in which mode. */
export interface View {
  readonly step: number;
  readonly on: readonly string[];
  /** Left out, the reader’s own way stays: watching or predicting. */
  readonly mode?: Mode;
  /** How many calls are driven. */
  readonly length?: Length;
}

/** A place within a step: `#step-7/token/aud`. */
export interface Anchor {
  readonly step?: number;
  readonly tab?: TabId;
  /** A claim, a statement. */
  readonly detail?: string;
}

/** Reads `?s=7&x=untrusted,late`; what is out of range or unknown falls away. */
export function viewIn(search: URLSearchParams, lesson: LessonText): View {
  const step = Number(search.get('s') ?? 1);
  const on = (search.get('x') ?? '').split(',');
  const mode = modesOf(lesson).find((one) => one === search.get('mode'));
  const length = lengths.find((one) => one === search.get('calls'));
  return {
    step: Number.isInteger(step) && step > 0 ? step : 1,
    on: lesson.switches.map((one) => one.id).filter((id) => on.includes(id)),
    ...(mode === undefined ? {} : { mode }),
    ...(length === undefined ? {} : { length }),
  };
}

/** The query that leads back to a view. */
export function queryOf({ step, on, mode, length }: View): string {
  const own = mode === 'drive' || mode === 'repair' ? [`mode=${mode}`] : [];
  const calls = mode === 'drive' && length !== undefined ? [`calls=${length}`] : [];
  const parts = [`s=${step}`, ...(on.length > 0 ? [`x=${on.join(',')}`] : []), ...own, ...calls];
  return `?${parts.join('&')}`;
}

export function anchorIn(hash: string): Anchor {
  const match = /^#step-(\d+)(?:\/([a-z]+)(?:\/(.+))?)?$/.exec(hash);
  if (match === null) return {};
  const [, step, tab, detail] = match;
  return {
    step: Number(step),
    ...(isTab(tab) ? { tab } : {}),
    ...(detail === undefined ? {} : { detail: decodeURIComponent(detail) }),
  };
}

export function hashOf(step: number, tab: TabId, detail?: string): string {
  if (detail !== undefined) return `#step-${step}/${tab}/${encodeURIComponent(detail)}`;
  return tab === 'explain' || tab === 'drive' || tab === 'repair' ? '' : `#step-${step}/${tab}`;
}

function isTab(text: string | undefined): text is (typeof tabs)[number] {
  return (tabs as readonly string[]).includes(text ?? '');
}
