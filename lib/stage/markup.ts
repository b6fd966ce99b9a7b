/**
 * The light markup of lessons. `code`, **strong**, and one shape for everything else, `[words](what)`:
 * `[who she is](who)` and `[may do](may)` are the two questions, `[refused](refused)` a refusal, `[app client](term:app-client)`
 * a word of the glossary, `[text](https://…)` or `[text](/errors#…)` a link.
 */
export type Markup =
  | { readonly kind: 'text' | 'code' | 'strong' | 'who' | 'may' | 'refused'; readonly text: string }
  | { readonly kind: 'term'; readonly text: string; readonly term: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

const token = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** Throws when a `[…](…)` is of no known kind, so that a slip of the pen fails a test and not a reader. */
export function parseMarkup(source: string): readonly Markup[] {
  const parts: Markup[] = [];
  let at = 0;
  for (const match of source.matchAll(token)) {
    if (match.index > at) parts.push({ kind: 'text', text: source.slice(at, match.index) });
    parts.push(partOf(match));
    at = match.index + match[0].length;
  }
  if (at < source.length) parts.push({ kind: 'text', text: source.slice(at) });
  return parts;
}

/** The words alone, for captions that are read aloud, titles and Mermaid. */
export function plainText(source: string): string {
  return parseMarkup(source).map((part) => part.text).join('');
}

function partOf([, code, strong, words = '', what = '']: RegExpMatchArray): Markup {
  if (code !== undefined) return { kind: 'code', text: code };
  if (strong !== undefined) return { kind: 'strong', text: strong };
  if (what === 'who' || what === 'may' || what === 'refused') return { kind: what, text: words };
  if (what.startsWith('term:')) return { kind: 'term', text: words, term: what.slice('term:'.length) };
  if (/^(https:\/\/|\/)/.test(what)) return { kind: 'link', text: words, href: what };
  throw new Error(`“[${words}](${what})” is neither a question, a term nor a link.`);
}
