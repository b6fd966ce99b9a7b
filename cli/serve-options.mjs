// Plain JavaScript, because `npm start` reads the same options before anything is installed.
import { parseArgs } from 'node:util';

/**
 * Reads the options of `serve`: for the port the flag --port first, then the PORT variable.
 *
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {string} command as the person typed it, for the advice in a problem
 * @returns {{ help: boolean, port?: number, snapshot?: string } | { problem: string }} `port` only when somebody asked for one (0 lets
 *   the system choose); a problem is one sentence that says what to write instead
 */
export function readServeOptions(args, env, command = 'lifeguard serve') {
  const { values, tokens } = parseArgs({
    args: [...args],
    options: { help: { type: 'boolean', short: 'h' }, port: { type: 'string', short: 'p' }, snapshot: { type: 'string' } },
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === 'positional') return { problem: `Unexpected “${token.value}”: to choose a port, write ${command} --port 4000.` };
    if (token.kind !== 'option') continue;
    if (!['help', 'port', 'snapshot'].includes(token.name)) return { problem: `Unknown option ${token.rawName}: there are --port N, --snapshot FILE and --help, as in ${command} --port 4000.` };
  }
  if (values.help) return { help: true };

  if (values.snapshot === true || values.snapshot === '') return { problem: `The option --snapshot needs a file, as in ${command} --snapshot account.json.` };
  const rest = values.snapshot === undefined ? {} : { snapshot: values.snapshot };

  const text = values.port ?? (env.PORT || undefined);
  if (text === undefined) return { help: false, ...rest };
  if (text === true) return { problem: `The option --port needs a number, as in ${command} --port 4000.` };
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535) {
    const where = values.port === undefined ? 'the environment variable PORT' : '--port';
    return { problem: `“${text}” in ${where} is not a port: a port is a whole number from 0 to 65535, as in ${command} --port 4000.` };
  }
  return { help: false, port, ...rest };
}
