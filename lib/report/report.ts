import { auditedPools, gapsIn, type AuditOptions } from '../audit/audit';
import type { FixText, ResourceName } from '../audit/check';
import type { Actor, Confidence, Severity } from '../audit/claim';
import { reachLines, type ReachLine } from '../audit/reach-lines';
import type { TriedFix, Verdict } from '../audit/verdict';
import type { Exchange } from '../snapshot/snapshot';
import type { World } from '../world/world';
import { differenceOf } from './difference';
import { mask } from './mask';
import { runOf, type ReportRun } from './report-run';
import { opinionsOf, type SecondOpinion } from './second-opinion';
import { standingOf, type OfAccount, type Standing } from './standing';
import { holds, speaksOf, type Suppression } from './suppression';

/** What an audit found, as people keep and pipelines read it. Its meaning changes only with its number. */
export interface Report extends Standing {
  readonly lifeguardReport: 1;
  readonly tool: { readonly name: 'lifeguard'; readonly version: string };
  /** ISO 8601, UTC; of a merged report the oldest. */
  readonly takenAt: string;
  /** Of a merged report, the accounts separated by commas. */
  readonly account: string;
  readonly partition: string;
  /** What a merged report is made of. */
  readonly accounts?: readonly { readonly account: string; readonly partition: string; readonly takenAt: string }[];
  readonly verdicts: readonly ReportVerdict[];
  readonly reach: readonly (ReachLine & OfAccount)[];
  readonly unread: readonly string[];
  readonly summary: Summary;
}

export interface ReportVerdict extends OfAccount {
  /** The catalogue's code: `TRU-02`. */
  readonly check: string;
  readonly name: string;
  readonly title: string;
  readonly pool: string;
  readonly resource: ResourceName;
  readonly verdict: Verdict['verdict'];
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly actor?: Actor;
  readonly message: string;
  readonly why?: string;
  readonly proof?: ReportRun;
  readonly fix?: ReportFix;
  readonly references: readonly string[];
  /** What AWS says to it, where it was asked. */
  readonly secondOpinions?: readonly SecondOpinion[];
  readonly unread?: readonly string[];
  /** Somebody decided to live with it: it is shown, and does not count. */
  readonly suppressed?: { readonly reason: string; readonly expires: string };
}

export interface ReportFix {
  readonly summary: string;
  readonly warning?: string;
  readonly patches: readonly ReportPatch[];
  readonly texts: readonly FixText[];
  /** The proof once more, after the fix. */
  readonly replay: { readonly says: string; readonly ended: string };
  readonly intended: readonly { readonly title: string; readonly works: boolean }[];
}

/** One changed resource, as the lines of a diff: each begins with a space, a minus or a plus. */
export interface ReportPatch {
  readonly resource: ResourceName;
  readonly diff: readonly string[];
}

/** Findings by severity, and verdicts that passed or are unknown. `suppressed` is there when any is. */
export type Summary = Readonly<Record<Severity | 'passed' | 'unknown', number>> & { readonly suppressed?: number };

export interface ReportOptions extends AuditOptions {
  /** Of the tool. */
  readonly version: string;
  /** When the account was read: ISO 8601, UTC. */
  readonly takenAt: string;
  readonly suppressions?: readonly Suppression[];
  /** Second opinions as they were recorded. */
  readonly opinions?: readonly Exchange[];
}

/** Lays an audit's verdicts out to be kept. The same world and verdicts give the same report. */
export function reportOf(world: World, verdicts: readonly Verdict[], options: ReportOptions): Report {
  const { pools, administrator, isolation, coverage } = standingOf(world, verdicts, options);
  const laidOut = verdicts.map((verdict) => verdictOf(verdict, options, world));
  return {
    lifeguardReport: 1,
    tool: { name: 'lifeguard', version: options.version },
    takenAt: options.takenAt,
    account: world.account,
    partition: world.partition,
    pools,
    verdicts: laidOut,
    reach: auditedPools(world, options).flatMap(reachLines),
    administrator,
    isolation,
    coverage,
    unread: gapsIn(world),
    summary: summaryOf(laidOut),
  };
}

function verdictOf(verdict: Verdict, { suppressions = [], takenAt, opinions = [] }: ReportOptions, world: World): ReportVerdict {
  const { check, severity, confidence, actor, why, proof, fix, unread } = verdict;
  const failed = verdict.verdict === 'fail';
  const suppression = failed ? suppressions.find((each) => holds(each, takenAt) && speaksOf(each, verdict)) : undefined;
  const secondOpinions = opinionsOf(verdict, world, opinions);
  const reason = failed ? (why ?? check.docs.why) : why;
  return {
    check: check.code,
    name: check.name,
    title: check.title,
    pool: verdict.pool,
    resource: { type: verdict.resource.type, id: verdict.resource.id },
    verdict: verdict.verdict,
    ...(severity === undefined ? {} : { severity }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(actor === undefined ? {} : { actor }),
    message: verdict.message,
    ...(reason === undefined ? {} : { why: reason }),
    ...(proof === undefined ? {} : { proof: runOf(proof.title, proof.trace) }),
    ...(fix === undefined ? {} : { fix: fixOf(fix) }),
    references: check.references.map(({ title, url }) => url ?? title),
    ...(secondOpinions.length === 0 ? {} : { secondOpinions }),
    ...(unread === undefined ? {} : { unread }),
    ...(suppression === undefined ? {} : { suppressed: { reason: suppression.reason, expires: suppression.expires } }),
  };
}

function fixOf({ summary, warning, changes, texts, replay, intended }: TriedFix): ReportFix {
  return {
    summary,
    ...(warning === undefined ? {} : { warning }),
    patches: changes.map(({ resource, before, after }) => ({
      resource: { type: resource.type, id: resource.id },
      diff: linesOf(differenceOf({ resource, before: mask(before) as object | undefined, after: mask(after) as object | undefined })),
    })),
    texts,
    replay: { says: replay.says, ended: replay.trace.ended },
    intended: intended.map(({ title, works }) => ({ title, works })),
  };
}

const marks = { same: ' ', gone: '-', new: '+' } as const;

function linesOf({ hunks }: ReturnType<typeof differenceOf>): readonly string[] {
  return hunks.flatMap((hunk) => hunk.map(({ kind, text }) => `${marks[kind]}${text}`));
}

/** Counts what was found; what somebody decided to live with is counted apart. */
export function summaryOf(verdicts: readonly ReportVerdict[]): Summary {
  const count = (wanted: (verdict: ReportVerdict) => boolean): number => verdicts.filter(wanted).length;
  const findings = (severity: Severity): number => count((one) => one.verdict === 'fail' && one.severity === severity && one.suppressed === undefined);
  const suppressed = count((one) => one.suppressed !== undefined);
  return {
    critical: findings('critical'),
    high: findings('high'),
    medium: findings('medium'),
    low: findings('low'),
    info: findings('info'),
    passed: count(({ verdict }) => verdict === 'pass'),
    unknown: count(({ verdict }) => verdict === 'unknown'),
    ...(suppressed === 0 ? {} : { suppressed }),
  };
}
