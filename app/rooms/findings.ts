import { audit } from '@/lib/audit/audit';
import { checks } from '@/lib/audit/checks/index';
import type { Severity } from '@/lib/audit/claim';
import type { Verdict } from '@/lib/audit/verdict';
import { coreCatalogue } from '@/lib/iam/catalogue/catalogue';
import { severities } from '@/lib/iam/reach/severity';
import type { Room } from '@/content/rooms/room';

/** What the auditor says of a room's flaw. */
export interface RoomFinding {
  readonly code: string;
  /** The check's address: `/checks/<name>`. */
  readonly name: string;
  readonly severity: Severity;
  readonly message: string;
}

/** For each check of a room, its worst finding in the account as one comes in. */
export function findingsOf({ world, checks: codes, expectations = [] }: Room): readonly RoomFinding[] {
  const verdicts = audit(world, { catalogue: coreCatalogue, expectations, checks: checks.filter(({ code }) => codes.includes(code)) });
  return codes.flatMap((code) => {
    const [worst] = verdicts.filter(({ check, verdict }) => check.code === code && verdict === 'fail').sort(bySeverity);
    return worst?.severity === undefined ? [] : [{ code, name: worst.check.name, severity: worst.severity, message: worst.message }];
  });
}

function bySeverity(a: Verdict, b: Verdict): number {
  return severities.indexOf(a.severity ?? 'info') - severities.indexOf(b.severity ?? 'info');
}
