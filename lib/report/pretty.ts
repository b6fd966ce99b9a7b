import type { Severity } from '../audit/claim';
import type { ReachLine } from '../audit/reach-lines';
import { bySeverity, headlineOf, severities } from './headline';
import { printable } from './printable';
import type { Report, ReportVerdict } from './report';
import type { ReportPool } from './standing';
import type { ReportRun } from './report-run';
import { dataUses } from '../audit/isolation-matrix';
import { neverRead, notSecretText, pathText } from './standing-text';
import { opinionText } from './second-opinion';
import { stepText } from './step-text';

/** Marks text for a terminal. Without colours, text stays as it is. */
export interface Ink {
  readonly severity: (severity: Severity, text: string) => string;
  readonly strong: (text: string) => string;
  readonly quiet: (text: string) => string;
}

export const plainInk: Ink = { severity: (_severity, text) => text, strong: (text) => text, quiet: (text) => text };

const codes: Readonly<Record<Severity, string>> = { critical: '1;31', high: '31', medium: '33', low: '36', info: '34' };
const styled = (code: string, text: string): string => `\u001b[${code}m${text}\u001b[0m`;

export const terminalInk: Ink = {
  severity: (severity, text) => styled(codes[severity], text),
  strong: (text) => styled('1', text),
  quiet: (text) => styled('2', text),
};

/** The report for a person at a terminal: the worst in a sentence, who reaches what, then the findings, the worst first. */
export function prettyReport(report: Report, ink: Ink = plainInk): string {
  const sections = [head(report, ink), ...report.pools.map((pool) => poolSection(report, pool, ink)), unreadSection(report, ink), summaryLine(report, ink)];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function head(report: Report, ink: Ink): string {
  const { account, partition, takenAt, pools } = report;
  const count = pools.length === 1 ? 'one identity pool' : `${pools.length} identity pools`;
  const where = partition === 'aws' ? '' : ` (${partition})`;
  const lines = [
    ink.strong(printable(headlineOf(report))),
    `Account ${account}${where}, ${count}, as read ${takenAt}`,
    ink.quiet('Demonstrated in the emulator: nothing was tried on the account itself.'),
  ];
  return lines.join('\n');
}

function poolSection(report: Report, { id, name, region, account }: ReportPool, ink: Ink): string {
  const verdicts = report.verdicts.filter((one) => one.pool === id && one.account === account);
  const fails = bySeverity(verdicts);
  const reach = report.reach.filter((line) => line.pool === id && line.account === account);
  const inPool = (one: { readonly pool: string; readonly account?: string }): boolean => one.pool === id && one.account === account;
  const parts = [
    ink.strong([printable(name), ...(name === id ? [] : [printable(id)]), ...(account === undefined ? [] : [account]), region].join('  ')),
    ['Who gets credentials, and the worst they allow', ...reach.map((line) => indent(reachText(line, ink)))].join('\n'),
    administratorText(report.administrator.filter(inPool)),
    isolationText(report.isolation.filter(inPool)),
    ...fails.map((verdict) => findingText(verdict, ink)),
    passedText(verdicts),
    unknownText(verdicts, ink),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function reachText({ check, who, flow, role, credentials, worst, severity }: ReachLine, ink: Ink): string {
  const by = `${check} ${printable(who)}, ${flow} flow`;
  if (credentials !== true) return `${by}: ${credentials === null ? '' : 'no credentials. '}${printable(worst)}`;
  const text = printable(worst);
  return `${by}, as ${printable(role?.slice(role.lastIndexOf('/') + 1) ?? '')}: ${severity === null ? text : ink.severity(severity, text)}`;
}

function administratorText(paths: Report['administrator']): string {
  return paths.map((path) => `${path.check} The shortest way to administering the account: ${printable(pathText(path))}`).join('\n');
}

/** How many statements let one user at what is another's; the matrix itself is in the other formats. */
function isolationText(matrices: Report['isolation']): string {
  const rows = matrices.flatMap(({ statements }) => statements);
  const crossed = rows.filter((row) => dataUses.some((use) => row[use]?.answer === 'crossed')).length;
  return rows.length === 0 ? '' : `RCH-06 One user at what is another’s: ${crossed} of ${rows.length} data statements let Mallory through (the matrix is in the HTML, Markdown and JSON reports).`;
}

function findingText(verdict: ReportVerdict, ink: Ink): string {
  const { check, name, severity = 'info', confidence = 'proved', message, resource, proof, fix, suppressed, unread = [], secondOpinions = [] } = verdict;
  const lines = [
    `${ink.severity(severity, severity.toUpperCase())} ${check} ${printable(name)}${confidence === 'proved' ? '' : ` (${confidence})`}`,
    indent(ink.strong(printable(message))),
    indent(ink.quiet(`${resource.type} ${printable(resource.id)}`)),
    ...(suppressed === undefined ? [] : [indent(`Suppressed until ${suppressed.expires}: ${printable(suppressed.reason)}`)]),
    ...(proof === undefined ? [] : runLines(proof).map(indent)),
    ...secondOpinions.map((opinion) => indent(printable(opinionText(opinion)))),
    ...unread.map((what) => indent(`Rests on what was not read: ${printable(what)}`)),
    ...(fix === undefined
      ? []
      : [indent(`Fix: ${printable(fix.summary)}`), indent(indent(`After it: ${printable(fix.replay.says)}`)), indent(indent(intendedText(fix.intended)))]),
  ];
  return lines.join('\n');
}

function intendedText(intended: readonly { readonly works: boolean }[]): string {
  const working = intended.filter(({ works }) => works).length;
  return `Intended uses that still work: ${working} of ${intended.length}.`;
}

/** One line for each call: what was asked, and how AWS would answer. */
function runLines({ title, steps }: ReportRun): readonly string[] {
  return [`Proof: ${printable(title)}`, ...steps.map((step) => indent(printable(stepText(step))))];
}

function passedText(verdicts: readonly ReportVerdict[]): string {
  const passed = verdicts.filter(({ verdict }) => verdict === 'pass');
  const codes = [...new Set(passed.map(({ check }) => check))];
  return passed.length === 0 ? '' : `Passed, having been tried: ${passed.length} (${codes.join(', ')})`;
}

function unknownText(verdicts: readonly ReportVerdict[], ink: Ink): string {
  const unknown = verdicts.filter(({ verdict }) => verdict === 'unknown');
  if (unknown.length === 0) return '';
  const lines = unknown.map(({ check, message }) => indent(`${check} ${printable(message)}`));
  return [ink.strong(`Unknown: ${unknown.length}`), ...new Set(lines)].join('\n');
}

function unreadSection({ unread, coverage }: Report, ink: Ink): string {
  const never = neverRead(coverage);
  const parts = [
    ...(unread.length === 0 ? [] : [[ink.strong('Not read'), ...unread.map((what) => indent(printable(what)))].join('\n')]),
    ...(never.length === 0 ? [] : [ink.quiet(printable(`RCH-07 Never read: ${never.join('; ')}. ${notSecretText(coverage)}`))]),
  ];
  return parts.join('\n\n');
}

function summaryLine({ summary }: Report, ink: Ink): string {
  const found = severities.filter((severity) => summary[severity] > 0).map((severity) => ink.severity(severity, `${summary[severity]} ${severity}`));
  const suppressed = summary.suppressed === undefined ? '' : `, ${summary.suppressed} suppressed`;
  return `${found.length === 0 ? 'Nothing found' : found.join(', ')}; ${summary.passed} passed, ${summary.unknown} unknown${suppressed}`;
}

const indent = (text: string): string => text.split('\n').map((line) => `  ${line}`).join('\n');
