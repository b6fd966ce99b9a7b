/** What is needed of an entry to recognise it. */
export interface Findable {
  readonly slug: string;
  readonly code: string;
  /** With `<…>` for what differs from case to case. */
  readonly message?: string | undefined;
}

/** The entries that a pasted text may be, best first: all fixed words of the message, else the code, else any words in common. */
export function matching<T extends Findable>(pasted: string, entries: readonly T[]): readonly T[] {
  const said = pasted.toLowerCase();
  const exact = entries.filter((entry) => saysSo(said, entry));
  if (exact.length > 0) return exact.toSorted((a, b) => (b.message?.length ?? 0) - (a.message?.length ?? 0));
  const byCode = entries.filter((entry) => said.includes(entry.code.toLowerCase()));
  if (byCode.length > 0) return byCode;
  const words = said.split(/\W+/).filter((word) => word.length > 3);
  if (words.length === 0) return [];
  return entries.filter((entry) => words.every((word) => `${entry.code} ${entry.message ?? ''}`.toLowerCase().includes(word)));
}

/** Whether a text has all fixed words of an entry's message. */
export function saysSo(text: string, { message }: Findable): boolean {
  return message !== undefined && fixedParts(message).every((part) => text.toLowerCase().includes(part));
}

/** What stands between the placeholders of a message. */
function fixedParts(message: string): readonly string[] {
  return message
    .toLowerCase()
    .split(/<[^>]*>/)
    .map((part) => part.trim())
    .filter((part) => part.length > 3);
}
