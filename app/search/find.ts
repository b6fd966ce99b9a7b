import MiniSearch from 'minisearch';
import type { Entry } from './entry';

export type Find = (words: string) => readonly Entry[];

const most = 40;

/** Finds entries by words, by their beginnings, and by words that are a letter off; the best first. */
export function finderOf(entries: readonly Entry[]): Find {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const index = new MiniSearch<Entry>({
    fields: ['title', 'says', 'more'],
    storeFields: [],
    searchOptions: { boost: { title: 4, says: 2 }, prefix: true, fuzzy: (word) => (word.length > 4 ? 0.2 : false), combineWith: 'AND' },
    // `cognito:groups`, `sts:TagSession` and `TRU-02` are found whole and by their parts.
    tokenize: (text) => [...text.split(/[\s,;.()“”"'`]+/), ...text.split(/[^\p{L}\p{N}]+/u)].filter((word) => word !== ''),
    processTerm: (word) => word.toLowerCase(),
  });
  index.addAll(entries);
  return (words) => {
    if (words.trim() === '') return [];
    const wanted = words.split(/[\s,;()“”"'`]+/).filter((word) => word !== '');
    const found = index.search(wanted.join(' '), { tokenize: (text) => text.split(' ') }).flatMap(({ id }) => byId.get(Number(id)) ?? []);
    const named = ({ title }: Entry): boolean => title.toLowerCase() === words.trim().toLowerCase();
    return [...found.filter(named), ...found.filter((entry) => !named(entry))].slice(0, most);
  };
}
