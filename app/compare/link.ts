import { walkthroughNamed } from '@/content/walkthroughs';
import { textOf, type Walkthrough } from '@/content/walkthroughs/walkthrough';
import { viewIn } from '../learn/[walkthrough]/view';

/** A run that a link leads to. */
export interface LinkedRun {
  readonly walkthrough: Walkthrough;
  readonly on: readonly string[];
  /** "Both together: …, as it should go" */
  readonly name: string;
  readonly href: string;
}

/** The run behind a link to this site (`/learn/guest?x=off`, with or without the host); a sentence when there is none. */
export async function runBehind(link: string): Promise<LinkedRun | string> {
  const match = /^(?:https?:\/\/[^/]+)?\/learn\/([a-z0-9-]+)\/?(?:\?([^#]*))?(?:#.*)?$/.exec(link.trim());
  const load = match === null ? undefined : walkthroughNamed(match[1] ?? '');
  if (match === null || load === undefined) {
    return `“${shortened(link)}” leads to no walkthrough here. Open one, turn on the switches you want, and copy its link: it begins with /learn/.`;
  }
  const walkthrough = await load();
  const search = new URLSearchParams(match[2]);
  const { on } = viewIn(search, textOf(walkthrough));
  const unknown = (search.get('x') ?? '').split(',').filter((id) => id !== '' && !on.includes(id));
  if (unknown.length > 0) return `“${walkthrough.title}” has no switch ${unknown.map((id) => `“${shortened(id)}”`).join(', ')}. It has ${walkthrough.switches.map(({ id }) => id).join(', ')}.`;
  return { walkthrough, on, name: nameOf(walkthrough, on), href: addressOf(walkthrough, on) };
}

export function addressOf({ slug }: Walkthrough, on: readonly string[]): string {
  return `/learn/${slug}${on.length === 0 ? '' : `?x=${on.join(',')}`}`;
}

export function nameOf({ title, switches }: Walkthrough, on: readonly string[]): string {
  const labels = switches.filter(({ id }) => on.includes(id)).map(({ label }) => label);
  return labels.length === 0 ? title : `${title} · ${labels.join(' + ')}`;
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
