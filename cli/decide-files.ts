import { readFile } from 'node:fs/promises';
import { decideCommand } from './decide';
import type { Io } from './io';

/** The command `lifeguard decide`, on the files and the streams of this process. */
export function decideFiles(args: readonly string[], { stdout, stderr, readInput }: Io): Promise<number> {
  return decideCommand(args, {
    stdin: readInput,
    readFile: (path) => readFile(path, 'utf8'),
    out: stdout.write,
    err: stderr.write,
  });
}
