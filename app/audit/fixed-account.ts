import { applyAllFixes } from '@/lib/audit/all-fixes';
import type { AuditOutcome } from '@/lib/auditor/run-audit';
import { fixedAccountView, type FixedAccountView } from '@/lib/report/fixed-account';

/** Makes every fix in a copy of the account, letting others have their turn after each round: whether a page or a server. */
export async function fixedAccount({ world, verdicts, options }: Pick<AuditOutcome, 'world' | 'verdicts' | 'options'>): Promise<FixedAccountView> {
  const making = applyAllFixes(world, verdicts, options);
  let next = making.next();
  while (next.done !== true) {
    await new Promise((resolve) => setTimeout(resolve));
    next = making.next();
  }
  return fixedAccountView(next.value);
}
