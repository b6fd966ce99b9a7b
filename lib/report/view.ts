import { auditedPools, gapsIn, type AuditOptions } from '../audit/audit';
import type { Actor, Confidence, Severity } from '../audit/claim';
import type { FixText, Reference } from '../audit/check';
import type { Proof, TriedFix, Verdict } from '../audit/verdict';
import { orGap } from '../audit/or-gap';
import { takingPools, type TakingPool } from '../audit/token-acceptance';
import { isGap } from '../world/gap';
import { roleNameOf } from '../engine/authorization';
import type { World } from '../world/world';
import { sceneOf, type Scene } from '../stage/scene';
import { differenceOf, type ResourceDiff } from './difference';
import { mapOf, type PoolMap } from './pool-map';
import { standingOf, type Standing } from './standing';
import { shownMessage } from '../engine/refusal';

/** A report as a page shows it: plain data, whoever made it. */
export interface ReportView {
  readonly account: string;
  /** When the account was read; undefined for one that was never read, such as the demo. */
  readonly takenAt?: string;
  /** The worst consequence, in plain words. */
  readonly headline: string;
  readonly counts: Readonly<Record<Severity | 'passed' | 'unknown', number>>;
  readonly findings: readonly FindingView[];
  readonly passes: readonly PassView[];
  readonly unknowns: readonly UnknownView[];
  /** What nobody could read, and why. */
  readonly unread: readonly string[];
  readonly maps: readonly PoolMap[];
  /** What is answered whatever was found. */
  readonly standing: Standing;
  /** What decides whether a pool takes a token, for a reader who has one at hand. */
  readonly taking: readonly TakingPool[];
}

interface Judged {
  /** Unique in the report, and good in an address: `TRU-02-notes-signed-in`. */
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly pool: string;
  readonly resource: { readonly type: string; readonly id: string };
  readonly message: string;
}

export interface FindingView extends Judged {
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly actor: Actor;
  readonly why: string;
  /** The check in general. */
  readonly docs: { readonly title: string; readonly what: string; readonly falsePositives: string };
  readonly references: readonly Reference[];
  readonly assumed: readonly string[];
  readonly proof?: ProofView;
  readonly fix?: FixView;
}

export interface ProofView {
  readonly title: string;
  readonly scene: Scene;
}

export interface FixView {
  readonly summary: string;
  readonly warning?: string;
  readonly diffs: readonly ResourceDiff[];
  readonly texts: readonly FixText[];
  /** The attack once more: what stops it now, and AWS's error. */
  readonly replay: { readonly says: string; readonly error?: { readonly status: number; readonly code: string; readonly message: string } };
  readonly intended: readonly { readonly title: string; readonly works: boolean }[];
}

export interface PassView extends Judged {
  /** Said about something that is as it should be. */
  readonly remark: boolean;
}

export interface UnknownView extends Judged {
  readonly unread: readonly string[];
}

const order: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** The failures, worst first, each with its id in the report. */
export function failures(verdicts: readonly Verdict[]): readonly { readonly id: string; readonly verdict: Verdict }[] {
  const ids = namer();
  return verdicts
    .filter(({ verdict }) => verdict === 'fail')
    .toSorted((a, b) => order.indexOf(severityOf(a)) - order.indexOf(severityOf(b)))
    .map((verdict) => ({ id: ids(verdict), verdict }));
}

