import type { LessonText } from '@/content/walkthroughs/walkthrough';

export const tabs = ['explain', 'http', 'token', 'decision', 'code'] as const;

export type TabId = (typeof tabs)[number];

/** What the address says: which step (from 1) of the run, and which switches are on. */
export interface View {
  readonly step: number;
  readonly on: readonly string[];
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
  return {
    step: Number.isInteger(step) && step > 0 ? step : 1,
    on: lesson.switches.map((one) => one.id).filter((id) => on.includes(id)),
  };
}

/** The query that leads back to a view. */
export function queryOf({ step, on }: View): string {
  const parts = [`s=${step}`, ...(on.length > 0 ? [`x=${on.join(',')}`] : [])];
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
  return tab === 'explain' ? '' : `#step-${step}/${tab}`;
}

function isTab(text: string | undefined): text is TabId {
  return (tabs as readonly string[]).includes(text ?? '');
}
