import { parseArgs } from 'node:util';
import { runAudit } from '../lib/auditor/run-audit';
import { compareReports, worsened } from '../lib/report/comparison';
import { comparisonFormats, comparisonText, type ComparisonFormat } from '../lib/report/comparison-text';
import { parseReport } from '../lib/report/parse-report';
import type { Report } from '../lib/report/report';
import { readInputs } from '../lib/snapshot/input-files';
import { countsFor, failOnOf } from './audit-options';
import { readText, writeWhole } from './files';
import type { Io } from './io';
import { messageOf, orSay, Problem } from './problem';
import { version } from './version';

const usage = `Usage: lifeguard compare BEFORE AFTER [--fail-on S] [--format F] [--output FILE]

What is new, what is fixed and what is as it was: BEFORE and AFTER are snapshots, templates, or reports (lifeguard audit --format json).
What could not be tried again is unclear, never fixed.

  --fail-on S      critical, high (the default), medium, low or never
  --format F       ${comparisonFormats.join(', ')}
  --output FILE    write there instead of standard output

Exit status: 0 nothing new at or above --fail-on, 1 something is, 2 it could not be done.
`;

const flags = { 'fail-on': { type: 'string' }, format: { type: 'string' }, output: { type: 'string', short: 'o' }, help: { type: 'boolean', short: 'h' } } as const;

/** The command `lifeguard compare`. @returns 0 nothing new at or above the threshold, 1 something is, 2 a file cannot be used */
export function compareCommand(args: readonly string[], io: Io): Promise<number> {
  return orSay(io, async () => {
    const { values, positionals } = parse(args);
    if (values.help === true) {
      io.stdout.write(usage);
      return 0;
    }
    const [before, after, ...more] = positionals;
    if (before === undefined || after === undefined || more.length > 0) throw new Problem('Which two? Name the earlier file and the later one: lifeguard compare BEFORE AFTER.');
    const failOn = failOnOf(values['fail-on'] ?? 'high');
    const comparison = compareReports(await reportIn(before, io), await reportIn(after, io));
    const text = comparisonText(comparison, formatOf(values.format ?? 'pretty'));
    if (values.output === undefined || values.output === '-') io.stdout.write(text);
    else await writeWhole(values.output, text);
    return worsened(comparison).some(({ severity = 'info' }) => countsFor(failOn, severity)) ? 1 : 0;
  });
}

/** The report in a file, or that of the account that the file tells of. */
async function reportIn(path: string, io: Io): Promise<Report> {
  const { name, text } = await readText(path, io);
  if (/"lifeguardReport"\s*:/.test(text)) return parseReport(text, name);
  const { snapshot } = await readInputs([{ name, text }], new Date().toISOString());
  if (snapshot === undefined) throw new Problem(`${name} tells of no account: give a snapshot, a template, or a report that lifeguard audit --format json wrote.`);
  return (await runAudit({ snapshot, version: version() })).report;
}

function formatOf(name: string): ComparisonFormat {
  const known = comparisonFormats.find((format) => format === name);
  if (known === undefined) throw new Problem(`There is no format “${name}”: choose one of ${comparisonFormats.join(', ')}.`);
  return known;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Problem(`${messageOf(error).split(/\.\s/)[0] ?? ''} (see lifeguard compare --help).`);
  }
}
