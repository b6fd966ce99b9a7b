import type { Edits } from '@/lib/world/edit';

const prefix = 'lifeguard.repair';

/** What somebody has typed into a lesson's world with these switches on. It is kept for as long as the tab is open. */
export function readEdits(slug: string, on: readonly string[]): Edits {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(slug, on)) ?? '{}');
    return Object.fromEntries(Object.entries(kept as object).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return {};
  }
}

export function keepEdits(slug: string, on: readonly string[], edits: Edits): void {
  try {
    if (Object.keys(edits).length === 0) sessionStorage.removeItem(keyOf(slug, on));
    else sessionStorage.setItem(keyOf(slug, on), JSON.stringify(edits));
  } catch {
    // A browser that keeps nothing keeps them for as long as the page is open.
  }
}

function keyOf(slug: string, on: readonly string[]): string {
  return [prefix, slug, on.join(',')].join(' ');
}
