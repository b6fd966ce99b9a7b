import type { Io } from './io';

/** Why a command cannot do what was asked: one sentence that says what is wrong, where, and what to do. */
export class Problem extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'Problem';
  }
}

/** Errors whose message is a sentence for the person who typed the command. */
const forPeople = new Set(['Problem', 'Unreadable', 'CannotCollect', 'UnknownPool']);

/** Runs a command to its exit status; a problem becomes its sentence and status 2. */
export async function orSay(io: Io, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Error) || !forPeople.has(error.name)) throw error;
    io.stderr.write(`${error.message}\n`);
    return 2;
  }
}

/** The message of whatever was thrown, without its full stop, to be part of a sentence. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}
