import { runAudit, type AuditOutcome } from '@/lib/auditor/run-audit';
import { snapshotOfDemo } from '@/lib/auditor/demo-snapshot';
import { viewOf, type ReportView } from '@/lib/report/view';
import manifest from '@/package.json';

interface DemoReport {
  readonly view: ReportView;
  readonly outcome: AuditOutcome;
}

let made: Promise<DemoReport> | undefined;

/** The demo account, read from the emulator as a live one would be, and judged. The same every time, so it is done once. */
export function demoReport(): Promise<DemoReport> {
  made ??= make();
  return made;
}

async function make(): Promise<DemoReport> {
  const { snapshot, expectations } = await snapshotOfDemo();
  const outcome = await runAudit({ snapshot, expectations, version: manifest.version });
  const { world, verdicts, options } = outcome;
  return { view: viewOf(world, verdicts, options), outcome };
}
