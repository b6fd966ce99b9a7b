import { isGap, type Gap } from '../../world/gap';
import type { Role } from '../../world/resources';
import { get, put, type World } from '../../world/world';
import { check, type Attempt, type Subject } from '../check';
import { classicProbe, withEverythingOn, withoutMappings } from '../classic-flow';
import type { Claim, Confidence } from '../claim';
import { subjectOf, type Entrance } from '../entrances';
import { allow, classicOn, classicUnset, invitationOnly, notes, notesWorld, trust, withPool, withRoles, withStrayRole, tokenMapping } from '../examples';
import { orGap } from '../or-gap';
import { admittedFromAnywhere, fixAudience, ownersIn } from '../other-pool';
import { isEntered, type AuditedPool } from '../pool';
import { withPoolFields } from '../pool-edits';
import { cwe, references } from '../references';
import { nameOf, ownRoles, rolesThatTrustCognito } from '../roles';
import { confidenceIn, weighed } from '../severities';
import { namesPool, poolsNamedBy } from '../trusted-pools';
import { requestIn, worthOfWay, worthProbe } from '../way-worth';

interface DormantRole extends Subject {
  readonly role?: Role;
  readonly gaps: readonly Gap[];
}

/** A way to try, and what has to change first for it to be open. */
interface Trying {
  readonly entrance: Entrance;
  readonly within: AuditedPool;
  readonly prepare?: (world: World) => World;
  readonly when?: string;
}

const forUsers = trust({ aud: notes.identityPool, amr: 'authenticated' });
const forGuests = trust({ aud: notes.identityPool, amr: 'unauthenticated' });
const oldExports = allow(['s3:GetObject', 's3:DeleteObject'], 'arn:aws:s3:::notes-exports/*');
const siblingPool = 'us-east-1:22222222-3333-4444-8555-666666666666';

