import { runAudit } from '@/lib/auditor/run-audit';
import { snapshotOfDemo } from '@/lib/auditor/take-snapshot';
import type { Scenario } from '@/lib/engine/scenario';
import type { Report } from '@/lib/report/report';
import { failures, viewOf, type ReportView } from '@/lib/report/view';
import manifest from '@/package.json';

interface DemoReport {
  readonly view: ReportView;
  readonly report: Report;
  /** The run behind each finding, by the finding's id. */
  readonly proofs: ReadonlyMap<string, Scenario>;
}

let made: Promise<DemoReport> | undefined;

/** The demo account, read from the emulator as a live one would be, and judged. The same every time, so it is done once. */
export function demoReport(): Promise<DemoReport> {
  made ??= make();
  return made;
}

async function make(): Promise<DemoReport> {
  const { snapshot, expectations } = await snapshotOfDemo();
  const { world, verdicts, options, report } = await runAudit({ snapshot, expectations, version: manifest.version });
  const proofs = failures(verdicts).flatMap(({ id, verdict }) => (verdict.proof === undefined ? [] : [[id, verdict.proof.scenario] as const]));
  return { view: viewOf(world, verdicts, options), report, proofs: new Map(proofs) };
}
