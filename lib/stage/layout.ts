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
  readonly zones: readonly Placed<{ readonly zone: Zone; readonly empty: boolean }>[];
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

/** How wide things are drawn: `full` in the player, `compact` on the front page, `proof` in a report. */
export type StageSize = 'full' | 'compact' | 'proof';

/** A width that may shrink where lanes are many. */
type Width = readonly [wanted: number, least: number];

interface Metrics {
  /** What the stage should not be wider than. */
  readonly room: number;
  readonly actors: number;
  readonly border: number;
  /** Room at the left for the rows' numbers. */
  readonly numbers: number;
  /** Height of a row: as much as fits into `field`, within these bounds. */
  readonly row: { readonly least: number; readonly most: number; readonly field: number };
  /** Of a zone's first lane, of each further lane, and of a zone without any. */
  readonly zone: Readonly<Record<Zone, { readonly first: Width; readonly next: Width; readonly empty: number }>>;
}

const metrics: Readonly<Record<StageSize, Metrics>> = {
  full: {
    room: 916,
    actors: 155,
    border: 20,
    numbers: 12,
    row: { least: 28, most: 33, field: 450 },
    zone: {
      app: { first: [188, 160], next: [150, 112], empty: 110 },
      authn: { first: [194, 190], next: [150, 118], empty: 112 },
      authz: { first: [126, 118], next: [120, 100], empty: 130 },
      resource: { first: [148, 112], next: [136, 106], empty: 114 },
    },
  },
  compact: {
    room: 1140,
    actors: 44,
    border: 22,
    numbers: 7,
    row: { least: 40, most: 40, field: 0 },
    zone: {
      app: { first: [210, 166], next: [150, 122], empty: 120 },
      authn: { first: [276, 190], next: [150, 118], empty: 120 },
      authz: { first: [166, 118], next: [128, 100], empty: 140 },
      resource: { first: [210, 112], next: [150, 106], empty: 120 },
    },
  },
  proof: {
    room: 796,
    actors: 44,
    border: 18,
    numbers: 7,
    row: { least: 32, most: 32, field: 0 },
    zone: {
      app: { first: [166, 150], next: [130, 104], empty: 96 },
      authn: { first: [142, 130], next: [120, 104], empty: 106 },
      authz: { first: [130, 104], next: [106, 84], empty: 96 },
      resource: { first: [150, 104], next: [120, 96], empty: 108 },
    },
  },
};

/** Places for these lanes and this many rows. More lanes than fit make the stage wider, more rows make it higher. */
export function layoutOf(lanes: readonly Lane[], rows: number, size: StageSize = 'full'): StageLayout {
  const { actors, border, numbers, room, row: bounds, zone: widths } = metrics[size];
  const row = Math.max(bounds.least, Math.min(bounds.most, Math.floor(bounds.field / Math.max(1, rows))));
  const inZone = (zone: Zone): readonly Lane[] => lanes.filter((lane) => lane.zone === zone);
  const sizesOf = (zone: Zone, give: number): readonly number[] =>
    inZone(zone).map((_lane, index) => {
      const [wanted, least] = index === 0 ? widths[zone].first : widths[zone].next;
      return Math.round(wanted - (wanted - least) * give);
    });
  const widthOf = (zone: Zone, give: number): number => sizesOf(zone, give).reduce((sum, width) => sum + width, 0) || widths[zone].empty;
  const total = (give: number): number => zones.reduce((sum, zone) => sum + widthOf(zone, give), border);
  const [widest, narrowest] = [total(0), total(1)];
  const give = widest <= room ? 0 : Math.min(1, (widest - room) / Math.max(1, widest - narrowest));

  const placedZones: Placed<{ readonly zone: Zone; readonly empty: boolean }>[] = [];
  const placedLanes: PlacedLane[] = [];
  let x = 0;
  let borderX = 0;
  for (const zone of zones) {
    let left = x;
    for (const [index, lane] of inZone(zone).entries()) {
      const width = sizesOf(zone, give)[index] as number;
      const inset = zone === 'app' && index === 0 ? numbers : 0;
      const middle = Math.round(left + inset / 3 + width / 2);
      const half = Math.min(74, width / 2 - 4, middle - left - inset);
      placedLanes.push({ lane, x: middle, left: middle - half, width: 2 * half });
      left += width;
    }
    const width = widthOf(zone, give);
    placedZones.push({ zone, x, width, empty: inZone(zone).length === 0 });
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
  // STS stands before IAM: what it is asked does not pass there.
  const iam = beat.gate === undefined ? undefined : lifeline(layout, 'iam');
  const gateX = iam !== undefined && iam < Math.max(from, to) ? iam : undefined;
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
    ...(gateX === undefined ? {} : { gateX }),
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