/** Lays an audit's verdicts out to be shown. */
export function viewOf(world: World, verdicts: readonly Verdict[], options: AuditOptions & { readonly takenAt?: string }): ReportView {
  const findings = failures(verdicts).map(({ id, verdict }) => findingOf(verdict, id));
  const ids = namer();
  const passes = verdicts.filter(({ verdict }) => verdict === 'pass').map((verdict): PassView => ({ ...judged(verdict, ids(verdict)), remark: verdict.severity === 'info' }));
  const unknowns = verdicts.filter(({ verdict }) => verdict === 'unknown').map((verdict): UnknownView => ({ ...judged(verdict, ids(verdict)), unread: verdict.unread ?? [] }));
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return {
    account: world.account,
    ...(options.takenAt === undefined ? {} : { takenAt: options.takenAt }),
    headline: headlineOf(findings, unknowns.length),
    counts: {
      critical: count('critical'),
      high: count('high'),
      medium: count('medium'),
      low: count('low'),
      info: count('info'),
      passed: passes.length,
      unknown: unknowns.length,
    },
    findings,
    passes,
    unknowns,
    unread: gapsIn(world),
    standing: standingOf(world, verdicts, options),
    taking: takingPools(world, options),
    maps: auditedPools(world, options).flatMap((pool) => {
      // Of a pool that was not read at all there is nothing to draw; that it was not read is told.
      const map = orGap(() => mapOf(pool, rolesOf(findings, pool.id)));
      return isGap(map) ? [] : [map];
    }),
  };
}

/** The roles that the worst findings of a pool are about, by name. */
function rolesOf(findings: readonly FindingView[], pool: string): ReadonlySet<string> {
  const bad = findings.filter((finding) => finding.pool === pool && (finding.severity === 'critical' || finding.severity === 'high'));
  return new Set(bad.flatMap(({ resource }) => (resource.type === 'AWS::IAM::Role' ? [roleNameOf(resource.id)] : [])));
}

function severityOf({ severity }: Verdict): Severity {
  return severity ?? 'info';
}

function judged({ check, pool, resource, message }: Verdict, id: string): Judged {
  return { id, code: check.code, name: check.name, pool, resource: { type: resource.type, id: resource.id }, message: withoutArns(message) };
}

function findingOf(verdict: Verdict, id: string): FindingView {
  const { check, proof, fix } = verdict;
  return {
    ...judged(verdict, id),
    severity: severityOf(verdict),
    confidence: verdict.confidence ?? 'proved',
    actor: verdict.actor ?? 'signed-in',
    why: verdict.why ?? check.docs.why,
    docs: { title: check.title, what: check.docs.what, falsePositives: check.docs.falsePositives },
    references: check.references,
    assumed: verdict.unread ?? [],
    ...(proof === undefined ? {} : { proof: proofOf(proof) }),
    ...(fix === undefined ? {} : { fix: fixOf(fix) }),
  };
}

function proofOf({ title, scenario }: Proof): ProofView {
  return { title, scene: sceneOf({ scenario }) };
}

function fixOf({ summary, warning, changes, texts, replay, intended }: TriedFix): FixView {
  const error = replay.trace.steps.at(-1)?.error;
  return {
    summary,
    ...(warning === undefined ? {} : { warning }),
    diffs: changes.map(differenceOf),
    texts,
    replay: { says: replay.says, ...(error === undefined ? {} : { error: { status: error.status, code: error.code, message: shownMessage(error) } }) },
    intended: intended.map(({ title, works }) => ({ title, works })),
  };
}

function headlineOf(findings: readonly FindingView[], unknown: number): string {
  const worst = findings.find(({ severity }) => severity !== 'info');
  if (worst !== undefined) return worst.message;
  if (unknown > 0) return `Nothing was found, and ${unknown === 1 ? 'one question' : `${unknown} questions`} could not be answered.`;
  return 'Nobody gets more than they should, as far as this audit asks.';
}

/** For people to read: `arn:aws:s3:::photos/*` becomes `photos/*`. The whole ARN stands beside the proof. */
export function withoutArns(sentence: string): string {
  return sentence.replace(/arn:[\w-]+:[\w-]+:[\w-]*:\d*:([^\s,;]+)/g, '$1');
}

/** Ids for verdicts: check and resource, with a number where that is not enough. */
function namer(): (verdict: Verdict) => string {
  const used = new Map<string, number>();
  return ({ check, resource }) => {
    const last = resource.id.slice(Math.max(resource.id.lastIndexOf('/'), resource.id.lastIndexOf(':')) + 1);
    const base = `${check.code}-${last.replace(/[^\w.-]+/g, '-')}`;
    const count = (used.get(base) ?? 0) + 1;
    used.set(base, count);
    return count === 1 ? base : `${base}-${count}`;
  };
}
