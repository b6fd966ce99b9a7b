import type { Io } from './io';

/** One command of the command line. Its code is loaded when it is called, so that `--help` loads no AWS client. */
export interface Command {
  readonly name: string;
  /** What follows the name in the usage line. */
  readonly usage: string;
  /** One line in the list of commands. */
  readonly summary: string;
  /** @returns the exit status: 0 done, 1 done and something is wrong, 2 it could not be done */
  readonly run: (args: readonly string[], io: Io) => Promise<number>;
}

/** In the order in which `lifeguard --help` shows them. */
export const commands: readonly Command[] = [
  {
    name: 'serve',
    usage: '[--port N]',
    summary: 'the site and the emulator, for this computer only',
    run: async (args, io) => (await import('./serve')).serve(args, io),
  },
];
