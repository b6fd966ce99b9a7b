import { useSyncExternalStore } from 'react';

/** How far somebody is in one lesson. Kept in this browser only. */
export interface Progress {
  /** From 1. */
  readonly step: number;
  readonly of: number;
  readonly done: boolean;
  /** Chosen options by prediction; -1 is skipped. */
  readonly answers: Readonly<Record<string, number>>;
}

export type AllProgress = Readonly<Record<string, Progress>>;

const key = 'lifeguard.progress';
const none: AllProgress = {};
const listeners = new Set<() => void>();
let cached: { readonly text: string | null; readonly value: AllProgress } = { text: null, value: none };

/** All progress, or none where the browser keeps nothing. */
export function readProgress(): AllProgress {
  try {
    const text = localStorage.getItem(key);
    if (text !== cached.text) cached = { text, value: text === null ? none : (JSON.parse(text) as AllProgress) };
  } catch {
    cached = { text: null, value: none };
  }
  return cached.value;
}

export function saveProgress(slug: string, progress: Progress): void {
  try {
    localStorage.setItem(key, JSON.stringify({ ...readProgress(), [slug]: progress }));
  } catch {
    // A browser that keeps nothing starts over next time.
  }
  for (const listener of listeners) listener();
}

export function eraseProgress(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // There is nothing to erase where nothing is kept.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

export function useProgress(): AllProgress {
  return useSyncExternalStore(subscribe, readProgress, () => none);
}
