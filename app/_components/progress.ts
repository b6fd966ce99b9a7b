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

/** All progress as the text of a file. */
export function exportProgress(): string {
  return `${JSON.stringify({ lifeguard: 'progress', version: 1, progress: readProgress() }, null, 2)}\n`;
}

/**
 * Takes in what {@link exportProgress} wrote, here or in another browser. Of a lesson that both know, the one that is further
 * stays: nothing that was done is lost. @returns how many lessons were read, or a sentence that says what is wrong
 */
export function importProgress(text: string): number | string {
  const read = progressIn(text);
  if (typeof read === 'string') return read;
  const now = readProgress();
  const further = (a: Progress, b: Progress | undefined): boolean => b === undefined || (a.done !== b.done ? a.done : a.step >= b.step);
  const taken = Object.entries(read).filter(([slug, progress]) => further(progress, now[slug]));
  try {
    localStorage.setItem(key, JSON.stringify({ ...now, ...Object.fromEntries(taken) }));
  } catch {
    return 'This browser keeps nothing, so the file could not be taken in.';
  }
  for (const listener of listeners) listener();
  return Object.keys(read).length;
}

/** The progress in a file's text, or what is wrong with it. */
export function progressIn(text: string): AllProgress | string {
  const wrong = 'This is no progress file of Lifeguard’s. Choose one that “Save to a file” wrote: it begins with { "lifeguard": "progress".';
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return wrong;
  }
  if (!isObject(file) || file.lifeguard !== 'progress' || !isObject(file.progress)) return wrong;
  const bad = Object.entries(file.progress).find(([, progress]) => !isProgress(progress));
  return bad === undefined ? (file.progress as AllProgress) : `What the file says of “${bad[0].slice(0, 60)}” is not step, of, done and answers. Nothing of it was taken in.`;
}

function isProgress(value: unknown): value is Progress {
  const isStep = (step: unknown): boolean => Number.isInteger(step) && Number(step) > 0;
  return isObject(value) && isStep(value.step) && isStep(value.of) && typeof value.done === 'boolean' && isObject(value.answers) && Object.values(value.answers).every(Number.isInteger);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
