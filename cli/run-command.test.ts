import { describe, expect, it } from 'vitest';
import manifest from '../package.json';
import { type Command, commands } from './commands';
import type { Io } from './io';
import { runCommand } from './run-command';

async function run(args: readonly string[], known?: readonly Command[]) {
  let out = '';
  let err = '';
  const io: Io = {
    stdout: { write: (text) => (out += text), isTerminal: false },
    stderr: { write: (text) => (err += text), isTerminal: false },
    env: {},
    readInput: async () => '',
  };
  return { status: await runCommand(args, io, known), out, err };
}

const echo: Command = {
  name: 'echo',
  usage: 'WORD…',
  summary: 'says it again',
  run: async (args, io) => {
    io.stdout.write(args.join(' '));
    return args.length;
  },
};

describe('the command line', () => {
  it('gives a command its arguments and returns its status', async () => {
    expect(await run(['echo', 'a', '--help'], [echo])).toEqual({ status: 2, out: 'a --help', err: '' });
  });

  it.each([[[]], [['--help']], [['-h']], [['help']]])('shows every command with its summary for %j', async (args) => {
    const { status, out } = await run(args);
    expect(status).toBe(0);
    for (const { name, summary } of commands) expect(out).toMatch(new RegExp(`lifeguard ${name} +${summary}`));
  });

  it('knows its version', async () => {
    expect(await run(['--version'])).toEqual({ status: 0, out: `${manifest.version}\n`, err: '' });
  });

  it('names the commands that there are when there is no such one', async () => {
    expect(await run(['audti'], [echo])).toEqual({ status: 2, out: '', err: 'There is no command “audti”: there are echo (see lifeguard --help).\n' });
  });
});
