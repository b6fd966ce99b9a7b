import { keptRun } from '@/app/audit/kept-runs';
import { keepSnapshot } from '@/app/audit/kept-snapshots';

/** Keeps what a live run read, on this computer, because its user said so. */
export async function POST(_request: Request, { params }: { readonly params: Promise<{ readonly run: string }> }): Promise<Response> {
  const run = keptRun((await params).run);
  if (run === undefined) return Response.json({ says: 'This report is gone: run the audit again.' }, { status: 404 });
  return Response.json({ path: await keepSnapshot(run.snapshot) });
}
