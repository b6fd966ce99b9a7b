import { severities } from '../iam/reach/severity';
import type { Resources, World } from '../world/world';
import { isGap } from '../world/gap';
import { audit, auditedPools, type AuditOptions } from './audit';
import { changesBetween } from './changes';
import { intendedUses } from './intended';
import { orGap } from './or-gap';
import { tryIn } from './trial';
import type { Change, TriedFix, Verdict } from './verdict';

/** A fix that was made, and the finding that asked for it. */
export interface AppliedFix {
  readonly verdict: Verdict;
  readonly fix: TriedFix;
}

/** A finding that is there after all fixes, and why. */
export interface Remaining {
  readonly verdict: Verdict;
  /**
   * `no-fix`: none could be tried out. `closes`: it takes a way in from those who use it, which the owner decides. `harms`: it would
   * stop what people are meant to do. `persists`: it was made, and the finding came back.
   */
  readonly why: 'no-fix' | 'closes' | 'harms' | 'persists';
}

export interface FixedAccount {
  readonly world: World;
  readonly verdicts: readonly Verdict[];
  readonly applied: readonly AppliedFix[];
  /** From the account as it was to the account as it is now, resource by resource. */
  readonly changes: readonly Change[];
  readonly remaining: readonly Remaining[];
  /** What people could do before; `closed` where a fix takes a way in away on purpose. */
  /** What people could do before, tried once more. */
  readonly intended: readonly { readonly title: string; readonly works: boolean }[];
}

/** More would mean that fixes undo each other. */
const atMost = 20;

/**
 * Makes every finding's fix in a copy of the account: the worst first, with others that touch nothing that it touches; then the
 * account is audited anew, because a fix may end other findings and bare others, until none is left to make. Fixes that shut
 * people out are not made: to make them all would leave an account that nobody can use. Yields the number of fixes made after
 * every round, for the caller to breathe.
 */
export function* applyAllFixes(before: World, found: readonly Verdict[], options: AuditOptions): Generator<number, FixedAccount> {
  const applied: AppliedFix[] = [];
  let [world, verdicts] = [before, found];
  for (let round = 0; round < atMost; round += 1) {
    const chosen = together(verdicts.filter((verdict) => isDue(verdict, applied)));
    if (chosen.length === 0) break;
    world = chosen.reduce((made, { fix }) => withChanges(made, fix.changes), world);
    applied.push(...chosen);
    verdicts = audit(world, options);
    yield applied.length;
  }
  return { world, verdicts, applied, changes: changesBetween(before, world), remaining: remainingOf(verdicts), intended: intendedAfter(before, world, options) };
}

function isDue(verdict: Verdict, applied: readonly AppliedFix[]): boolean {
  return verdict.verdict === 'fail' && verdict.fix !== undefined && whyNot(verdict.fix) === undefined && !wasApplied(verdict, applied);
}

function whyNot({ closes = [], intended }: TriedFix): 'closes' | 'harms' | undefined {
  if (closes.length > 0) return 'closes';
  return intended.some(({ works }) => !works) ? 'harms' : undefined;
}

/** The same fix for the same finding twice would go on for ever. */
function wasApplied({ check, pool, resource, message, fix }: Verdict, applied: readonly AppliedFix[]): boolean {
  return applied.some(({ verdict, fix: made }) => verdict.check === check && verdict.pool === pool && verdict.resource.id === resource.id && verdict.message === message && made.summary === fix?.summary);
}

/** The worst, and whatever changes other resources than those before it. */
function together(due: readonly Verdict[]): readonly AppliedFix[] {
  const touched = new Set<string>();
  return due
    .toSorted((one, other) => rank(one) - rank(other))
    .flatMap((verdict) => {
      const fix = verdict.fix as TriedFix;
      const resources = fix.changes.map(({ resource: { type, id } }) => `${type} ${id}`);
      if (resources.some((resource) => touched.has(resource))) return [];
      resources.forEach((resource) => touched.add(resource));
      return [{ verdict, fix }];
    });
}

function rank({ severity = 'info' }: Verdict): number {
  return severities.indexOf(severity);
}

function withChanges(world: World, changes: readonly Change[]): World {
  const resources: Record<string, Record<string, object>> = { ...(world.resources as Record<string, Record<string, object>>) };
  for (const { resource: { type, id }, after } of changes) {
    const { [id]: _before, ...others } = resources[type] ?? {};
    resources[type] = after === undefined ? others : { ...others, [id]: after };
  }
  return { ...world, resources: resources as Resources };
}

function remainingOf(verdicts: readonly Verdict[]): readonly Remaining[] {
  return verdicts
    .filter(({ verdict }) => verdict === 'fail')
    .toSorted((one, other) => rank(one) - rank(other))
    .map((verdict) => ({ verdict, why: verdict.fix === undefined ? 'no-fix' : (whyNot(verdict.fix) ?? 'persists') }));
}

function intendedAfter(before: World, after: World, options: AuditOptions): FixedAccount['intended'] {
  return auditedPools(before, options).flatMap((pool) => {
    const uses = orGap(() => intendedUses(pool));
    if (isGap(uses)) return [];
    return uses.flatMap(({ probe }) => {
      const trial = orGap(() => tryIn({ ...after, region: pool.world.region }, probe));
      return isGap(trial) ? [] : [{ title: probe.title, works: trial.proved }];
    });
  });
}
