import type { Call, Person } from '../engine/scenario';
import type { World } from '../world/world';
import type { Ending, Probe } from './check';
import type { Claim } from './claim';
import { callsOf, peopled, type Entrance } from './entrances';
import { cast, type LoginProvider } from './people';
import type { AuditedPool } from './pool';

/** A question of the auditor's own, by an API that reads. */
export function auditorAsks(id: string, operation: string, input: Call['input'], more: Partial<Call> = {}): Call {
  return { id, by: 'auditor', operation, input, signedBy: 'operator', ...more };
}

interface LoginProbe {
  readonly title: string;
  readonly provider: LoginProvider;
  readonly before?: readonly Call[];
  readonly visitor?: Person;
  /** Only that the pool knows the login, or credentials as well. */
  readonly to?: 'identity' | 'credentials';
  readonly proves: Ending;
  readonly claim: Claim;
  readonly otherwise?: string;
  readonly prepare?: (world: World) => World;
}

/** Somebody with a token of a provider asks the pool for an identity, or for credentials. */
export function loginProbe(pool: AuditedPool, { title, provider, before = [], visitor = cast.user, to = 'identity', proves, claim, otherwise, prepare }: LoginProbe): Probe {
  const entrance: Entrance = { id: 'login', pool: pool.id, tier: 'A2', actor: 'signed-in', flow: 'enhanced', provider };
  const calls = callsOf(entrance);
  return {
    title,
    prepare: (world) => peopled(prepare?.(world) ?? world, entrance),
    people: { mallory: visitor, ...(before.length > 0 ? { auditor: cast.operator } : {}) },
    calls: [...before, ...(to === 'identity' ? calls.slice(0, 1) : calls)],
    proves,
    claim,
    ...(otherwise === undefined ? {} : { otherwise }),
  };
}

/** Providers that are user pools, each user pool and client once. */
export function userPoolProviders(pool: AuditedPool): readonly (LoginProvider & { readonly userPoolId: string })[] {
  return pool.providers.flatMap((provider) => (provider.kind !== 'user pool' || provider.userPoolId === undefined ? [] : [{ ...provider, userPoolId: provider.userPoolId }]));
}

/** One provider for each user pool, whatever the number of its clients: one with which people can sign in, if there is one. */
export function userPoolsOnce(pool: AuditedPool): ReturnType<typeof userPoolProviders> {
  const live = new Set(pool.liveProviders.map(({ mapping }) => mapping));
  const providers = [...userPoolProviders(pool)].sort((a, b) => Number(live.has(b.mapping)) - Number(live.has(a.mapping)));
  return providers.filter(({ userPoolId }, index) => providers.findIndex((one) => one.userPoolId === userPoolId) === index);
}

/** The ARNs of the user pools that a pool trusts. @throws NotRead */
export function trustedUserPools(pool: AuditedPool): readonly string[] {
  const { partition, account } = pool.world;
  const ids = [...new Set(userPoolProviders(pool).map(({ userPoolId }) => userPoolId))];
  return ids.map((id) => `arn:${partition}:cognito-idp:${id.split('_')[0] ?? ''}:${account}:userpool/${id}`);
}

/** A provider that no pool lists: what it is told says whether the pool takes logins at all. */
export function someProvider(pool: AuditedPool): LoginProvider {
  const name = `cognito-idp.${pool.world.region}.amazonaws.com/${pool.world.region}_Somewhere`;
  return { name, kind: 'user pool', audience: 'someclient', mapping: `${name}:someclient` };
}