export const dormantRole = check<DormantRole>({
  code: 'TRU-11',
  name: 'dormant-role',
  title: 'A role that no pool gives trusts this one',
  resource: 'AWS::IAM::Role',
  severityRule: 'Who can come in × the worst that the role allows, where the classic flow is possible; low, as latent, otherwise.',
  docs: {
    what: 'A role’s trust policy names this identity pool, but neither the pool’s roles nor its role mappings nor the groups of its user pools mention it. The console of the pool does not show it. The check looks through every role of the account, and has guests and users of the pool ask STS for it by name.',
    why: 'In the basic (classic) flow the caller names the role, and STS looks at nothing but its trust policy. What is left of an experiment, an old release or a removed group is then as open as the role that the pool gives on purpose, and nobody watches it.',
    falsePositives: 'A role that another identity pool gives belongs to that pool and is not meant here. An application that uses the classic flow on purpose names such a role itself; SAML assertions and a pre token generation trigger may name roles that no setting shows, and the finding then says so. A role that allows nothing to speak of is a remark.',
    fix: 'Look at RoleLastUsed, and delete the role; until then take the pool out of its trust policy.',
  },
  references: [references.authenticationFlow, references.sameAccount, cwe(1188)],
  examples: {
    fails: [
      { title: 'users can name it', world: withStrayRole('notes-old-admin', forUsers, [oldExports], classicOn), severity: 'high' },
      { title: 'guests can name it', world: withStrayRole('notes-beta', forGuests, [oldExports], classicOn), severity: 'critical' },
      { title: 'invited users can name it', world: invitationOnly(withStrayRole('notes-old-admin', forUsers, [oldExports], classicOn)), severity: 'medium' },
      { title: 'the classic flow was never set', world: withStrayRole('notes-old-admin', forUsers, [oldExports], classicUnset), severity: 'medium' },
      { title: 'the classic flow is off', world: withStrayRole('notes-old-admin', forUsers, [oldExports]), severity: 'low' },
      { title: 'role mappings hold the classic flow back', world: withStrayRole('notes-old-admin', forUsers, [oldExports], withRoles({ RoleMappings: tokenMapping }, classicOn)), severity: 'low' },
      { title: 'it is for guests, who are off', world: withStrayRole('notes-beta', forGuests, [oldExports], withPool({ AllowUnauthenticatedIdentities: false }, classicOn)), severity: 'low' },
    ],
    passes: [
      { title: 'it allows nothing', world: withStrayRole('notes-empty', forUsers, [], classicOn) },
      { title: 'it asks for a provider that the pool does not have', world: withStrayRole('notes-old-admin', trust({ aud: notes.identityPool, amr: 'accounts.google.com' }), [oldExports], classicOn) },
      { title: 'the pool gives every role that trusts it', world: notesWorld },
      { title: 'another pool gives it', world: withSibling(withStrayRole('shared', trust({ aud: [notes.identityPool, siblingPool], amr: 'authenticated' }), [oldExports], classicOn), 'shared'), pool: notes.identityPool },
    ],
  },
  subjects(pool) {
    const { roles, gaps } = rolesThatTrustCognito(pool.world);
    const own = ownRoles(pool);
    const owners = ownersIn(pool);
    const dormant = roles.flatMap((role): readonly DormantRole[] => {
      const { Arn: arn } = role;
      const resource = { type: 'AWS::IAM::Role', id: arn } as const;
      if (own.has(arn) || owners.has(arn) || !namesPool(role, pool.id)) return [];
      // A role that does not ask which pool a token is from is the subject of TRU-01, TRU-03 and TRU-06.
      return admittedFromAnywhere({ arn, owners: [], resource }, pool) === 'nobody' ? [{ role, gaps: unreadOwners(role, pool), resource }] : [];
    });
    return gaps.length === 0 ? dormant : [...dormant, { gaps, resource: { type: 'AWS::Cognito::IdentityPool', id: pool.id } }];
  },
  probes({ role, gaps }, pool): readonly Attempt[] {
    if (role === undefined || gaps.length > 0) return gaps;
    return tryingsFor(role.Arn, pool).flatMap((trying) => {
      const attempts = orGap(() => attemptsBy(trying, role, pool));
      return isGap(attempts) ? [attempts] : attempts;
    });
  },
  fix: ({ resource }, pool) => fixAudience({ arn: resource.id, owners: [], resource }, pool),
});

/** Other pools that the role names, of which nobody can tell whether they give it. */
function unreadOwners(role: Role, pool: AuditedPool): readonly Gap[] {
  return poolsNamedBy(role).flatMap((id) => {
    const attachment = orGap(() => get(pool.world, 'AWS::Cognito::IdentityPoolRoleAttachment', id));
    return isGap(attachment) ? [attachment] : [];
  });
}

/** From what is so to what would have to change first. */
function tryingsFor(arn: string, pool: AuditedPool): readonly Trying[] {
  const guests = pool.pool.AllowUnauthenticatedIdentities;
  const possible = pool.classic === 'on' || pool.classic === 'unset';
  const today: Trying = { entrance: pool.guestClassic(arn), within: pool };
  const users = pool.liveProviders.filter(({ kind }) => kind !== 'developer').map((provider): Trying => ({ ...today, entrance: pool.signedInClassic(provider, arn) }));
  const open = possible ? [...(guests ? [today] : []), ...users] : [];
  const classic = { prepare: (world: World) => withClassic(world, pool.id), when: 'should the classic flow ever be on' };
  const everything = { prepare: (world: World) => withEverythingOn(world, pool.id), when: 'should guest access and the classic flow ever both be on' };
  const closed = possible ? [] : [...(guests ? [today] : []), ...users].map((one) => later(one, classic, pool));
  return [...open, ...closed, ...(guests ? [] : [later(today, everything, pool)])];
}

function later({ entrance }: Trying, change: Required<Pick<Trying, 'prepare' | 'when'>>, pool: AuditedPool): Trying {
  return { entrance, within: pool.in(change.prepare(pool.world)), ...change };
}

