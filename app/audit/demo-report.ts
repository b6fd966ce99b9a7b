import { audit } from '@/lib/audit/audit';
import type { Scenario } from '@/lib/engine/scenario';
import { coreCatalogue } from '@/lib/iam/catalogue/catalogue';
import { failures, viewOf, type ReportView } from '@/lib/report/view';
import { demoWorld } from '@/lib/world/accounts/demo';

interface DemoReport {
  readonly view: ReportView;
  /** The run behind each finding, by the finding's id. */
  readonly proofs: ReadonlyMap<string, Scenario>;
}

let made: DemoReport | undefined;

/** The demo account, judged. The same every time, so it is done once. */
export function demoReport(): DemoReport {
  if (made === undefined) {
    const options = { catalogue: coreCatalogue };
    const verdicts = audit(demoWorld, options);
    const proofs = failures(verdicts).flatMap(({ id, verdict }) => (verdict.proof === undefined ? [] : [[id, verdict.proof.scenario] as const]));
    made = { view: viewOf(demoWorld, verdicts, options), proofs: new Map(proofs) };
  }
  return made;
}
