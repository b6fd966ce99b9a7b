import type { Catalogue } from '../iam/catalogue/catalogue';
import { severities } from '../iam/reach/severity';
import { isAbsent, isGap, type Gap } from '../world/gap';
import type { Expectation } from '../world/expectation';
import { known, type World } from '../world/world';
import type { AnyCheck, Attempt, ResourceName, Subject } from './check';
import { checks as everyCheck } from './checks/index';
import { tryFix } from './fix';
import { orGap } from './or-gap';
import { AuditedPool } from './pool';
import { saysStop, tryIn, type Trial } from './trial';
import type { Proof, Verdict } from './verdict';

export interface AuditOptions {
  readonly catalogue: Catalogue;
  /** Ids of identity pools; every one that is known when left out. */
  readonly pools?: readonly string[];
  readonly expectations?: readonly Expectation[];
  /** Every check when left out. */
  readonly checks?: readonly AnyCheck[];
  readonly onProgress?: (progress: { readonly done: number; readonly of: number; readonly check: string }) => void;
}

/**
 * Judges the identity pools of an account. This is the only place where verdicts are made: checks propose what to try, the
 * engine says what happens, and what nobody has read makes a verdict *unknown*, here and nowhere else.
 */
export function audit(world: World, options: AuditOptions): readonly Verdict[] {
  const pools = auditedPools(world, options);
  const checks = options.checks ?? everyCheck;
  const of = pools.length * checks.length;
  let done = 0;
  return pools.flatMap((pool) => {
    const verdicts = checks.flatMap((check) => {
      options.onProgress?.({ done: done++, of, check: check.code });
      return judge(check, pool);
    });
    return verdicts.map((verdict) => yieldToBetter(verdict, verdicts));
  });
}

interface Prepared {
  readonly options: Pick<AuditOptions, 'catalogue' | 'expectations'>;
  readonly pools: Map<string, AuditedPool>;
}

/** Whoever reports on an account asks about the same pools as whoever judged it: what is worked out of them once, serves both. */
const prepared = new WeakMap<World, Prepared>();

/** The identity pools to audit, in the order of their ids; one that is known not to exist is none. */
export function auditedPools(world: World, { catalogue, pools, expectations }: AuditOptions): readonly AuditedPool[] {
  const there = Object.entries(world.resources['AWS::Cognito::IdentityPool'] ?? {}).filter(([, pool]) => !isAbsent(pool));
  const ids = [...new Set(pools ?? there.map(([id]) => id))].sort();
  const before = prepared.get(world);
  const same = before?.options.catalogue === catalogue && before.options.expectations === expectations;
  const known = same ? before.pools : new Map<string, AuditedPool>();
  prepared.set(world, { options: { catalogue, expectations }, pools: known });
  return ids.map((id, index) => {
    const key = `${id} ${index === 0}`;
    const pool = known.get(key) ?? new AuditedPool({ ...world, region: id.split(':')[0] ?? world.region }, id, catalogue, { expectations, isFirst: index === 0 });
    known.set(key, pool);
    return pool;
  });
}

/**
 * What one check says about everything in a pool that it asks about.
 * @param fixes whether to work out and try fixes as well, which takes longer than the judgement
 */
export function judge(check: AnyCheck, pool: AuditedPool, fixes = true): readonly Verdict[] {
  const itself: ResourceName = { type: 'AWS::Cognito::IdentityPool', id: pool.id };
  const subjects = orGap(() => check.subjects(pool) as readonly Subject[]);
  if (isGap(subjects)) return [unknown(check, pool, itself, [subjects.unread])];
  if (subjects.length === 0) return [{ check, pool: pool.id, resource: itself, verdict: 'not-applicable', message: 'There is nothing in this pool to ask this about.' }];
  return subjects.map((subject) => judgeSubject(check, pool, subject, fixes));
}

function judgeSubject(check: AnyCheck, pool: AuditedPool, subject: Subject, fixes: boolean): Verdict {
  const attempts = orGap(() => check.probes(subject, pool));
  if (isGap(attempts)) return unknown(check, pool, subject.resource, [attempts.unread]);
  if (attempts.length === 0) return { check, pool: pool.id, resource: subject.resource, verdict: 'not-applicable', message: 'There is nothing to try.' };
  const trials = attempts.map((attempt) => tryAttempt(attempt, pool.world));
  const tried = trials.filter((trial): trial is Trial => !isGap(trial));
  const worst = tried.filter(({ proved }) => proved).sort(byWeight)[0];
  const gaps = trials.filter(isGap).map(({ unread }) => unread);
  if (worst !== undefined && worst.probe.claim.intended !== true) return failure(check, pool, subject, worst, fixes);
  if (gaps.length > 0) return unknown(check, pool, subject.resource, gaps);
  return worst === undefined ? pass(check, pool, subject, tried) : remark(check, pool, subject, worst);
}