function withClassic(world: World, poolId: string): World {
  return withoutMappings(withPoolFields(world, poolId, { AllowClassicFlow: true }), poolId);
}

function attemptsBy({ entrance, within, prepare, when }: Trying, role: Role, pool: AuditedPool): readonly Attempt[] {
  const way = within.try(entrance);
  if ('unread' in way) return [way];
  const confidence = when === undefined ? confidenceIn(pool.classic) : 'latent';
  const sentence = `${subjectOf(entrance)} can take the role ${nameOf(role.Arn)}, which no identity pool gives, by naming it`;
  const after = when === undefined ? '' : `, ${when}`;
  const claim = (more: Partial<Claim>): Claim => ({ severity: 'low', confidence, actor: entrance.actor, message: `${sentence}${after}.`, ...more });
  if (!isEntered(way)) return [classicProbe(entrance, claim({}), { prepare, when })];
  const reach = within.reach(way);
  const worth = worthOfWay(way, reach);
  if (worth === undefined) {
    const message = `${sentence}${after}; it allows nothing to speak of.`;
    return [classicProbe(entrance, claim({ severity: 'info', confidence: 'proved', message, intended: true }), { prepare, when })];
  }
  const severity = when === undefined ? weighed(worth.severity, confidence) : 'low';
  const unread = whatMayNameRoles(pool);
  const sure: Confidence = confidence === 'proved' ? (unread.length > 0 ? 'plausible' : worth.confidence) : confidence;
  const probe = worthProbe(way, reach, worth, `${entrance.provider === undefined ? 'A guest' : 'A signed-in user'} asks STS for ${nameOf(role.Arn)}${after}, and uses it`, claim({
    severity,
    confidence: sure,
    message: `${sentence}${after}: ${requestIn(worth)}.`,
    why: lastUsed(role),
    ...(unread.length > 0 ? { unread } : {}),
  }));
  return [prepare === undefined ? probe : { ...probe, prepare: (world) => probe.prepare?.(prepare(world)) ?? prepare(world) }];
}

function lastUsed({ RoleLastUsed, RoleName }: Role): string {
  const date = RoleLastUsed?.LastUsedDate;
  return date === undefined ? `IAM has no record of ${RoleName} being used lately, or none was read.` : `${RoleName} was last used on ${date.slice(0, 10)}.`;
}

/** What may give roles to users that no setting shows, so that a role may be in use all the same. */
function whatMayNameRoles(pool: AuditedPool): readonly string[] {
  const saml = pool.providers.filter(({ kind, mapping }) => kind === 'SAML' && pool.attachment?.RoleMappings?.[mapping] === undefined);
  const triggers = pool.providers.flatMap(({ userPoolId }) => {
    const userPool = userPoolId === undefined ? undefined : orGap(() => get(pool.world, 'AWS::Cognito::UserPool', userPoolId));
    if (userPool === undefined || isGap(userPool)) return [];
    const { PreTokenGeneration, PreTokenGenerationConfig } = userPool.LambdaConfig ?? {};
    return PreTokenGeneration === undefined && PreTokenGenerationConfig === undefined ? [] : [`the roles that the pre token generation trigger of ${userPoolId} names`];
  });
  return [...saml.map(({ name }) => `the roles that assertions of ${name} name`), ...triggers];
}

/** The account with another identity pool, which gives a role. */
function withSibling(world: World, role: string): World {
  const pooled = put(world, 'AWS::Cognito::IdentityPool', siblingPool, { IdentityPoolId: siblingPool, IdentityPoolName: 'notes-reports', AllowUnauthenticatedIdentities: false, AllowClassicFlow: false });
  return put(pooled, 'AWS::Cognito::IdentityPoolRoleAttachment', siblingPool, { IdentityPoolId: siblingPool, Roles: { authenticated: `arn:aws:iam::${notes.account}:role/${role}` } });
}
