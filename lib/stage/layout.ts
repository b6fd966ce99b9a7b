import type { Beat } from './beats';
import { zones, type Lane, type Zone } from './lane';

/** All numbers are CSS pixels at 1:1, from the stage's top left corner unless said otherwise. */
export interface StageLayout {
  readonly width: number;
  readonly height: number;
  /** Height of the strip with the zones' names, and of the actors with their wallets under it. */
  readonly heads: number;
  readonly actors: number;
  /** Where the first row begins. */
  readonly field: number;
  readonly row: number;
  readonly zones: readonly Placed<{ readonly zone: Zone }>[];
  readonly border: Placed<object>;
  readonly lanes: readonly PlacedLane[];
}

type Placed<T> = T & { readonly x: number; readonly width: number };

/** `x` is the lifeline; `left` and `width` are the room for name and wallet. */
export interface PlacedLane {
  readonly lane: Lane;
  readonly x: number;
  readonly left: number;
  readonly width: number;
}

/** How wide things are drawn: `full` in the player, `compact` on the front page and in proofs. */
export type StageSize = 'full' | 'compact';

interface Metrics {
  readonly actors: number;
  readonly row: number;
  readonly border: number;
  /** Room at the left for the rows' numbers. */
  readonly numbers: number;
  readonly zone: Readonly<Record<Zone, { readonly first: number; readonly next: number; readonly least: number }>>;
}

const metrics: Readonly<Record<StageSize, Metrics>> = {
  full: {
    actors: 155,
    row: 33,
    border: 20,
    numbers: 12,
    zone: {
      app: { first: 188, next: 150, least: 188 },
      authn: { first: 194, next: 150, least: 194 },
      authz: { first: 126, next: 120, least: 214 },
      resource: { first: 148, next: 136, least: 120 },
    },
  },
  compact: {
    actors: 44,
    row: 40,
    border: 22,
    numbers: 7,
    zone: {
      app: { first: 210, next: 150, least: 210 },
      authn: { first: 276, next: 150, least: 210 },
      authz: { first: 166, next: 128, least: 250 },
      resource: { first: 210, next: 150, least: 150 },
    },
  },
};

/** The stage is drawn at its widest for rows of this many beats; more rows scroll inside it. */
export function layoutOf(lanes: readonly Lane[], rows: number, size: StageSize = 'full'): StageLayout {
  const { actors, row, border, numbers, zone: widths } = metrics[size];
  const placedZones: Placed<{ readonly zone: Zone }>[] = [];
  const placedLanes: PlacedLane[] = [];
  let x = 0;
  let borderX = 0;
  for (const zone of zones) {
    const inside = lanes.filter((lane) => lane.zone === zone);
    const { first, next, least } = widths[zone];
    const needed = inside.reduce((sum, _lane, index) => sum + (index === 0 ? first : next), 0);
    const width = Math.max(needed, least);
    let left = x + (width - needed) / 2;
    for (const [index, lane] of inside.entries()) {
      const room = index === 0 ? first : next;
      const inset = zone === 'app' && index === 0 ? numbers : 0;
      const middle = Math.round(left + inset / 3 + room / 2);
      const half = Math.min(74, room / 2 - 4, middle - left - inset);
      placedLanes.push({ lane, x: middle, left: middle - half, width: 2 * half });
      left += room;
    }
    placedZones.push({ zone, x, width });
    x += width;
    if (zone === 'authn') {
      borderX = x;
      x += border;
    }
  }
  const heads = 30;
  const field = heads + actors;
  return {
    width: x,
    height: field + rows * row,
    heads,
    actors,
    field,
    row,
    zones: placedZones,
    border: { x: borderX, width: border },
    lanes: placedLanes,
  };
}

/** The lifeline of an actor. */
export function lifeline(layout: StageLayout, id: string): number {
  const placed = layout.lanes.find((one) => one.lane.id === id);
  if (placed === undefined) throw new Error(`The stage has no lane “${id}”.`);
  return placed.x;
}

/** A message as it is drawn. */
export interface Message {
  readonly top: number;
  /** Of the line. */
  readonly y: number;
  readonly from: number;
  readonly to: number;
  readonly rightward: boolean;
  readonly self: boolean;
  /** Left end of the label, whose baseline is `y - 7` (`y + 2` beside a loop). */
  readonly labelX: number;
  readonly labelY: number;
  readonly crossesBorder: boolean;
  readonly gateX?: number;
  readonly viaX?: number;
}

export function messageOf(layout: StageLayout, beat: Beat, index: number): Message {
  const top = layout.field + index * layout.row;
  const y = top + Math.round(layout.row * 0.64);
  const from = lifeline(layout, beat.from);
  const to = lifeline(layout, beat.to);
  const self = from === to;
  const borderAt = layout.border.x;
  return {
    top,
    y,
    from,
    to,
    rightward: to >= from,
    self,
    labelX: self ? from + 36 : Math.min(from, to) + 14,
    labelY: self ? y + 2 : y - 7,
    crossesBorder: Math.min(from, to) < borderAt && Math.max(from, to) > borderAt,
    ...(beat.gate === undefined ? {} : { gateX: lifeline(layout, 'iam') }),
    ...(beat.via === undefined ? {} : { viaX: lifeline(layout, beat.via) }),
  };
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const advance = { wire: 7.23, plain: 6.5 } as const;

/** About how wide a text of 12 px is; a little too much rather than too little. */
export function textWidth(text: string, voice: 'wire' | 'plain'): number {
  return text.length * advance[voice];
}

/** What a message covers: its label and its line. */
export function boxesOf(layout: StageLayout, beat: Beat, index: number): readonly Box[] {
  const { y, from, to, self, labelX, labelY } = messageOf(layout, beat, index);
  const { text, note, voice } = beat.label;
  const width = textWidth(note === undefined ? text : `${text}  ${note}`, voice);
  const label = { x: labelX, y: labelY - 11, width, height: 14 };
  const line = self ? { x: from, y: y - 12, width: 30, height: 16 } : { x: Math.min(from, to), y: y - 4, width: Math.abs(to - from), height: 8 };
  return [label, line];
}
