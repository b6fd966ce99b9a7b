import { run } from '../engine/run';
import { defaultStart } from '../engine/scenario';
import type { Catalogue } from '../iam/catalogue/catalogue';
import { reachOf } from '../iam/reach/reach';
import type { Reach } from '../iam/reach/question';
import { isGap, type Gap } from '../world/gap';
import type { Expectation } from '../world/expectation';
import type { IdentityPool, IdentityPoolRoleAttachment } from '../world/resources';
import { get, type World } from '../world/world';
import { actorOf, callsOf, peopled, visitor, type Entrance, type Tier } from './entrances';
import { orGap } from './or-gap';
import { isGone, loginProviders, type LoginProvider } from './people';
import { registration } from './registration';
import { claimsFor, groupsOf, rolesInScope, valueFor } from './roles';
import { enter, reachQuestion, type Entered, type TurnedAway } from './sessions';

/** What became of a way in: credentials, a refusal, or nobody can tell. */
export type Way = Entered | TurnedAway | (Gap & { readonly entrance?: Entrance });

export function isEntered(way: Way): way is Entered {
  return 'roleArn' in way;
}

/** A role, and how its credentials can be had. */
export interface ReachedRole {
  readonly arn: string;
  /** One for each kind of actor, with and without a guest's session policies; the worst first. */
  readonly ways: readonly Entered[];
}

/** Whether the basic (classic) flow can be used. `unset` behaves as on; sources are from 2023 (audit-rules G2). */
export type ClassicFlow = 'on' | 'unset' | 'off' | 'held by role mappings';

export interface PoolOptions {
  readonly expectations?: readonly Expectation[];
  /** The audit speaks of roles that belong to no pool once, at this pool. */
  readonly isFirst?: boolean;
}

/** One identity pool with all that hangs on it, as checks see it. What it works out, it works out once. */
export class AuditedPool {
  readonly expectations: readonly Expectation[];
  readonly isFirst: boolean;
  private readonly entered = new Map<string, Way>();
  private readonly reaches = new Map<string, Reach>();
  private everyWay: readonly Way[] | undefined;

  constructor(
    readonly world: World,
    readonly id: string,
    readonly catalogue: Catalogue,
    options: PoolOptions = {},
  ) {
    this.expectations = options.expectations ?? [];
    this.isFirst = options.isFirst ?? true;
  }

  /** The same pool in a changed account. */
  in(world: World): AuditedPool {
    return new AuditedPool(world, this.id, this.catalogue, this);
  }

  get pool(): IdentityPool {
    const pool = get(this.world, 'AWS::Cognito::IdentityPool', this.id);
    if (pool === undefined) throw new Error(`There is no identity pool ${this.id} to audit.`);
    return pool;
  }

  get attachment(): IdentityPoolRoleAttachment | undefined {
    return get(this.world, 'AWS::Cognito::IdentityPoolRoleAttachment', this.id);
  }

  get providers(): readonly LoginProvider[] {
    return loginProviders(this.pool, this.world).providers;
  }

  /** The providers with which somebody can sign in: not those whose user pool or app client is known to be gone. */
  get liveProviders(): readonly LoginProvider[] {
    return this.providers.filter((provider) => !isGone(provider, this.world));
  }

  get classic(): ClassicFlow {
    const { AllowClassicFlow } = this.pool;
    if (AllowClassicFlow === false) return 'off';
    if (Object.keys(this.attachment?.RoleMappings ?? {}).length > 0) return 'held by role mappings';
    return AllowClassicFlow === true ? 'on' : 'unset';
  }

  /** Has somebody come in that way. */
  try(entrance: Entrance): Way {
    const known = this.entered.get(entrance.id);
    if (known !== undefined) return known;
    const way = this.attempt(entrance);
    this.entered.set(entrance.id, way);
    return way;
  }

  /** What sessions that came in that way may do. @throws NotRead when a policy of the role is not known */
  reach(entered: Entered): Reach {
    const { id } = entered.entrance;
    const reach = this.reaches.get(id) ?? reachOf(reachQuestion(this.world, entered, this.catalogue));
    this.reaches.set(id, reach);
    return reach;
  }

  /** A guest, in the enhanced flow. */
  get guest(): Entrance {
    return { id: 'guest enhanced', pool: this.id, tier: 'A0', actor: 'anonymous', flow: 'enhanced' };
  }

  guestClassic(roleArn: string): Entrance {
    return { id: `guest classic ${roleArn}`, pool: this.id, tier: 'A0', actor: 'anonymous', flow: 'classic', roleArn };
  }

  /** A user of a provider without group or claim of note. */
  signedIn(provider: LoginProvider): Entrance {
    const tier = this.tierOf(provider);
    return { id: `signed-in enhanced ${provider.mapping}`, pool: this.id, tier, actor: actorOf[tier], flow: 'enhanced', provider };
  }

  signedInClassic(provider: LoginProvider, roleArn: string): Entrance {
    return { ...this.signedIn(provider), id: `signed-in classic ${provider.mapping} ${roleArn}`, flow: 'classic', roleArn };
  }

