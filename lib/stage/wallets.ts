import type { Beat } from './beats';
import { chipOrder, type Chip } from './chip';
import type { Lane } from './lane';
import { flight } from './position';

/** What one actor holds. */
export interface Wallet {
  readonly lane: string;
  readonly chips: readonly HeldChip[];
  /** Said when there is no chip to show: "nothing yet", "keeps no token". */
  readonly says?: string;
}

export interface HeldChip {
  readonly chip: Chip;
  readonly state: 'held' | 'arriving' | 'expired';
  /** Seconds until it expires, at the beat that is shown. */
  readonly remaining?: number;
}

/**
 * Who holds what when beat `index` has come to time `t` (0 to 1). The same arguments always give the same wallets: nothing
 * is remembered from the beats that were shown before.
 */
export function walletsAt(beats: readonly Beat[], lanes: readonly Lane[], index: number, t = 1): readonly Wallet[] {
  const present = beats[index];
  const now = present?.at ?? 0;
  const past = beats.slice(0, index + 1).filter((beat) => !beat.ghost);
  return lanes.map((lane) => {
    const arrived = past.filter((beat) => beat !== present || t >= flight);
    const held = lane.zone === 'app' ? keptBy(lane.id, arrived, now) : [];
    const arriving = present !== undefined && !present.ghost && present.kind === 'request' && present.to === lane.id && t < 1;
    const chips = arriving ? [...held, ...present.carries.map((chip): HeldChip => ({ chip, state: 'arriving' }))] : held;
    return chips.length > 0 ? { lane: lane.id, chips } : { lane: lane.id, chips, says: wordsFor(lane, arrived) };
  });
}

function keptBy(lane: string, beats: readonly Beat[], now: number): readonly HeldChip[] {
  const kept = new Map<string, Chip>();
  for (const beat of beats) {
    if (beat.kind === 'answer' && beat.to === lane) for (const chip of beat.carries) kept.set(chip.kind, chip);
  }
  return chipOrder.flatMap((kind) => {
    const chip = kept.get(kind);
    return chip === undefined ? [] : [held(chip, now)];
  });
}

function held(chip: Chip, now: number): HeldChip {
  if (chip.expiresAt === undefined) return { chip, state: 'held' };
  const remaining = chip.expiresAt - now;
  return { chip, state: remaining > 0 ? 'held' : 'expired', remaining };
}

function wordsFor({ id, zone, empty }: Lane, beats: readonly Beat[]): string {
  const answered = beats.filter((beat) => beat.kind === 'answer' && (beat.from === id || beat.via === id));
  if (zone === 'resource') {
    const stored = beats.findLast((beat) => beat.kind === 'request' && beat.to === id && beat.error === undefined && beat.label.note !== undefined);
    if (stored !== undefined) return stored.label.note as string;
  }
  return answered.length > 0 || beats.some((beat) => beat.from === id) ? empty[1] : empty[0];
}

/** `59:48`, `29 d 23 h`, `expired`. */
export function countdown(seconds: number): string {
  if (seconds <= 0) return 'expired';
  const whole = Math.floor(seconds);
  const days = Math.floor(whole / 86_400);
  if (days > 0) return `${days} d ${Math.floor((whole % 86_400) / 3600)} h`;
  const minutes = Math.floor(whole / 60);
  if (minutes >= 100) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${minutes}:${String(whole % 60).padStart(2, '0')}`;
}

/** The same, to be read aloud. */
export function countdownInWords(seconds: number): string {
  if (seconds <= 0) return 'expired';
  const days = Math.floor(seconds / 86_400);
  if (days > 0) return `${days} days left`;
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes} minutes left` : `${Math.floor(seconds)} seconds left`;
}
