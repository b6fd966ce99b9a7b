import { audit, type AuditOptions } from '../audit/audit';
import type { AnyCheck } from '../audit/check';
import { orGap } from '../audit/or-gap';
import type { Verdict } from '../audit/verdict';
import { fullCatalogue } from '../iam/catalogue/catalogue';
import { reportOf, type Report } from '../report/report';
import { questionsOf, type OpinionQuestion } from '../report/second-opinion';
import type { Suppression } from '../report/suppression';
import { load } from '../snapshot/load';
import { opinionNamed } from '../snapshot/reads-second-opinions';
import type { Exchange, Snapshot } from '../snapshot/snapshot';
import type { Expectation } from '../world/expectation';
import { get, type World } from '../world/world';

export interface AuditRequest {
  readonly snapshot: Snapshot;
  /** Ids of identity pools; every one in the snapshot when left out. */
  readonly pools?: readonly string[];
  readonly checks?: readonly AnyCheck[];
  readonly expectations?: readonly Expectation[];
  readonly suppressions?: readonly Suppression[];
  /** Of the tool, for the report. */
  readonly version: string;
  readonly onProgress?: AuditOptions['onProgress'];
  /** Asks AWS for second opinions; those that the snapshot holds are used in any case. */
  readonly secondOpinions?: (questions: readonly OpinionQuestion[]) => Promise<readonly Exchange[]>;
}

export interface AuditOutcome {
  /** What was judged, with the second opinions that were asked for. */
  readonly snapshot: Snapshot;
  readonly world: World;
  readonly verdicts: readonly Verdict[];
  readonly options: AuditOptions;
  readonly report: Report;
}

/**
 * Judges what a snapshot holds: the same for the page and the command line.
 * @throws Unreadable when the snapshot has not AWS's form; UnknownPool when a pool that was asked for is not in it
 */
export async function runAudit({ snapshot: taken, version, suppressions, secondOpinions, ...asked }: AuditRequest): Promise<AuditOutcome> {
  const world = load(taken);
  for (const pool of asked.pools ?? []) {
    if (orGap(() => get(world, 'AWS::Cognito::IdentityPool', pool)) === undefined) throw new UnknownPool(pool, world.account);
  }
  const options: AuditOptions = { catalogue: await fullCatalogue(), ...asked };
  const verdicts = audit(world, options);
  const given = secondOpinions === undefined ? [] : await secondOpinions(verdicts.flatMap((verdict) => questionsOf(verdict, world)));
  const snapshot = given.length === 0 ? taken : { ...taken, exchanges: [...taken.exchanges, ...given] };
  const opinions = snapshot.exchanges.filter(({ operation }) => opinionNamed(operation) !== undefined);
  const report = reportOf(world, verdicts, { ...options, version, takenAt: snapshot.takenAt, suppressions, opinions });
  return { snapshot, world, verdicts, options, report };
}

/** A pool was asked for that is known not to exist; one that was only not read is judged, as unknown. */
export class UnknownPool extends Error {
  constructor(id: string, account: string) {
    super(`There is no identity pool ${id} in account ${account}: check the id and its region (the part before the colon), and whether the credentials open the right account.`);
    this.name = 'UnknownPool';
  }
}

/** Why nothing at all could be judged, or undefined when something was, or when there are no pools to judge. */
export function nothingJudged({ report, world }: AuditOutcome): string | undefined {
  const judged = report.verdicts.some(({ verdict }) => verdict === 'fail' || verdict === 'pass');
  const listed = world.complete === 'everything' || world.complete['AWS::Cognito::IdentityPool'] === true;
  if (judged || (report.pools.length === 0 && listed)) return undefined;
  const [first = 'no identity pool was read'] = report.unread;
  return `Nothing could be judged: ${first}. Grant the permissions that lifeguard policy prints, or choose another profile.`;
}
