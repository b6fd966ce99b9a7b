import type { Io } from './io';
import { orSay } from './problem';
import { type Answer, type Answers, type RunningServer, startServer } from './server';
import { readServeOptions } from './serve-options.mjs';
import { answerAsSite, openSite, siteIsBuilt } from './site';

const usage = `Usage: lifeguard serve [--port N] [--snapshot FILE]

Serves the site and the emulator on 127.0.0.1, for this computer only, until Ctrl-C.

  --port N          this port or none (0: any free one). Without it the variable PORT, or else 3000 or the next one that is free.
  --snapshot FILE   the emulator serves the account of this snapshot, with the people under its "users"; - is standard input
`;

const firstPort = 3000;
const lastPort = 3099;

/** Loaded with the first request, so that the server is there at once. */
const answerAsAws: Answer = async (request, response) => (await import('../lib/wire/node-http')).answerNode(request, response);

/** The command `lifeguard serve`: runs until it is interrupted. @returns 0, or 2 when it could not begin */
export async function serve(args: readonly string[], io: Io): Promise<number> {
  const options = readServeOptions(args, io.env);
  if ('problem' in options) return end(io, options.problem);
  if (options.help) {
    io.stdout.write(usage);
    return 0;
  }
  if (options.snapshot !== undefined) {
    const path = options.snapshot;
    const status = await orSay(io, async () => (await import('./snapshot-emulator')).serveSnapshot(path, io).then(() => 0));
    if (status !== 0) return status;
  }
  const server = await openServer(options.port, { emulator: answerAsAws, site: answerAsSite });
  if ('problem' in server) return end(io, server.problem);

  const stopped = interrupted();
  // The emulator answers already. The address comes last, so that what is at it is there.
  if (siteIsBuilt()) {
    try {
      await openSite();
    } catch (error) {
      await server.close();
      return end(io, `The built pages could not be opened: ${messageOf(error)}. Build them anew with npm run build.`);
    }
  }
  io.stdout.write(welcome(server.port));
  await stopped;
  await server.close();
  return 0;
}

/**
 * Takes the port that was asked for, or the first one that is free.
 *
 * @param port undefined when nobody asked for one
 */
export async function openServer(port: number | undefined, answers: Answers): Promise<RunningServer | { readonly problem: string }> {
  if (port !== undefined) {
    try {
      return await startServer(port, answers);
    } catch (error) {
      return { problem: whyNot(port, error) };
    }
  }
  for (let candidate = firstPort; candidate <= lastPort; candidate++) {
    try {
      return await startServer(candidate, answers);
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') return { problem: whyNot(candidate, error) };
    }
  }
  return { problem: `All ports from ${firstPort} to ${lastPort} are taken: free one, or choose another with --port N.` };
}

function whyNot(port: number, error: unknown): string {
  const code = codeOf(error);
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program: choose another with --port N, or leave it out to get a free one.`;
  if (code === 'EACCES') return `Port ${port} is not open to you on this system: choose one above 1023 with --port N.`;
  return `Lifeguard could not listen on 127.0.0.1:${port}: ${messageOf(error)}.`;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

function welcome(port: number): string {
  const address = `http://127.0.0.1:${port}`;
  const lines = [`Lifeguard is at ${address}`, `The emulator is at ${address}/aws (set AWS_ENDPOINT_URL to it)`];
  if (!siteIsBuilt()) lines.push('The pages are not built yet: npm run build does that, and npm start does it by itself.');
  return `${lines.join('\n')}\nCtrl-C stops it.\n`;
}

/** Resolves at Ctrl-C or a polite kill; a second one ends the process at once, as it would without us. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

function end(io: Io, problem: string): number {
  io.stderr.write(`${problem}\n`);
  return 2;
}
