import { accountOf } from '../engine/authorization';
import type { IdentityPoolRoleAttachment } from '../world/resources';
import { patch, put, type World } from '../world/world';
import type { Attempt, Subject } from './check';
import type { Claim } from './claim';
import { callsOf, companions, peopled, visitor, type Entrance } from './entrances';
import type { StatementObject } from './policy-edits';
import { isEntered, type AuditedPool, type Way } from './pool';
import { tagMapOf } from './principal-tags';
import { poolStatement, type Amr } from './trust-edits';

/** A role that the pool gives in the enhanced flow, or tries to, and who comes for it. */
export interface GivenRole extends Subject {
  /** Undefined for the ways in of which nobody can tell. */
  readonly arn?: string;
  readonly ways: readonly Way[];
}

/** The roles that the pool gives in the enhanced flow: attached, by a mapping rule, or by a group whose role the pool reads. @throws NotRead */
export function givenRoles(pool: AuditedPool): readonly GivenRole[] {
  const byRole = new Map<string, Way[]>();
  const unread: Way[] = [];
  for (const way of pool.ways) {
    if (way.entrance?.flow === 'classic') continue;
    const arn = way.entrance === undefined ? undefined : roleOf(way, pool.attachment);
    if (arn !== undefined) byRole.set(arn, [...(byRole.get(arn) ?? []), way]);
    else if ('unread' in way) unread.push(way);
  }
  const roles = [...byRole].map(([arn, ways]): GivenRole => ({ arn, ways, resource: { type: 'AWS::IAM::Role', id: arn } }));
  return unread.length === 0 ? roles : [...roles, { ways: unread, resource: { type: 'AWS::Cognito::IdentityPool', id: pool.id } }];
}

/** The role that somebody got, or that the pool asked STS for in vain; undefined where it came to none. */
function roleOf(way: Way, attachment: IdentityPoolRoleAttachment | undefined): string | undefined {
  if (isEntered(way)) return way.roleArn;
  if ('refusedAt' in way) {
    const asked = way.refusedAt.nested.find(({ operation }) => operation === 'sts:AssumeRoleWithWebIdentity')?.sent.RoleArn;
    if (asked !== undefined) return String(asked);
    // A role of another account is refused before STS is asked for it.
    if (!way.refusedAt.reasons.some(({ rule, holds }) => rule === 'sts' && !holds)) return undefined;
  }
  const { provider, claims, roleArn } = way.entrance as Entrance;
  const preferred = claims?.['cognito:preferred_role'] as string | undefined;
  return roleArn ?? preferred ?? (provider === undefined ? attachment?.Roles?.unauthenticated : attachment?.Roles?.authenticated);
}

/** Completes “… get no credentials”: whom a way in is for. */
export function whoComes({ tier, who }: Pick<Entrance, 'tier' | 'who'>): string {
  return who === undefined ? (tier === 'A0' ? 'Guests' : 'Signed-in users') : who.charAt(0).toUpperCase() + who.slice(1);
}

/** Somebody comes by each way for the role, and is refused by this rule of STS's or the pool's. */
export function refusalProbes({ arn, ways }: GivenRole, rule: string, title: string, otherwise: string, claimFor: (entrance: Entrance) => Claim): readonly Attempt[] {
  return ways.flatMap((way): readonly Attempt[] => {
    const { entrance } = way;
    if (entrance === undefined || arn === undefined) return 'unread' in way ? [way] : [];
    return [
      {
        title: `${whoComes(entrance)} ${title}`,
        prepare: (world) => peopled(world, entrance),
        people: { mallory: { ...visitor(entrance), kind: entrance.tier === 'A0' ? 'guest' : 'user' }, ...companions(entrance) },
        calls: callsOf(entrance),
        proves: { ends: ['InvalidIdentityPoolConfigurationException'], rule },
        ...(isEntered(way) ? { otherwise } : {}),
        claim: claimFor(entrance),
      },
    ];
  });
}

/** What would let the people of these ways have the role. @throws NotRead */
export function statementFor({ ways }: Pick<GivenRole, 'ways'>, pool: AuditedPool): StatementObject {
  const states = ways.flatMap(({ entrance }): readonly Amr[] => (entrance === undefined ? [] : [entrance.provider === undefined ? 'unauthenticated' : 'authenticated']));
  return poolStatement(pool.world, pool.id, [...new Set(states)], bringTags(pool));
}

/** Whether sessions of the pool carry principal tags. @throws NotRead */
function bringTags(pool: AuditedPool): boolean {
  return pool.providers.some((provider) => {
    const map = tagMapOf(pool, provider);
    return map !== undefined && (map.UseDefaults === true || Object.keys(map.PrincipalTags ?? {}).length > 0);
  });
}

/** The account with a role that allows nothing yet, for these people of the pool. @throws NotRead */
export function withNewRole(pool: AuditedPool, arn: string, statement: StatementObject): World {
  const [, Path = '/', RoleName = ''] = /:role(\/.*\/|\/)([^/]+)$/.exec(arn) ?? [];
  return put(pool.world, 'AWS::IAM::Role', RoleName, {
    RoleName,
    Arn: arn,
    ...(Path === '/' ? {} : { Path }),
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [statement] },
    RolePolicyList: [],
    AttachedManagedPolicies: [],
  });
}

/** The account where the pool, its rules and its users' groups name one role instead of another. */
export function withRoleInstead(world: World, pool: AuditedPool, from: string, to: string): World {
  const { attachment } = pool;
  const instead = (arn: string): string => (arn === from ? to : arn);
  const Roles = Object.fromEntries(Object.entries(attachment?.Roles ?? {}).map(([state, arn]) => [state, instead(arn)]));
  const RoleMappings = Object.fromEntries(
    Object.entries(attachment?.RoleMappings ?? {}).map(([provider, mapping]) => {
      const Rules = mapping.RulesConfiguration?.Rules.map((rule) => ({ ...rule, RoleARN: instead(rule.RoleARN) }));
      return [provider, Rules === undefined ? mapping : { ...mapping, RulesConfiguration: { Rules } }];
    }),
  );
  const attached = patch(world, 'AWS::Cognito::IdentityPoolRoleAttachment', pool.id, { Roles, ...(attachment?.RoleMappings === undefined ? {} : { RoleMappings }) });
  return Object.entries(world.resources['AWS::Cognito::UserPoolGroup'] ?? {}).reduce((changed, [id, group]) => {
    return 'RoleArn' in group && group.RoleArn === from ? patch(changed, 'AWS::Cognito::UserPoolGroup', id, { RoleArn: to }) : changed;
  }, attached);
}

/** Whether an ARN is of another account than the pool's. */
export function isElsewhere(arn: string, { account }: Pick<World, 'account'>): boolean {
  return accountOf(arn) !== account;
}

