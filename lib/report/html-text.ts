import { printable } from './printable';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text that is nothing but text, in elements and in quoted attributes. */
export function text(raw: string): string {
  return printable(raw).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** As `text`, with its lines kept. */
export function lines(raw: string): string {
  return raw.split('\n').map(text).join('\n');
}
