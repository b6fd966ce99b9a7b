import type { Beat, Check } from './beats';
import { messageOf, textWidth, type StageLayout } from './layout';

export interface PlacedCheck {
  readonly check: Check;
  readonly x: number;
  /** Left out where there is no room for words; the inspector has them. */
  readonly label?: string;
}

const mark = 15;
const gap = { words: 12, marks: 4 } as const;

/**
 * The ticks beside the lifeline that performs the checks: with words where they fit before the next zone (or the stage) ends,
 * else as bare marks. Where the words of all do not fit, checks that something exists give up their place first.
 */
export function placeChecks(layout: StageLayout, beat: Beat, index: number): readonly PlacedCheck[] {
  if (beat.checks.length === 0) return [];
  const { to, rightward } = messageOf(layout, beat, index);
  if (!rightward) return [];
  const start = to + 16;
  const end = to < layout.border.x ? layout.border.x - 4 : layout.width - 8;
  const telling = beat.checks.filter((check) => check.verdict !== 'passed' || !check.label.endsWith('exists'));
  return withWords(beat.checks, start, end) ?? withWords(telling, start, end) ?? bare(beat.checks, start, end);
}

function withWords(checks: readonly Check[], start: number, end: number): readonly PlacedCheck[] | undefined {
  const placed: PlacedCheck[] = [];
  let x = start;
  for (const check of checks) {
    placed.push({ check, x, label: check.label });
    x += mark + 5 + textWidth(check.label, 'plain') + gap.words;
  }
  return x - gap.words <= end ? placed : undefined;
}

/** As many as there is room for; a failed one is always among them. */
function bare(checks: readonly Check[], start: number, end: number): readonly PlacedCheck[] {
  const room = Math.max(1, Math.floor((end - start + gap.marks) / (mark + gap.marks)));
  const failed = checks.findIndex((check) => check.verdict === 'failed');
  const from = Math.max(0, Math.min(failed, checks.length - room), failed + 1 - room);
  return checks.slice(from, from + room).map((check, index) => ({ check, x: start + index * (mark + gap.marks) }));
}
