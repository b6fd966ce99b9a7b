import type { AuditOutcome } from '@/lib/auditor/run-audit';
import type { ReportView } from '@/lib/report/view';
import type { Snapshot } from '@/lib/snapshot/snapshot';

/** A finished audit, kept in memory until the server stops, for its page to be opened again. */
export interface KeptRun {
  readonly id: string;
  readonly view: ReportView;
  readonly outcome: AuditOutcome;
  /** What AWS answered, for the user to keep. */
  readonly snapshot: Snapshot;
}

const atMost = 20;

const slot = globalThis as { lifeguardRuns?: Map<string, KeptRun> };

/** One map for the whole process: routes and pages are bundled apart and would have one each. */
function runs(): Map<string, KeptRun> {
  slot.lifeguardRuns ??= new Map();
  return slot.lifeguardRuns;
}

/** Keeps a run under an id that nobody can guess; the oldest goes when there are many. */
export function keepRun(made: Omit<KeptRun, 'id'>): KeptRun {
  const run: KeptRun = { id: crypto.randomUUID(), ...made };
  const all = runs();
  all.set(run.id, run);
  const oldest = all.keys().next().value;
  if (all.size > atMost && oldest !== undefined) all.delete(oldest);
  return run;
}

export function keptRun(id: string): KeptRun | undefined {
  return runs().get(id);
}
