import { spawnSync } from 'node:child_process';

/** Whether a program is there and ends well with these arguments. Tests of programs that are not there are skipped, and say so. */
export function isInstalled(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
