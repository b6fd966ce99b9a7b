import { administratorPath, type AdministratorPath } from '../audit/administrator-path';
import { auditedPools, type AuditOptions } from '../audit/audit';
import { coverageOf, type Coverage } from '../audit/coverage';
import { isolationMatrices, type IsolationMatrix } from '../audit/isolation-matrix';
import { orGap } from '../audit/or-gap';
import type { AuditedPool } from '../audit/pool';
import type { Verdict } from '../audit/verdict';
import { isGap } from '../world/gap';
import { get, type World } from '../world/world';

/** What a report says of every pool, whatever was found: RCH-05, RCH-06 and RCH-07. */
export interface Standing {
  readonly pools: readonly ReportPool[];
  /** For each pool, how far it is to administering the account. */
  readonly administrator: readonly (AdministratorPath & OfAccount)[];
  /** For each role that somebody gets, whether one user can touch what is another's. */
  readonly isolation: readonly (IsolationMatrix & OfAccount)[];
  /** For each pool, what the answers do not rest on. */
  readonly coverage: readonly (Coverage & OfAccount)[];
}

/** In a merged report every entry says which account it is about. */
export interface OfAccount {
  readonly account?: string;
}

export interface ReportPool extends OfAccount {
  readonly id: string;
  readonly name: string;
  readonly region: string;
}

/** Answers the standing questions. The same world and verdicts give the same answers. */
export function standingOf(world: World, verdicts: readonly Verdict[], options: AuditOptions): Standing {
  const pools = auditedPools(world, options);
  return {
    pools: pools.map(({ id }) => ({ id, name: nameOf(world, id), region: id.split(':')[0] ?? world.region })),
    administrator: pools.flatMap(orNothing(administratorPath)),
    isolation: pools.flatMap(orNothing(isolationMatrices)),
    coverage: pools.flatMap(orNothing((pool) => coverageOf(pool, verdicts))),
  };
}

/** Of a pool that was not read at all there is nothing more to say than that. */
function orNothing<T>(tell: (pool: AuditedPool) => T | readonly T[]): (pool: AuditedPool) => readonly T[] {
  return (pool) => {
    const told = orGap(() => [tell(pool)].flat() as readonly T[]);
    return isGap(told) ? [] : told;
  };
}

/** The name of an identity pool; its id when nobody could read it. */
function nameOf(world: World, id: string): string {
  const pool = orGap(() => get(world, 'AWS::Cognito::IdentityPool', id));
  return pool === undefined || isGap(pool) ? id : pool.IdentityPoolName;
}
