import type { Beat } from './beats';
import { chipNames } from './chip';
import type { Lane, Zone } from './lane';

const boxes: Readonly<Record<Zone, { readonly title: string; readonly colour: string }>> = {
  app: { title: 'Your app', colour: 'rgb(247, 246, 243)' },
  authn: { title: 'Who are you?', colour: 'rgb(237, 243, 252)' },
  authz: { title: 'What may you do?', colour: 'rgb(250, 243, 228)' },
  resource: { title: 'AWS resources', colour: 'rgb(238, 243, 247)' },
};

/** A run as the text of a Mermaid sequence diagram. Ghosts are left out: the text tells what happened. */
export function toMermaid(title: string, lanes: readonly Lane[], beats: readonly Beat[]): string {
  const names = new Map(lanes.map((lane, index) => [lane.id, `A${index}`]));
  const lines = ['sequenceDiagram', `  accTitle: ${escapeMermaid(title)}`, '  autonumber'];
  for (const zone of Object.keys(boxes) as Zone[]) {
    const inside = lanes.filter((lane) => lane.zone === zone);
    if (inside.length === 0) continue;
    lines.push(`  box ${boxes[zone].colour} ${boxes[zone].title}`);
    for (const lane of inside) lines.push(`    participant ${names.get(lane.id)} as ${escapeMermaid(lane.name)}`);
    lines.push('  end');
  }
  for (const beat of beats) if (!beat.ghost) lines.push(`  ${messageText(beat, names)}`);
  return `${lines.join('\n')}\n`;
}

function messageText(beat: Beat, names: ReadonlyMap<string, string>): string {
  const refused = beat.kind === 'answer' && beat.error !== undefined;
  const arrow = refused ? '--x' : beat.kind === 'answer' ? '-->>' : '->>';
  const carried = beat.carries.map((chip) => chipNames[chip.kind].full).join(', ');
  const { text, note } = beat.label;
  const words = [note === undefined ? text : `${text} ${note}`, carried === '' ? '' : `(${carried})`].filter((part) => part !== '').join(' ');
  return `${names.get(beat.from)}${arrow}${names.get(beat.to)}: ${escapeMermaid(words)}`;
}

/**
 * Text as Mermaid's parser takes it: `;` would end the statement and `#` cut it short; markup and line breaks have no business
 * in a label, and account names come from outside.
 */
export function escapeMermaid(text: string): string {
  return text.replace(/[#;<>]/g, (character) => entities[character] as string).replace(/\s+/g, ' ').trim();
}

const entities: Readonly<Record<string, string>> = { '#': '#35;', ';': '#59;', '<': '#lt;', '>': '#gt;' };
