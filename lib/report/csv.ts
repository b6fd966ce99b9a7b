import { printable } from './printable';
import type { Report, ReportVerdict } from './report';

const columns = ['account', 'pool', 'check', 'name', 'verdict', 'severity', 'confidence', 'actor', 'resourceType', 'resource', 'message', 'fix', 'unread', 'suppressed'] as const;

/** All verdicts, a line each (RFC 4180). No cell can become a formula in a spreadsheet. */
export function csvReport(report: Report): string {
  const rows = report.verdicts.map((verdict) => rowOf(verdict, report.account));
  return [columns, ...rows].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

function rowOf(one: ReportVerdict, account: string): readonly string[] {
  const { pool, check, name, verdict, severity = '', confidence = '', actor = '', resource, message, fix, unread = [], suppressed } = one;
  const until = suppressed === undefined ? '' : `until ${suppressed.expires}: ${suppressed.reason}`;
  return [one.account ?? account, pool, check, name, verdict, severity, confidence, actor, resource.type, resource.id, message, fix?.summary ?? '', unread.join('; '), until];
}

/** Signs by which spreadsheets take a cell for a formula, also behind white space and in full width. */
const formula = /^\s*[=+\-@|＝＋－＠]/u;

function cell(text: string): string {
  // A line break would begin a new cell in some readers.
  const flat = printable(text.replace(/\s+/g, ' '));
  return `"${(formula.test(flat) ? `'${flat}` : flat).replaceAll('"', '""')}"`;
}