  /** Whoever can register alone is the worst user to have. Providers of which nobody can tell count as closed. */
  tierOf(provider: LoginProvider): Tier {
    return registration(provider, this.world).open === true ? 'A1' : 'A2';
  }

  /** Every way to credentials that the pool means to offer, and every role that the classic flow gives besides. */
  get ways(): readonly Way[] {
    this.everyWay ??= [...this.enhancedWays(), ...this.classicWays()];
    return this.everyWay;
  }

  /** The roles that somebody gets credentials for. */
  get reachedRoles(): readonly ReachedRole[] {
    const byRole = new Map<string, Map<string, Entered>>();
    for (const way of this.ways) {
      if (!isEntered(way)) continue;
      const kinds = byRole.get(way.roleArn) ?? new Map<string, Entered>();
      const { tier, flow } = way.entrance;
      const kind = `${tier} ${tier === 'A0' && flow === 'enhanced' ? 'with' : 'without'} session policies`;
      if (!kinds.has(kind)) kinds.set(kind, way);
      byRole.set(way.roleArn, kinds);
    }
    return [...byRole].map(([arn, kinds]) => ({ arn, ways: [...kinds.values()].sort((a, b) => (a.entrance.tier < b.entrance.tier ? -1 : 1)) }));
  }

  /** The ways in about which nobody can tell. */
  get unreadWays(): readonly Gap[] {
    return this.ways.filter(isGap);
  }

  private attempt(entrance: Entrance): Way {
    const way = orGap(() => enter(this.world, entrance));
    return isGap(way) ? { ...way, entrance } : way;
  }

  private enhancedWays(): readonly Way[] {
    const guests = this.pool.AllowUnauthenticatedIdentities ? [this.try(this.guest)] : [];
    const users = this.liveProviders.flatMap((provider) => [this.try(this.signedIn(provider)), ...this.mappedWays(provider)]);
    return [...guests, ...users, ...loginProviders(this.pool, this.world).gaps];
  }

  private mappedWays(provider: LoginProvider): readonly Way[] {
    const mapping = orGap(() => this.attachment?.RoleMappings?.[provider.mapping]);
    if (mapping === undefined) return [];
    if (isGap(mapping)) return [mapping];
    const entrance = { pool: this.id, tier: 'A3', actor: 'claim-holder', flow: 'enhanced', provider } as const;
    if (mapping.Type === 'Rules') {
      return (mapping.RulesConfiguration?.Rules ?? []).map((rule) => {
        const value = valueFor(rule);
        const who = `users whose ${rule.Claim} is “${value}”`;
        return this.try({ ...entrance, id: `rule ${provider.mapping} ${rule.Claim} ${value} ${rule.RoleARN}`, who, claims: claimsFor(rule), roleArn: rule.RoleARN });
      });
    }
    const groups = orGap(() => groupsOf(this.world, provider));
    if (isGap(groups)) return [groups];
    return groups.flatMap(({ GroupName, RoleArn }) => {
      if (RoleArn === undefined) return [];
      const claims = { 'cognito:groups': [GroupName], 'cognito:roles': [RoleArn], 'cognito:preferred_role': RoleArn };
      return [this.try({ ...entrance, id: `group ${provider.mapping} ${GroupName}`, who: `members of ${GroupName}`, claims })];
    });
  }

  private classicWays(): readonly Way[] {
    const classic = orGap(() => this.classic);
    if (isGap(classic)) return [classic];
    if (classic === 'off' || classic === 'held by role mappings') return [];
    const ways = this.classicVisitors().flatMap((visitors) => this.classicWaysOf(visitors));
    return ways.length === 0 ? [] : [...ways, ...rolesInScope(this).gaps];
  }

  /** One kind of visitor, by the classic flow to every role there is to name; nothing if they are given no token for it. */
  private classicWaysOf(entranceTo: (roleArn: string) => Entrance): readonly Way[] {
    const given = orGap(() => this.isGivenToken(entranceTo('')));
    if (isGap(given)) return [given];
    return given ? [...rolesInScope(this).arns].map((arn) => this.try(entranceTo(arn))) : [];
  }

  private classicVisitors(): readonly ((roleArn: string) => Entrance)[] {
    const guests = this.pool.AllowUnauthenticatedIdentities ? [(roleArn: string) => this.guestClassic(roleArn)] : [];
    // A backend asks for its users' tokens itself, and is no visitor.
    const providers = this.liveProviders.filter(({ kind }) => kind !== 'developer');
    return [...guests, ...providers.map((provider) => (roleArn: string) => this.signedInClassic(provider, roleArn))];
  }

  private isGivenToken(entrance: Entrance): boolean {
    const calls = callsOf(entrance).slice(0, 2);
    return run({ world: peopled(this.world, entrance), people: { mallory: visitor(entrance) }, calls, start: defaultStart, ends: 'ok' }).ended === 'ok';
  }
}
