import type { Beat, Check } from './beats';
import { chipNames, type Chip } from './chip';
import { messageOf, textWidth, type StageLayout } from './layout';

/** The part of a beat's time in which its message travels; in the rest the receiver checks it. */
export const flight = 0.68;

/** A chip in flight. `x`, `y` are its top left corner. */
export interface FlyingChip {
  readonly chip: Chip;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The name stands on it; else the icon alone. */
  readonly named: boolean;
  readonly refused: boolean;
}

/** Where everything of one beat is at one moment. */
export interface Moment {
  readonly chips: readonly FlyingChip[];
  /** Up to where the line is drawn as travelled. */
  readonly litTo: number;
  readonly arrived: boolean;
  readonly checks: readonly CheckState[];
}

export type CheckState = 'waiting' | Check['verdict'];

/**
 * The beat at time `t`, from 0 (it begins) to 1 (it is over). Depends on nothing but its arguments, so that scrubbing back
 * un-happens everything.
 */
export function momentOf(layout: StageLayout, beat: Beat, index: number, t: number): Moment {
  const { from, to: end, y, self, gateX } = messageOf(layout, beat, index);
  // What IAM refuses never arrives.
  const to = beat.gate === 'refuses' && gateX !== undefined ? gateX : end;
  const way = self ? 1 : ease(Math.min(1, clamp(t) / flight));
  const checks = checksAt(beat, t);
  const refused = beat.kind === 'request' && beat.error !== undefined && (checks.includes('failed') || (beat.checks.length === 0 && t >= 1));
  return {
    chips: self ? [] : fly({ chips: beat.carries, from, to, y, way, refused, height: Math.min(26, layout.row - 10) }),
    litTo: self ? to : from + (to - from) * way,
    arrived: way === 1,
    checks,
  };
}

/** Checks are decided one after the other once the message has arrived; a failed one ends it for the rest at once. */
export function checksAt(beat: Beat, t: number): readonly CheckState[] {
  const progress = (clamp(t) - flight) / (1 - flight);
  const decided = Math.floor(progress * beat.checks.length + 1e-9);
  const failed = beat.checks.findIndex((check) => check.verdict === 'failed');
  return beat.checks.map(({ verdict }, index) => {
    if (verdict === 'unreached') return failed >= 0 && decided > failed ? 'unreached' : 'waiting';
    return index < decided ? verdict : 'waiting';
  });
}

interface Flight {
  readonly chips: readonly Chip[];
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly way: number;
  readonly refused: boolean;
  readonly height: number;
}

const space = 4;

function fly({ chips, from, to, y, way, refused, height }: Flight): readonly FlyingChip[] {
  if (chips.length === 0) return [];
  const only = chips.length === 1 ? (chips[0] as Chip) : undefined;
  const fullWidth = only === undefined ? 0 : chipWidth(only);
  const named = only !== undefined && fullWidth + 24 <= Math.abs(to - from);
  const size = named ? height : Math.min(height, 18);
  const width = named ? fullWidth : size;
  const all = chips.length * (width + space) - space;
  const start = Math.min(from, to) === from ? from + 4 : from - 4 - all;
  const end = to > from ? to - 13 - all : to + 13;
  const left = Math.abs(to - from) < all + 12 ? (from + to - all) / 2 : start + (end - start) * way;
  return chips.map((chip, index) => ({
    chip,
    x: round(left + index * (width + space)),
    y: round(named ? y - size / 2 : y - size / 2 + 2),
    width,
    height: size,
    named,
    refused,
  }));
}

/** Icon, name and the space around them. */
export function chipWidth(chip: Chip): number {
  return Math.round(36 + textWidth(chipNames[chip.kind].full, 'plain'));
}

/** cubic-bezier(.45, .05, .25, 1), solved for the time by halving. */
export function ease(time: number): number {
  if (time <= 0) return 0;
  if (time >= 1) return 1;
  let [low, high] = [0, 1];
  for (let i = 0; i < 24; i++) {
    const middle = (low + high) / 2;
    if (bezier(0.45, 0.25, middle) < time) low = middle;
    else high = middle;
  }
  return bezier(0.05, 1, low);
}

function bezier(first: number, second: number, at: number): number {
  const rest = 1 - at;
  return 3 * rest * rest * at * first + 3 * rest * at * at * second + at * at * at;
}

function clamp(t: number): number {
  return Math.max(0, Math.min(1, t));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
