/** One line of a benchmark's table. */
export interface Row {
  readonly what: string;
  readonly unit: 'per second' | 'ms' | 's' | 'KB gzip' | 'MB' | 'times' | 'calls' | 'reports';
  /** The median of the runs. */
  readonly median: number;
  /** What the project promises: at least, for a rate; at most, for a time or a size. */
  readonly target?: number;
  readonly runs: readonly number[];
}

const RUNS = 15;
const RUN_MILLIS = 100;

/** Milliseconds of processor time that this process has had, so that other work on the machine does not count. */
function clock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Repeats `work` for a while. @returns the milliseconds of one `work` */
function spend(work: () => void, millis: number): number {
  const start = clock();
  let rounds = 0;
  let spent = 0;
  for (; spent < millis; spent = clock() - start) {
    // The clock itself takes a moment, so it is not read after every short piece of work.
    const batch = rounds === 0 ? 1 : Math.max(1, Math.floor(rounds / 4));
    for (let i = 0; i < batch; i++) work();
    rounds += batch;
  }
  return spent / rounds;
}

/** How many things can be done in a second when each `work` does `each` of them. */
export function rate(what: string, each: number, work: () => void, target?: number): Row {
  spend(work, 1000);
  const runs = Array.from({ length: RUNS }, () => (each * 1000) / spend(work, RUN_MILLIS));
  return { what, unit: 'per second', median: median(runs), target, runs };
}

/** How long `work` takes, in milliseconds, after warming up. */
export function time(what: string, work: () => void, target?: number): Row {
  for (let i = 0; i < 20; i++) work();
  const runs = Array.from({ length: RUNS }, () => spend(work, RUN_MILLIS / 10));
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
