import { keepRun } from '@/app/audit/kept-runs';
import { liveTarget, type LiveTarget } from '@/app/api/audit/live-target';
import { nothingJudged, runAudit, UnknownPool } from '@/lib/auditor/run-audit';
import { snapshotOfLive } from '@/lib/auditor/take-snapshot';
import { viewOf } from '@/lib/report/view';
import { CannotCollect } from '@/lib/snapshot/collect';
import manifest from '@/package.json';

/** What the page hears while an audit runs: a line of JSON each. */
export type AuditEvent =
  | { readonly kind: 'reading'; readonly done: number; readonly of: number; readonly what: string }
  | { readonly kind: 'judging' }
  | { readonly kind: 'done'; readonly run: string }
  | { readonly kind: 'failed'; readonly says: string };

/** Audits the account that the SDK's default credentials (or a profile's) open. The credentials never leave this process. */
export async function POST(request: Request): Promise<Response> {
  const asked = (await request.json().catch(() => ({}))) as { readonly profile?: unknown; readonly region?: unknown; readonly pools?: unknown };
  const target = await liveTarget(asked);
  if (typeof target === 'string') return refused(target);
  const pools = typeof asked.pools === 'string' ? asked.pools.split(/[\s,]+/).filter((id) => id !== '') : [];
  const stopped = new AbortController();
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const tell = (event: AuditEvent): void => {
        if (!stopped.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`));
      };
      try {
        tell({ kind: 'done', run: await auditLive(target, pools, stopped.signal, tell) });
      } catch (error) {
        tell({ kind: 'failed', says: error instanceof CannotCollect || error instanceof UnknownPool ? error.message : `The audit failed: ${error instanceof Error ? error.message : String(error)}` });
      }
      if (!stopped.signal.aborted) controller.close();
    },
    cancel() {
      stopped.abort();
    },
  });
  return new Response(stream, { headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' } });
}

async function auditLive({ region, profile }: LiveTarget, pools: readonly string[], signal: AbortSignal, tell: (event: AuditEvent) => void): Promise<string> {
  const only = pools.length > 0 ? { pools } : {};
  const snapshot = await snapshotOfLive({
    regions: [region],
    profile,
    ...only,
    signal,
    onProgress: ({ done, asked, operation }) => tell({ kind: 'reading', done, of: asked, what: operation }),
  });
  tell({ kind: 'judging' });
  const outcome = await runAudit({ snapshot, ...only, version: manifest.version });
  const nothing = nothingJudged(outcome);
  if (nothing !== undefined) throw new CannotCollect(nothing);
  const { world, verdicts, options } = outcome;
  return keepRun({ view: viewOf(world, verdicts, { ...options, takenAt: snapshot.takenAt }), outcome, snapshot }).id;
}

function refused(says: string): Response {
  return Response.json({ kind: 'failed', says } satisfies AuditEvent, { status: 400 });
}
