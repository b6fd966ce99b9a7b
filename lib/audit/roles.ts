import { accountOf, policyNamed, roleNameOf } from '../engine/authorization';
import { isGap, read, type Gap } from '../world/gap';
import type { IdentityPoolRoleAttachment, MappingRule, Role, UserPoolGroup } from '../world/resources';
import { known, list, type World } from '../world/world';
import { orGap } from './or-gap';
import type { LoginProvider } from './people';

/** What a pool says about roles. */
export interface PoolParts {
  readonly world: World;
  readonly attachment: IdentityPoolRoleAttachment | undefined;
  readonly providers: readonly LoginProvider[];
}

/** Roles that a pool has to do with: those that it means to give, and those that it happens to open. */
export interface RolesInScope {
  readonly arns: ReadonlySet<string>;
  /** Attached, mapped, or of a group of a trusted user pool. */
  readonly own: ReadonlySet<string>;
  /** What keeps us from knowing every role that trusts identity pools. */
  readonly gaps: readonly Gap[];
}

/** As far as they are known; the gaps say what is not. */
export function rolesInScope(pool: PoolParts): RolesInScope {
  const own = orGap(() => ownRoles(pool));
  const attached = orGap(() => pool.attachment);
  const { roles, gaps } = rolesThatTrustCognito(pool.world);
  const here = (arns: readonly string[]): ReadonlySet<string> => new Set(arns.filter((arn) => accountOf(arn) === pool.world.account));
  const knownOwn = isGap(own) ? here(rolesNamedBy(isGap(attached) ? undefined : attached)) : own;
  return { own: knownOwn, arns: here([...knownOwn, ...roles.map(({ Arn }) => Arn)]), gaps: [...(isGap(own) ? [own] : []), ...gaps] };
}

/** The roles that the pool is meant to give. @throws NotRead */
export function ownRoles(pool: PoolParts): ReadonlySet<string> {
  const groups = pool.providers.flatMap((provider) => groupsOf(pool.world, provider));
  const arns = [...rolesNamedBy(pool.attachment), ...groups.flatMap(({ RoleArn }) => (RoleArn === undefined ? [] : [RoleArn]))];
  return new Set(arns.filter((arn) => accountOf(arn) === pool.world.account));
}

function rolesNamedBy(attachment: IdentityPoolRoleAttachment | undefined): readonly string[] {
  const mapped = Object.values(attachment?.RoleMappings ?? {}).flatMap(({ RulesConfiguration }) => RulesConfiguration?.Rules ?? []);
  const named = [attachment?.Roles?.unauthenticated, attachment?.Roles?.authenticated, ...mapped.map(({ RoleARN }) => RoleARN)];
  return named.filter((arn) => arn !== undefined);
}

/** The roles that are meant for signed-in users, all or some of them. @throws NotRead */
export function rolesForUsers(pool: PoolParts): readonly string[] {
  const guest = pool.attachment?.Roles?.unauthenticated;
  const authenticated = pool.attachment?.Roles?.authenticated;
  return [...ownRoles(pool)].filter((arn) => arn !== guest || arn === authenticated);
}

/** The groups of a trusted user pool. @throws NotRead */
export function groupsOf(world: World, { userPoolId }: LoginProvider): readonly UserPoolGroup[] {
  return userPoolId === undefined ? [] : list(world, 'AWS::Cognito::UserPoolGroup', userPoolId);
}

/** The roles whose trust policy speaks of an identity pool's tokens at all; whom it admits, the engine says. */
export function rolesThatTrustCognito(world: World): { readonly roles: readonly Role[]; readonly gaps: readonly Gap[] } {
  const entries = known(world, 'AWS::IAM::Role');
  const whole = orGap(() => list(world, 'AWS::IAM::Role'));
  const gaps = [...(isGap(whole) ? [whole] : []), ...entries.flatMap((role) => (!isGap(role) && isGap(role.AssumeRolePolicyDocument) ? [role.AssumeRolePolicyDocument] : []))];
  const roles = entries.flatMap((role) => (isGap(role) || isGap(role.AssumeRolePolicyDocument) || !mayAdmitCognito(role) ? [] : [role]));
  return { roles, gaps };
}

const cognitoPrincipal = /^(\*|cognito-identity[\w.-]*\.amazonaws\.com(\.cn)?)$/;

function mayAdmitCognito(role: Role): boolean {
  const { policy } = policyNamed(`trust policy of ${role.RoleName}`, read(role.AssumeRolePolicyDocument));
  return policy.statements.some(({ effect, everyone, notPrincipal, principals }) => {
    return effect === 'Allow' && (everyone || notPrincipal || principals.some(({ kind, value }) => kind === 'Federated' && cognitoPrincipal.test(value)));
  });
}

/** A value of its claim that satisfies a rule. */
export function valueFor({ MatchType, Value, Claim }: Pick<MappingRule, 'MatchType' | 'Value' | 'Claim'>): string {
  const address = Claim === 'email';
  switch (MatchType) {
    case 'Equals':
      return Value;
    case 'StartsWith':
      return address && !Value.includes('@') ? `${Value}@lifeguard.example` : Value;
    case 'Contains':
      return address ? containing(Value) : Value;
    case 'NotEqual':
      return address ? 'someone@lifeguard.example' : `not ${Value}`;
  }
}

/** What a token says that satisfies a rule; of groups and their roles it has lists. */
export function claimsFor(rule: Pick<MappingRule, 'MatchType' | 'Value' | 'Claim'>): Readonly<Record<string, unknown>> {
  const value = valueFor(rule);
  return { [rule.Claim]: rule.Claim === 'cognito:groups' || rule.Claim === 'cognito:roles' ? [value] : value };
}

/** An e-mail address with this text in it. */
function containing(text: string): string {
  if (!text.includes('@')) return `${text}@lifeguard.example`;
  const [before = '', after = ''] = text.split('@');
  return `${before || 'someone'}@${after.includes('.') ? after : `${after}.example`}`;
}

/** The role's name, for people to read. */
export const nameOf = roleNameOf;
