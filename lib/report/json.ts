import type { Report } from './report';

/** The report as JSON: the same snapshot gives the same bytes, but for the tool's version. */
export function jsonReport(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
