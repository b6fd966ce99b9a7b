import { audit, type AuditOptions } from '../audit/audit';
import { coreCatalogue } from '../iam/catalogue/catalogue';
import { demoExpectations, demoWorld } from '../world/accounts/demo';
import { reportOf, type Report, type ReportOptions } from './report';

const options: AuditOptions = { catalogue: coreCatalogue, expectations: demoExpectations };
export const demoVerdicts = audit(demoWorld, options);

/** The demo account's report, as always or with other options. */
export function demoReport(more: Partial<ReportOptions> = {}): Report {
  return reportOf(demoWorld, demoVerdicts, { ...options, version: '1.2.3', takenAt: '2026-11-22T21:00:00Z', ...more });
}

/** What somebody might call things who wants to harm the reader of a report. */
export const hostile = '=HYPERLINK("x")<img src=x onerror=alert(1)></script>](https://evil.example)|`@all {0} ${x}\u001b[31m\u202e\u0007\n# x\r\n- "\'';

const named = new Set(['message', 'pool', 'why', 'name', 'title', 'id', 'who', 'worst', 'role', 'by', 'reason', 'refusedBy', 'says', 'policy', 'sid', 'does', 'on', 'resource', 'about', 'answeredBy']);

/** The report with hostile text at the beginning (of a diff's lines, the end) of everything that could carry a name from an account. */
export function poisoned(value: unknown, field = ''): unknown {
  if (typeof value === 'string') return named.has(field) ? `${hostile}${value}` : value;
  if (Array.isArray(value)) return value.map((inner) => (typeof inner !== 'string' ? poisoned(inner) : field === 'diff' ? `${inner}${hostile}` : `${hostile}${inner}`));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, poisoned(inner, key)]));
}
