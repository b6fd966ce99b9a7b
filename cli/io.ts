/** What a command may touch of the world around it; a test gives its own. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** All of standard input, for arguments that are “-”. */
  readonly readInput: () => Promise<string>;
}

export interface Output {
  readonly write: (text: string) => void;
  /** Progress and colour only make sense to a person. */
  readonly isTerminal: boolean;
}

/** The process itself. */
export const processIo: Io = {
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  env: process.env,
  readInput: async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  },
};

function output(stream: NodeJS.WriteStream): Output {
  return { write: (text) => void stream.write(text), isTerminal: stream.isTTY === true };
}
