'use client';

import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Entry } from './entry';
import type { Find } from './find';

/** The field and what was found. Works as a form without scripts; with them it looks while somebody types. */
export function SearchDesk({ words, found }: { readonly words: string; readonly found: readonly Entry[] }) {
  const [asked, setAsked] = useState(words);
  const [shown, setShown] = useState(found);
  const latest = useRef(words);
  const list = useRef<HTMLDivElement>(null);

  const look = useCallback(async (next: string): Promise<void> => {
    setAsked(next);
    latest.current = next;
    const find = await finder();
    if (latest.current !== next) return;
    setShown(find(next));
    history.replaceState(null, '', next.trim() === '' ? location.pathname : `?q=${encodeURIComponent(next)}`);
  }, []);

  // Somebody may have typed before the scripts arrived.
  useEffect(() => {
    const field = document.querySelector<HTMLInputElement>('#search-words');
    if (field === null) return;
    if (words === '') field.focus();
    if (field.value !== words) void look(field.value);
  }, [look, words]);

  return (
    <search>
      <form action="/search" onSubmit={(event) => (event.preventDefault(), list.current?.querySelector('a')?.focus())} onKeyDown={(event) => move(event, list.current)}>
        <label className="ref-find">
          <span>Look for</span>
          <input id="search-words" type="search" name="q" defaultValue={words} onChange={(event) => void look(event.target.value)} onFocus={() => void finder()} placeholder="aud, guest, AccessDenied, TRU-02 …" autoComplete="off" spellCheck={false} />
        </label>
        <p className="ref-count" role="status">
          {asked.trim() === '' ? 'Arrow keys move through what is found, Enter opens it.' : shown.length === 0 ? `Nothing has all of these words. Try fewer, or a part of one.` : `${shown.length} found`}
        </p>
        <div className="found" ref={list}>
          {bestFirst(shown).map((kind) => {
            const ofKind = shown.filter((entry) => entry.kind === kind);
            return ofKind.length === 0 ? null : (
              <section key={kind} aria-label={plural[kind]}>
                <h2 className="ref-group">{plural[kind]}</h2>
                <ul>
                  {ofKind.map((entry) => (
                    <li key={entry.href}>
                      <a href={entry.href}>
                        <b className={wire.has(kind) ? 'mono' : undefined}>{entry.title}</b>
                        <span>{entry.says}</span>
                      </a>
                    </li>
                  ))}
                </ul>
              </section>
            );
          })}
        </div>
      </form>
    </search>
  );
}

/** The kinds of what was found, by their best. */
function bestFirst(found: readonly Entry[]): readonly Entry['kind'][] {
  return [...new Set(found.map(({ kind }) => kind))];
}

const plural: Readonly<Record<Entry['kind'], string>> = {
  Walkthrough: 'Walkthroughs',
  Room: 'Rooms',
  Switch: 'Switches that break something',
  Error: 'Errors',
  Claim: 'Claims',
  Word: 'Words',
  Check: 'Checks',
};

/** What AWS says, it says in mono. */
const wire: ReadonlySet<Entry['kind']> = new Set(['Error', 'Claim']);

let made: Promise<Find> | undefined;

/** The entries and the index over them come when somebody first reaches for the field. */
function finder(): Promise<Find> {
  made ??= (async () => {
    const [{ finderOf }, answer] = await Promise.all([import('./find'), fetch('/search/entries.json')]);
    return finderOf((await answer.json()) as readonly Entry[]);
  })();
  return made;
}

/** Down and up walk from the field through what was found, and back. */
function move(event: KeyboardEvent, list: HTMLElement | null): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0 || list === null) return;
  const field = document.querySelector<HTMLElement>('#search-words');
  const stops = [field, ...list.querySelectorAll<HTMLElement>('a')].filter((stop) => stop !== null);
  const next = stops[stops.indexOf(document.activeElement as HTMLElement) + by];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
