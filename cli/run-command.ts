import { type Command, commands } from './commands';
import type { Io } from './io';
import { version } from './version';

/**
 * Finds the command that the first argument names and runs it with the others.
 *
 * @returns the exit status; 2 when there is no such command
 */
export async function runCommand(args: readonly string[], io: Io, known: readonly Command[] = commands): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.stdout.write(help(known));
    return 0;
  }
  if (name === '--version' || name === '-v') {
    io.stdout.write(`${version()}\n`);
    return 0;
  }
  const command = known.find((candidate) => candidate.name === name);
  if (command === undefined) {
    io.stderr.write(`There is no command “${name}”: there are ${known.map((each) => each.name).join(', ')} (see lifeguard --help).\n`);
    return 2;
  }
  return command.run(rest, io);
}

function help(known: readonly Command[]): string {
  const width = Math.max(...known.map(({ name }) => name.length));
  const lines = known.map(({ name, summary }) => `  lifeguard ${name.padEnd(width)}   ${summary}`);
  return `Usage: lifeguard COMMAND [OPTIONS]\n\n${lines.join('\n')}\n\n  lifeguard COMMAND --help shows a command's options.\n`;
}
