import { parseArgs } from 'node:util';
import { formats, render } from '../lib/report/formats';
import { mergeReports } from '../lib/report/merge';
import { parseReport } from '../lib/report/parse-report';
import { formatOf } from './audit-options';
import { readTexts, writeWhole } from './files';
import type { Io } from './io';
import { messageOf, orSay, Problem } from './problem';
import { version } from './version';

const usage = `Usage: lifeguard merge REPORT… [--format F] [--output FILE]

Makes one report of many (lifeguard audit --format json), by account and pool. Where two tell of the same pool, the later one counts.

  --format F       ${formats.join(', ')}; json when left out
  --output FILE    write there instead of standard output
`;

const flags = { format: { type: 'string' }, output: { type: 'string', short: 'o' }, help: { type: 'boolean', short: 'h' } } as const;

/** The command `lifeguard merge`. @returns 0, or 2 when a report cannot be read */
export function mergeCommand(args: readonly string[], io: Io): Promise<number> {
  return orSay(io, async () => {
    const { values, positionals } = parse(args);
    if (values.help === true) {
      io.stdout.write(usage);
      return 0;
    }
    if (positionals.length === 0) throw new Problem('Which reports? Name the files that lifeguard audit --format json wrote.');
    const format = formatOf(values.format ?? 'json');
    const texts = await readTexts(positionals, io);
    const merged = mergeReports(texts.map(({ name, text }) => parseReport(text, name)), version());
    const text = await render(merged, format, values.output === undefined && io.stdout.isTerminal && io.env.NO_COLOR === undefined);
    if (values.output === undefined || values.output === '-') io.stdout.write(text);
    else await writeWhole(values.output, text);
    return 0;
  });
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Problem(`${messageOf(error).split(/\.\s/)[0] ?? ''} (see lifeguard merge --help).`);
  }
}
