/** One line of a benchmark's table. */
export interface Row {
  readonly what: string;
  readonly unit: 'per second' | 'ms' | 'KB gzip' | 'MB';
  /** The median of the runs. */
  readonly median: number;
  /** What the project promises: at least, for a rate; at most, for a time or a size. */
  readonly target?: number;
  readonly runs: readonly number[];
}

const RUNS = 15;

/** How often `work` can be done in a second. `work` does a round of `each` things and is repeated until a run lasts `millis`. */
export function rate(what: string, each: number, work: () => void, target?: number, millis = 100): Row {
  for (const start = performance.now(); performance.now() - start < 1000; ) work();
  const runs = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    let rounds = 0;
    let elapsed = 0;
    for (; elapsed < millis; elapsed = performance.now() - start) {
      work();
      rounds++;
    }
    return (rounds * each * 1000) / elapsed;
  });
  return { what, unit: 'per second', median: median(runs), target, runs };
}

/** How long `work` takes, in milliseconds, after warming up. */
export function time(what: string, work: () => void, target?: number): Row {
  for (let i = 0; i < 20; i++) work();
  const runs = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return { what, unit: 'ms', median: median(runs), target, runs };
}

export function size(what: string, bytes: number, target?: number): Row {
  const kilobytes = bytes / 1024;
  return { what, unit: 'KB gzip', median: kilobytes, target, runs: [kilobytes] };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
