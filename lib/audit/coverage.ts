import { triggersOf } from '../engine/user-pool-triggers';
import { isGap } from '../world/gap';
import { get } from '../world/world';
import { userPoolsOnce } from './login-probes';
import { orGap } from './or-gap';
import type { AuditedPool } from './pool';
import type { Verdict } from './verdict';

/** What the answers about a pool do not rest on (RCH-07). */
export interface Coverage {
  readonly check: 'RCH-07';
  readonly pool: string;
  /** What was asked for in vain, and made a verdict unknown or less sure. */
  readonly unread: readonly string[];
  /** What is never read. */
  readonly neverRead: readonly string[];
  /** Ids that everybody who uses the application has: no secrets. */
  readonly notSecret: readonly string[];
}

const never = [
  'service control policies of the organization, and what its resource control policies say of more than guests’ calls',
  'policies of resources other than buckets and functions: queues, topics, keys, secrets',
  'what is in buckets, tables and secrets',
];

/** @param verdicts those about the pool, and any others */
export function coverageOf(pool: AuditedPool, verdicts: readonly Verdict[]): Coverage {
  const unread = verdicts.filter((verdict) => verdict.pool === pool.id).flatMap((verdict) => verdict.unread ?? []);
  return { check: 'RCH-07', pool: pool.id, unread: [...new Set(unread)].sort(), neverRead: [...unreadCode(pool), ...never], notSecret: publicIdsOf(pool) };
}

function unreadCode(pool: AuditedPool): readonly string[] {
  const pools = orGap(() => userPoolsOnce(pool));
  if (isGap(pools)) return [];
  return pools.flatMap(({ userPoolId }) => {
    const userPool = orGap(() => get(pool.world, 'AWS::Cognito::UserPool', userPoolId));
    const names = isGap(userPool) || userPool === undefined ? [] : triggersOf(userPool).map(({ trigger }) => trigger);
    return names.sort().map((trigger) => `the code of the ${trigger} trigger of ${userPoolId}`);
  });
}

function publicIdsOf(pool: AuditedPool): readonly string[] {
  const providers = orGap(() => pool.providers);
  if (isGap(providers)) return [pool.id];
  const ids = providers.flatMap(({ userPoolId, audience }) => {
    if (userPoolId === undefined) return [];
    const client = orGap(() => get(pool.world, 'AWS::Cognito::UserPoolClient', audience));
    return isGap(client) || client === undefined || client.ClientSecret !== undefined ? [userPoolId] : [userPoolId, audience];
  });
  return [...new Set([pool.id, ...ids])];
}
