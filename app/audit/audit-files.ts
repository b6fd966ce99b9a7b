import { audit } from '@/lib/audit/audit';
import { fullCatalogue } from '@/lib/iam/catalogue/catalogue';
import type { AuditOutcome } from '@/lib/auditor/run-audit';
import { viewOf, type ReportView } from '@/lib/report/view';
import { readInputs, type InputFile } from '@/lib/snapshot/input-files';
import { load } from '@/lib/snapshot/load';

export interface FileAudit extends Pick<AuditOutcome, 'world' | 'verdicts' | 'options'> {
  readonly view: ReportView;
}

/**
 * Judges files where they are: in the browser.
 * @throws an error whose sentence says what is wrong with which file
 */
export async function auditFiles(files: readonly InputFile[]): Promise<FileAudit> {
  const { snapshot, expectations } = await readInputs(files, new Date().toISOString());
  if (snapshot === undefined) {
    throw new Error('These files say what an app expects, and nothing of an account: add a snapshot, or what aws cognito-identity describe-identity-pool prints.');
  }
  const world = load(snapshot);
  const options = { catalogue: await fullCatalogue(), expectations };
  const verdicts = audit(world, options);
  return { world, verdicts, options, view: viewOf(world, verdicts, { ...options, takenAt: snapshot.takenAt }) };
}
