import { scopes, type ActionReach, type Grant, type Reach } from './question';
import { summary } from './reach';

/** What one reach gives for an action beyond the other. */
export interface ActionDifference {
  readonly action: string;
  readonly before?: ActionReach;
  readonly after?: ActionReach;
  /** The grants that make the difference. */
  readonly grants: readonly Grant[];
}

export interface ReachDifference {
  /** What the second reach gives beyond the first. */
  readonly gained: readonly ActionDifference[];
  /** What the first gives beyond the second. */
  readonly lost: readonly ActionDifference[];
}

const width = (grant: Grant): number => scopes.indexOf(grant.scope);
const isWide = (grant: Grant): boolean => grant.scope === 'any' || grant.scope === 'service';

/** Whether a grant gives at least what another does on resources of a type: as surely, and as far. */
function includes(one: Grant, other: Grant, type: string | undefined): boolean {
  if (one.verdict === 'conditional' && other.verdict === 'allowed') return false;
  if (one.resourceType !== type && one.resourceType !== undefined) return false;
  if (one.verdict === 'conditional' && one.dependsOn.some((key) => !other.dependsOn.includes(key))) return false;
  if (isWide(one)) return width(one) <= width(other);
  return one.scope === other.scope && one.witness.resource === other.witness.resource;
}

/** A grant for resources of every type is given when each of the action's types is. */
function given(reach: Reach, { action, grants }: ActionReach, grant: Grant): boolean {
  const types = reach.question.catalogue.resourceTypes(action).map(({ type }) => type.name);
  const wanted = grant.resourceType === undefined && types.length > 0 ? types : [grant.resourceType];
  return wanted.every((type) => grants.some((known) => includes(known, grant, type)));
}

const indexes = new WeakMap<Reach, ReadonlyMap<string, ActionReach>>();

function indexOf(reach: Reach): ReadonlyMap<string, ActionReach> {
  const index = indexes.get(reach) ?? new Map(reach.actions.map((each) => [each.action, each]));
  indexes.set(reach, index);
  return index;
}

interface Surplus {
  readonly mine: ActionReach;
  readonly theirs?: ActionReach;
  readonly grants: readonly Grant[];
}

/** What a reach gives beyond another. */
function beyond(reach: Reach, other: Reach): readonly Surplus[] {
  const index = indexOf(other);
  const surplus: Surplus[] = [];
  for (const mine of reach.actions) {
    const theirs = index.get(mine.action);
    if (!theirs) surplus.push({ mine, grants: mine.grants });
    else {
      const grants = mine.grants.filter((grant) => !given(other, theirs, grant));
      if (grants.length > 0) surplus.push({ mine, theirs, grants });
    }
  }
  return surplus;
}

/**
 * What changes from one reach to the other, for instance from the enhanced flow's guest to the same role without session policies.
 * A Deny on a few resources out of many makes no difference here: a scope is how far a permission goes, not what it leaves out.
 */
export function reachDifference(first: Reach, second: Reach): ReachDifference {
  return {
    gained: beyond(second, first).map(({ mine, theirs, grants }) => ({ action: mine.action, before: theirs, after: mine, grants })),
    lost: beyond(first, second).map(({ mine, theirs, grants }) => ({ action: mine.action, before: mine, after: theirs, grants })),
  };
}

/** A reach narrowed to what it has beyond another, to be judged by itself: what a session gains by a side door. */
export function reachBeyond(reach: Reach, other: Reach): Reach {
  const actions = beyond(reach, other).map(({ mine, grants }): ActionReach =>
    grants === mine.grants ? mine : { action: mine.action, ...summary(grants, mine.missing) },
  );
  const narrowed: Reach = {
    question: reach.question,
    actions,
    of: (action) => {
      const known = reach.of(action);
      return known && (indexOf(narrowed).get(known.action) ?? { action: known.action, ...summary([], []) });
    },
  };
  return narrowed;
}