function tryAttempt(attempt: Attempt, world: World): Trial | Gap {
  return isGap(attempt) ? attempt : orGap(() => tryIn(world, attempt));
}

const confidences = ['proved', 'plausible', 'contested', 'latent'] as const;

function byWeight({ probe: { claim: a } }: Trial, { probe: { claim: b } }: Trial): number {
  const heavier = severities.indexOf(a.severity) - severities.indexOf(b.severity);
  return heavier !== 0 ? heavier : confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence);
}

function failure(check: AnyCheck, pool: AuditedPool, subject: Subject, trial: Trial, fixes: boolean): Verdict {
  const { claim } = trial.probe;
  const assumed = [...new Set([...trial.assumed, ...(claim.unread ?? [])])];
  const fix = fixes ? tryFix(check, subject, pool, trial) : undefined;
  return {
    check,
    pool: pool.id,
    resource: subject.resource,
    verdict: 'fail',
    severity: claim.severity,
    confidence: trial.assumed.length > 0 && claim.confidence === 'proved' ? 'plausible' : claim.confidence,
    actor: claim.actor,
    message: claim.message,
    ...(claim.why === undefined ? {} : { why: claim.why }),
    proof: proofOf(trial),
    ...(fix === undefined ? {} : { fix }),
    ...(assumed.length > 0 ? { unread: assumed } : {}),
  };
}

/** Tried from what is so to what would have to change first: the last trial is the one that came closest. */
function pass(check: AnyCheck, pool: AuditedPool, { resource }: Subject, trials: readonly Trial[]): Verdict {
  const closest = trials.at(-1) as Trial;
  const message = closest.probe.otherwise ?? `${closest.probe.title}: ${saysStop(closest.trace)}`;
  return { check, pool: pool.id, resource, verdict: 'pass', message, proof: proofOf(closest) };
}

function remark(check: AnyCheck, pool: AuditedPool, { resource }: Subject, trial: Trial): Verdict {
  const { severity, confidence, actor, message, why } = trial.probe.claim;
  return { check, pool: pool.id, resource, verdict: 'pass', severity, confidence, actor, message, ...(why === undefined ? {} : { why }), proof: proofOf(trial) };
}

function unknown(check: AnyCheck, pool: AuditedPool, resource: ResourceName, unread: readonly string[]): Verdict {
  const distinct = [...new Set(unread)].sort();
  return { check, pool: pool.id, resource, verdict: 'unknown', message: `Nobody can tell: ${distinct.join('; ')}.`, unread: distinct };
}

function proofOf({ probe: { title }, scenario, trace }: Trial): Proof {
  return { title, scenario, trace };
}

/** What another finding says better counts with that one: a setting with what follows from it, a permission with all the others of its role. */
function yieldToBetter(verdict: Verdict, verdicts: readonly Verdict[]): Verdict {
  if (verdict.verdict !== 'fail') return verdict;
  const better = verdicts.find((other) => saysBetter(other, verdict));
  if (better === undefined) return verdict;
  return { ...verdict, severity: 'info', why: whyItYields(better, verdict) };
}

/** A finding about the same thing must weigh as much; one about another thing must be what follows, so that one of the two is the pool. */
function saysBetter(other: Verdict, verdict: Verdict): boolean {
  if (other.verdict !== 'fail' || other.severity === 'info' || verdict.check.yieldsTo?.includes(other.check.code) !== true) return false;
  return isSame(other.resource, verdict.resource) ? weightOf(other) <= weightOf(verdict) : isPool(other.resource) || isPool(verdict.resource);
}

function whyItYields({ check, message, resource }: Verdict, verdict: Verdict): string {
  return isSame(resource, verdict.resource) ? `The finding ${check.code} says it all: ${message}` : `What follows from it is the finding ${check.code}: ${message}`;
}

const isSame = (one: ResourceName, other: ResourceName): boolean => one.type === other.type && one.id === other.id;
const isPool = ({ type }: ResourceName): boolean => type === 'AWS::Cognito::IdentityPool';
const weightOf = ({ severity = 'info' }: Verdict): number => severities.indexOf(severity);

/** All that nobody could read of an account, for people to see that silence is not a pass. */
export function gapsIn(world: World): readonly string[] {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (isGap(value)) found.add(value.unread);
    else if (Array.isArray(value)) value.forEach(look);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
  };
  look(world.resources);
  if (world.complete !== 'everything') look(world.complete);
  return [...found].sort();
}

/** Whether there is any pool of which something is known. */
export function hasPools(world: World): boolean {
  return known(world, 'AWS::Cognito::IdentityPool').some((pool) => !isGap(pool));
}
