import { audit } from '@/lib/audit/audit';
import { snapshotOfDemo } from '@/lib/auditor/demo-snapshot';
import { fullCatalogue } from '@/lib/iam/catalogue/catalogue';
import type { FixedAccountView } from '@/lib/report/fixed-account';
import { load } from '@/lib/snapshot/load';
import { fixedAccount } from './fixed-account';

/** The demo account after all fixes, worked out where it is asked for: in the browser. */
export async function demoFixed(): Promise<FixedAccountView> {
  const { snapshot, expectations } = await snapshotOfDemo();
  const world = load(snapshot);
  const options = { catalogue: await fullCatalogue(), expectations };
  return fixedAccount({ world, options, verdicts: audit(world, options) });
}
