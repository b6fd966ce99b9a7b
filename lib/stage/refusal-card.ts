import type { Beat } from './beats';
import { boxesOf, messageOf, type Box, type StageLayout } from './layout';

/** The box with AWS's exact words, near the actor that refused, where it covers no message. */
export interface RefusalCard extends Box {
  readonly lines: readonly string[];
}

const widths = [412, 330, 260, 214] as const;
const line = 18;
const padding = 11;
const character = 7.53;

/**
 * Places AWS's message beside the beat at `index`: right of the actor that refused if it can, below the row before above it.
 * Falls back to the stage's lower right corner, where the rest of the run would have been.
 */
export function placeRefusal(layout: StageLayout, beats: readonly Beat[], index: number, message: string): RefusalCard {
  const taken = beats.flatMap((beat, row) => boxesOf(layout, beat, row));
  const beat = beats[index] as Beat;
  const { from, to, top } = messageOf(layout, beat, index);
  const actor = Math.max(from, to);
  const below = layout.row * 1.12;
  for (const most of widths) {
    const lines = wrap(message, Math.floor((most - 2 * padding) / character));
    const width = Math.ceil(Math.max(...lines.map((one) => one.length)) * character + 2 * padding);
    const height = lines.length * line + 15;
    const lefts = [actor + 20, layout.width - width - 12];
    const tops = [top + 3, top + below, top + layout.row * 2.1, top - height - 4, top - layout.row - height, top - 2 * layout.row - height, top - 3 * layout.row - height];
    for (const y of tops) {
      for (const x of lefts) {
        const box = { x, y: Math.round(y), width, height };
        if (inside(layout, box) && !taken.some((other) => overlap(box, other))) return { ...box, lines };
      }
    }
  }
  const lines = wrap(message, Math.floor((widths[0] - 2 * padding) / character));
  const height = lines.length * line + 15;
  return { x: layout.width - widths[0] - 12, y: layout.height - height - 6, width: widths[0], height, lines };
}

/** Breaks a text at spaces into lines of at most `length` characters; a longer word is broken where it must. */
export function wrap(text: string, length: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    let rest = word;
    while (rest.length > length) {
      const room = current === '' ? length : length - current.length - 1;
      if (room < 8) {
        lines.push(current);
        current = '';
        continue;
      }
      lines.push(current === '' ? rest.slice(0, room) : `${current} ${rest.slice(0, room)}`);
      current = '';
      rest = rest.slice(room);
    }
    if (current === '') current = rest;
    else if (current.length + 1 + rest.length <= length) current += ` ${rest}`;
    else {
      lines.push(current);
      current = rest;
    }
  }
  return current === '' ? lines : [...lines, current];
}

function inside(layout: StageLayout, { x, y, width, height }: Box): boolean {
  return x >= 0 && x + width <= layout.width - 6 && y >= layout.field && y + height <= layout.height - 4;
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
