import type { ReportComparison } from './comparison';
import { plain } from './markdown-text';
import { printable } from './printable';
import type { ReportVerdict } from './report';

export const comparisonFormats = ['pretty', 'json', 'markdown'] as const;
export type ComparisonFormat = (typeof comparisonFormats)[number];

/** What became of an earlier report, as text. The same two reports give the same bytes. */
export function comparisonText(comparison: ReportComparison, format: ComparisonFormat): string {
  return format === 'json' ? `${JSON.stringify(comparison, undefined, 2)}\n` : format === 'markdown' ? markdown(comparison) : pretty(comparison);
}

/** "2 new, 1 fixed, 4 unchanged". */
export function comparisonSummary({ new: found, fixed, changed, unchanged, unclear }: ReportComparison): string {
  const counts = [
    [found.length, 'new'],
    [fixed.length, 'fixed'],
    [changed.length, 'with another severity'],
    [unclear.length, 'unclear'],
    [unchanged.length, 'unchanged'],
  ] as const;
  const told = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return told.length === 0 ? 'No findings before, none now' : told.join(', ');
}

interface Part {
  readonly title: string;
  readonly lines: readonly string[];
}

function parts({ new: found, fixed, changed, unchanged, unclear }: ReportComparison): readonly Part[] {
  const all: readonly Part[] = [
    { title: 'New', lines: found.map(lineOf) },
    { title: 'Another severity', lines: changed.map(({ before, after }) => `${before.severity} → ${lineOf(after)}`) },
    { title: 'Fixed', lines: fixed.map(lineOf) },
    { title: 'Unclear: found before, and not tried again', lines: unclear.map((finding) => `${lineOf(finding)} (${finding.because})`) },
    { title: 'Unchanged', lines: unchanged.map(lineOf) },
  ];
  return all.filter(({ lines }) => lines.length > 0);
}

function lineOf({ check, severity = 'info', message, suppressed }: ReportVerdict): string {
  return `${severity} ${check}: ${message}${suppressed === undefined ? '' : ` [suppressed: ${suppressed.reason}]`}`;
}

function pretty(comparison: ReportComparison): string {
  const { before, after } = comparison;
  const blocks = parts(comparison).map(({ title, lines }) => [title, ...lines.map((line) => `  ${printable(line)}`)].join('\n'));
  return `${[`${comparisonSummary(comparison)}: account ${printable(after.account)}, ${before.takenAt} against ${after.takenAt}`, ...blocks].join('\n\n')}\n`;
}

function markdown(comparison: ReportComparison): string {
  const { before, after } = comparison;
  const blocks = parts(comparison).map(({ title, lines }) => [`## ${title}`, '', ...lines.map((line) => `- ${plain(line)}`)].join('\n'));
  return `${[`# Lifeguard: ${comparisonSummary(comparison)}`, `Account ${plain(after.account)}, ${plain(before.takenAt)} against ${plain(after.takenAt)}.`, ...blocks].join('\n\n')}\n`;
}
