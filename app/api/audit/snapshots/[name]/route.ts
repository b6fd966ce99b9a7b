import { keepRun } from '@/app/audit/kept-runs';
import { deleteSnapshot, keptSnapshot } from '@/app/audit/kept-snapshots';
import { runAudit } from '@/lib/auditor/run-audit';
import { viewOf } from '@/lib/report/view';
import manifest from '@/package.json';

interface Context {
  readonly params: Promise<{ readonly name: string }>;
}

/** Judges a kept snapshot once more, and keeps the report in memory. */
export async function POST(_request: Request, { params }: Context): Promise<Response> {
  return orSay(async () => {
    const snapshot = await keptSnapshot((await params).name);
    const outcome = await runAudit({ snapshot, version: manifest.version });
    return { run: keepRun({ view: viewOf(outcome.world, outcome.verdicts, { ...outcome.options, takenAt: snapshot.takenAt }), outcome, snapshot }).id };
  });
}

export async function DELETE(_request: Request, { params }: Context): Promise<Response> {
  return orSay(async () => {
    await deleteSnapshot((await params).name);
    return {};
  });
}

async function orSay(work: () => Promise<object>): Promise<Response> {
  try {
    return Response.json(await work());
  } catch (error) {
    return Response.json({ says: error instanceof Error ? error.message : String(error) }, { status: 400 });
  }
}
