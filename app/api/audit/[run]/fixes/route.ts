import { fixedAccount } from '@/app/audit/fixed-account';
import { keptRun } from '@/app/audit/kept-runs';

/** The account of a live run after all fixes, in the emulator: nothing is asked of AWS. */
export async function POST(_request: Request, { params }: { readonly params: Promise<{ readonly run: string }> }): Promise<Response> {
  const run = keptRun((await params).run);
  if (run === undefined) return Response.json({ says: 'This report is gone: run the audit again.' }, { status: 404 });
  return Response.json(await fixedAccount(run.outcome), { headers: { 'cache-control': 'no-store' } });
}
