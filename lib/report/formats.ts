import type { Report } from './report';

/** The forms in which a report can be had, the one for people first. */
export const formats = ['pretty', 'json', 'sarif', 'html', 'markdown', 'csv', 'asff', 'ocsf'] as const;
export type Format = (typeof formats)[number];

export function isFormat(name: string): name is Format {
  return (formats as readonly string[]).includes(name);
}

/** The report as text. The same report gives the same bytes. @param colours whether a terminal will show it */
export async function render(report: Report, format: Format, colours = false): Promise<string> {
  switch (format) {
    case 'pretty': {
      const { plainInk, prettyReport, terminalInk } = await import('./pretty');
      return prettyReport(report, colours ? terminalInk : plainInk);
    }
    case 'json':
      return (await import('./json')).jsonReport(report);
    case 'sarif':
      return (await import('./sarif')).sarifReport(report);
    case 'html':
      return (await import('./html')).htmlReport(report);
    case 'markdown':
      return (await import('./markdown')).markdownReport(report);
    case 'csv':
      return (await import('./csv')).csvReport(report);
    case 'asff':
      return (await import('./asff')).asffReport(report);
    case 'ocsf':
      return (await import('./ocsf')).ocsfReport(report);
  }
}
