/** A clock that runs as fast as the machine: it jumps to the next moment at which anybody wakes up. */
export class VirtualTime {
  /** Milliseconds. */
  now = 0;
  private readonly sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  readonly sleep = (milliseconds: number): Promise<void> =>
    new Promise((wake) => {
      const at = this.now + milliseconds;
      this.sleepers.splice(this.placeOf(at), 0, { at, wake });
    });

  /** Lets time pass until the work is done. */
  async pass<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const end = (): void => void (done = true);
    work.then(end, end);
    for (;;) {
      // Everybody who is awake goes on until they sleep or are done.
      await new Promise(setImmediate);
      if (done) return work;
      const next = this.sleepers.pop();
      if (next === undefined) continue;
      this.now = next.at;
      next.wake();
      while (this.sleepers.at(-1)?.at === this.now) this.sleepers.pop()?.wake();
    }
  }

  /** The latest stand first; of those who wake at the same moment, whoever slept first wakes first. */
  private placeOf(at: number): number {
    let [low, high] = [0, this.sleepers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sleepers[middle] as { readonly at: number }).at > at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
