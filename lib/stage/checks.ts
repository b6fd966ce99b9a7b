import type { Beat, Check } from './beats';
import { messageOf, textWidth, type StageLayout } from './layout';
import type { CheckState } from './position';

/** One tick on the stage; it may stand for several checks. */
export interface PlacedCheck {
  readonly x: number;
  /** The places in `beat.checks` of those it stands for. */
  readonly of: readonly number[];
  /** Left out where there is no room for words; the inspector has them. */
  readonly label?: string;
}

/** Rules that ask whether a request makes sense at all, by service. They are ticked on the stage only when they fail. */
const routine: Readonly<Record<string, readonly string[]>> = {
  'cognito-idp': ['method', 'client', 'parameter', 'reset', 'sessionOnce'],
  'cognito-identity': ['pool', 'identity', 'count', 'providers', 'readable', 'link'],
  sts: ['request', 'jwt', 'role', 'duration', 'packed'],
  s3: ['bucket'],
  lambda: ['url', 'open', 'bearer', 'jwt', 'role', 'calls'],
};

const mark = 15;
const gap = 12;

/**
 * The ticks beside the lifeline that performs the checks, with words, up to where the next zone (or the stage) ends. Where
 * there is too little room, checks passed before in the run share one tick, then the first ones, then all.
 */
export function placeChecks(layout: StageLayout, beat: Beat, index: number): readonly PlacedCheck[] {
  const { to, rightward, labelX } = messageOf(layout, beat, index);
  if (beat.checks.length === 0 || !rightward) return [];
  const { text, note, voice } = beat.label;
  const labelEnd = labelX + textWidth(note === undefined ? text : `${text}  ${note}`, voice);
  const start = Math.max(to + 16, labelEnd > to ? labelEnd + 8 : 0);
  const end = to < layout.border.x ? layout.border.x - 2 : layout.width - 6;
  const all = [...beat.checks.entries()];
  const telling = all.filter(([, check]) => check.verdict === 'failed' || !(routine[beat.to] ?? []).includes(check.rule));
  const wordings = [single(telling), folded(telling), shortened(telling, 1), shortened(telling, 2)];
  return wordings.map((wording) => inWords(wording, start, end)).find((placed) => placed !== undefined) ?? summary(beat.checks, start, end);
}

/** What a tick shows when its checks are in these states. */
export function tickState(placed: PlacedCheck, states: readonly CheckState[]): CheckState {
  const own = placed.of.map((index) => states[index] ?? 'waiting');
  if (own.includes('failed')) return 'failed';
  if (own.includes('waiting')) return 'waiting';
  return own.includes('passed') ? 'passed' : 'unreached';
}

interface Wording {
  readonly of: readonly number[];
  readonly label: string;
}

type Numbered = readonly [index: number, check: Check];

function single(checks: readonly Numbered[]): readonly Wording[] {
  return checks.map(([index, check]) => ({ of: [index], label: check.label }));
}

function folded(checks: readonly Numbered[]): readonly Wording[] {
  const again = checks.filter(([, check]) => check.again);
  const news = checks.filter(([, check]) => !check.again);
  return again.length < 2 ? single(checks) : [{ of: again.map(([index]) => index), label: `${again.length} as before` }, ...single(news)];
}

function shortened(checks: readonly Numbered[], count: number): readonly Wording[] {
  if (checks.length <= count + 1) return [];
  const first = checks.slice(0, count);
  const label = first.find(([, check]) => check.verdict === 'failed')?.[1].label ?? `${count} more`;
  return [{ of: first.map(([index]) => index), label }, ...single(checks.slice(count))];
}

function inWords(wordings: readonly Wording[], start: number, end: number): readonly PlacedCheck[] | undefined {
  const placed: PlacedCheck[] = [];
  let x = start;
  for (const { of, label } of wordings) {
    placed.push({ x, of, label });
    x += mark + 5 + textWidth(label, 'plain') + gap;
  }
  return placed.length > 0 && x - gap <= end ? placed : undefined;
}

function summary(checks: readonly Check[], start: number, end: number): readonly PlacedCheck[] {
  const failed = checks.findIndex((check) => check.verdict === 'failed');
  const label = checks[failed]?.label ?? `${checks.length} checks`;
  const of = failed < 0 ? [...checks.keys()] : [failed];
  const fits = start + mark + 5 + textWidth(label, 'plain') <= end + 4;
  return [{ x: start, of, ...(fits ? { label } : {}) }];
}
