import { audit } from '@/lib/audit/audit';
import type { Verdict } from '@/lib/audit/verdict';
import { coreCatalogue } from '@/lib/iam/catalogue/catalogue';
import { viewOf, type ReportView } from '@/lib/report/view';
import { demoWorld } from '@/lib/world/accounts/demo';

interface DemoReport {
  readonly verdicts: readonly Verdict[];
  readonly view: ReportView;
}

let made: DemoReport | undefined;

/** The demo account, judged. The same every time, so it is done once. */
export function demoReport(): DemoReport {
  if (made === undefined) {
    const options = { catalogue: coreCatalogue };
    const verdicts = audit(demoWorld, options);
    made = { verdicts, view: viewOf(demoWorld, verdicts, options) };
  }
  return made;
}
