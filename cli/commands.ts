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
    name: 'audit',
    usage: '[POOL_ID…] [--demo|--snapshot FILE…] [OPTIONS]',
    summary: 'who gets credentials through identity pools, what they can do, and how to mend it',
    run: async (args, io) => (await import('./audit')).auditCommand(args, io),
  },
  {
    name: 'snapshot',
    usage: '[POOL_ID…] --output FILE [OPTIONS]',
    summary: 'only read an account, to audit it later or elsewhere',
    run: async (args, io) => (await import('./snapshot')).snapshotCommand(args, io),
  },
  {
    name: 'merge',
    usage: 'REPORT…',
    summary: 'one report of many accounts and regions',
    run: async (args, io) => (await import('./merge')).mergeCommand(args, io),
  },
  {
    name: 'compare',
    usage: 'BEFORE AFTER [OPTIONS]',
    summary: 'what is new, fixed and unchanged between two snapshots, templates or reports',
    run: async (args, io) => (await import('./compare')).compareCommand(args, io),
  },
  {
    name: 'decide',
    usage: 'FILE|-… [--format pretty|json]',
    summary: 'decide requests against policies as IAM would',
    run: async (args, io) => (await import('./decide-files')).decideFiles(args, io),
  },
  {
    name: 'policy',
    usage: '',
    summary: 'the least-privilege IAM policy that an audit needs',
    run: async (args, io) => (await import('./policy')).policyCommand(args, io),
  },
  {
    name: 'checks',
    usage: '[CODE]',
    summary: 'the checks of an audit, or all about one',
    run: async (args, io) => (await import('./checks')).checksCommand(args, io),
  },
  {
    name: 'explain',
    usage: '"ERROR TEXT"|CODE',
    summary: 'what an error means, what leads to it, and where to see it happen',
    run: async (args, io) => (await import('./explain')).explainCommand(args, io),
  },
  {
    name: 'serve',
    usage: '[--port N] [--snapshot FILE]',
    summary: 'the site and the emulator, for this computer only',
    run: async (args, io) => (await import('./serve')).serve(args, io),
  },
];
