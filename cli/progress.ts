import type { Io } from './io';

/** One line on standard error that changes as work goes on. */
export interface ProgressLine {
  readonly say: (text: string) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

const silent: ProgressLine = { say: () => undefined, clear: () => undefined };
const widest = 100;

/** Only a terminal shows progress, and only if it is wanted. */
export function progressLine({ stderr }: Io, wanted: boolean): ProgressLine {
  if (!wanted || !stderr.isTerminal) return silent;
  return {
    say: (text) => stderr.write(`\r\u001b[2K${text.slice(0, widest)}`),
    clear: () => stderr.write('\r\u001b[2K'),
  };
}
