import { demoReport } from '@/app/audit/demo-report';
import { keptRun } from '@/app/audit/kept-runs';
import { isFormat, render, type Format } from '@/lib/report/formats';

const files: Readonly<Record<Format, { readonly type: string; readonly ending: string }>> = {
  pretty: { type: 'text/plain; charset=utf-8', ending: 'txt' },
  json: { type: 'application/json', ending: 'json' },
  sarif: { type: 'application/sarif+json', ending: 'sarif' },
  html: { type: 'text/html; charset=utf-8', ending: 'html' },
  markdown: { type: 'text/markdown; charset=utf-8', ending: 'md' },
  csv: { type: 'text/csv; charset=utf-8', ending: 'csv' },
  asff: { type: 'application/json', ending: 'asff.json' },
  ocsf: { type: 'application/json', ending: 'ocsf.json' },
};

/** A finished report as a file. */
export async function GET(_request: Request, { params }: { readonly params: Promise<{ readonly run: string; readonly format: string }> }): Promise<Response> {
  const { run, format } = await params;
  const report = run === 'demo' ? (await demoReport()).outcome.report : keptRun(run)?.outcome.report;
  if (report === undefined || !isFormat(format)) return new Response('There is no such report here. Reports end with the server that made them.\n', { status: 404 });
  const { type, ending } = files[format];
  return new Response(await render(report, format), {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="lifeguard-${report.account}.${ending}"`, 'cache-control': 'no-store' },
  });
}
