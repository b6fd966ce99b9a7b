import { useSyncExternalStore } from 'react';

/** Milliseconds in which one message crosses the stage at speed 1. */
export const beatTime = 900;

/**
 * Where in a beat the player is, from 0 to 1. Only what moves listens to it; everything that it shows is computed from the
 * number alone.
 */
export class Playhead {
  #t = 1;
  #frame = 0;
  readonly #listeners = new Set<() => void>();

  readonly get = (): number => this.#t;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Goes to `t` at once. */
  jump(t: number): void {
    cancelAnimationFrame(this.#frame);
    this.#set(t);
  }

  /** Plays from `from` to the end of the beat; at once for those who asked for less motion. */
  play(speed: number, from = 0): void {
    this.jump(from);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return this.jump(1);
    let last: number | undefined;
    const step = (now: number): void => {
      this.#set(Math.min(1, this.#t + (last === undefined ? 0 : ((now - last) * speed) / beatTime)));
      last = now;
      if (this.#t < 1) this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  #set(t: number): void {
    if (t === this.#t) return;
    this.#t = t;
    for (const listener of this.#listeners) listener();
  }
}

export function usePlayhead(playhead: Playhead): number {
  return useSyncExternalStore(playhead.subscribe, playhead.get, () => 1);
}

/** Whether the playhead has reached a point; renders again only when that changes. */
export function useReached(playhead: Playhead, point: number): boolean {
  return useSyncExternalStore(playhead.subscribe, () => playhead.get() >= point, () => true);
}
