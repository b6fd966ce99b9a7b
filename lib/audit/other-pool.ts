import { poolToken } from '../engine/identity-token';
import { defaultStart } from '../engine/scenario';
import { providerNameOf } from '../engine/user-pool';
import { isGap, read, type Gap } from '../world/gap';
import { get, known, put, type World } from '../world/world';
import type { Fix, Probe, Subject } from './check';
import type { Claim } from './claim';
import { callsOf, peopled, subjectOf, visitor, type Entrance } from './entrances';
import { cast, type LoginProvider } from './people';
import { orGap } from './or-gap';
import { AuditedPool, isEntered } from './pool';
import { nameOf, ownRoles, rolesThatTrustCognito } from './roles';
import type { Entered } from './sessions';
import { withoutCognitoTrust, withTrustConditions, type TrustConditions } from './trust-edits';
import { audAskedBy, type AudAsked } from './trusted-pools';
import { tryIn } from './trial';

/** A role of which is asked whether it looks at the pool that a token comes from; or why more roles are not known. */
export interface TrustingRole extends Subject {
  readonly arn: string;
  readonly gaps?: readonly Gap[];
  /** Ids of the identity pools that mean to give it. */
  readonly owners: readonly string[];
}

/** The pool's own roles; at the first pool of an audit also the roles that trust identity pools and belong to none. */
export function trustingRoles(pool: AuditedPool): readonly TrustingRole[] {
  const owners = ownersIn(pool);
  const own = ownRoles(pool);
  const { roles, gaps } = pool.isFirst ? rolesThatTrustCognito(pool.world) : { roles: [], gaps: [] };
  const strays = roles.flatMap(({ Arn }) => (owners.has(Arn) ? [] : [Arn]));
  const known = [...own, ...strays].map((arn): TrustingRole => ({ arn, owners: owners.get(arn) ?? [], resource: { type: 'AWS::IAM::Role', id: arn } }));
  return gaps.length === 0 ? known : [...known, { arn: '', owners: [], gaps, resource: { type: 'AWS::Cognito::IdentityPool', id: pool.id } }];
}

/** How the role asks which pool a token is from. @throws NotRead */
export function audAskedOf({ arn }: TrustingRole, { world }: AuditedPool): AudAsked {
  const role = get(world, 'AWS::IAM::Role', nameOf(arn));
  if (role === undefined) return 'no';
  read(role.AssumeRolePolicyDocument);
  return audAskedBy(role, world);
}

/** Which identity pools mean to give which roles, as far as is known. */
export function ownersIn(pool: AuditedPool): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string[]>();
  for (const other of poolsOf(pool)) {
    const roles = orGap(() => ownRoles(other));
    if (isGap(roles)) continue;
    for (const arn of roles) owners.set(arn, [...(owners.get(arn) ?? []), other.id]);
  }
  return owners;
}

/** All identity pools of the account of which something is known, this one first. */
function poolsOf(pool: AuditedPool): readonly AuditedPool[] {
  const others = known(pool.world, 'AWS::Cognito::IdentityPool').flatMap((one) => (isGap(one) || one.IdentityPoolId === pool.id ? [] : [one.IdentityPoolId]));
  return [pool, ...others.sort().map((id) => new AuditedPool({ ...pool.world, region: id.split(':')[0] ?? pool.world.region }, id, pool.catalogue))];
}

/** Ways by which a pool that does not mean to give the role gives it, today. */
export function strangeWays(role: TrustingRole, pool: AuditedPool): readonly Entered[] {
  return poolsOf(pool)
    .filter(({ id }) => !role.owners.includes(id))
    .flatMap((other) => {
      const entrances = orGap(() => [
        ...(other.pool.AllowUnauthenticatedIdentities ? [other.guestClassic(role.arn)] : []),
        ...other.liveProviders.map((provider) => other.signedInClassic(provider, role.arn)),
      ]);
      return isGap(entrances) ? [] : entrances.map((entrance) => other.try(entrance)).filter(isEntered);
    });
}

/** Somebody gets the role through a pool that has nothing to do with it. */
export function strangeProbe(role: TrustingRole, { entrance }: Entered, pool: AuditedPool, severity: Claim['severity'], confidence: Claim['confidence']): Probe {
  const through = entrance.pool === pool.id ? 'this pool, which does not give it' : `the identity pool ${entrance.pool}`;
  return {
    title: `${entrance.provider === undefined ? 'A guest' : 'A user'} of ${through} asks STS for ${nameOf(role.arn)}`,
    prepare: (world) => peopled(world, entrance),
    people: { mallory: visitor(entrance) },
    calls: callsOf(entrance),
    proves: { ends: 'ok' },
    claim: { severity, confidence, actor: entrance.actor, message: `${subjectOf(entrance)} can take the role ${nameOf(role.arn)} through ${through}.` },
  };
}

/** Whom a role admits of a pool that it cannot know. @throws NotRead */
export function admittedFromAnywhere(role: TrustingRole, pool: AuditedPool): Admitted | 'nobody' {
  const claim: Claim = { severity: 'info', confidence: 'latent', actor: 'aws-principal', message: '' };
  const admits = (whom: Admitted) => tryIn(pool.world, madeUpPoolProbe(role, pool, whom, claim)).proved;
  return (['everyone', 'guests only', 'users only'] as const).find(admits) ?? 'nobody';
}

/** Whom of a made-up pool a role admits. */
export type Admitted = 'everyone' | 'guests only' | 'users only';

/** A pool that anybody who may create identity pools in the account could create: its guests and users ask for the role. */
export function madeUpPoolProbe(role: TrustingRole, pool: AuditedPool, admitted: Admitted, claim: Claim): Probe {
  const { region } = pool.world;
  const id = `${region}:00000000-0000-4000-8000-0000000fa11e`;
  const provider = madeUpProvider(region);
  const guest: Entrance = { ...pool.guestClassic(role.arn), pool: id };
  const user: Entrance = { ...guest, id: 'a user of a made-up pool', tier: 'A1', actor: 'self-registered', provider };
  const refused = admitted === 'guests only' ? ['user-assume-role'] : admitted === 'users only' ? ['guest-assume-role'] : [];
  const calls = [...callsOf(guest, undefined, 'mallory', 'guest-'), ...callsOf(user, undefined, 'mallory', 'user-')];
  const expected = calls.map((call) => (refused.includes(call.id) ? ({ ...call, goesOn: true } as const) : call));
  // The call that must be refused comes first, so that the run ends with the one that is let in.
  const ordered = admitted === 'guests only' ? [...expected.slice(3), ...expected.slice(0, 3)] : expected;
  return {
    title: `A guest and a user of another identity pool ask STS for ${nameOf(role.arn)}`,
    prepare: (world) => withMadeUpPool(world, id, provider),
    people: { mallory: { ...cast.anyone, detail: 'a visitor of another identity pool' } },
    calls: ordered,
    proves: { ends: 'ok', refused: refused.map((call) => ({ call })) },
    claim,
  };
}

export function madeUpProvider(region: string): LoginProvider {
  const userPoolId = `${region}_Lifeguard0`;
  const name = providerNameOf(userPoolId);
  const audience = '0lifeguardclient0000000000';
  return { name, kind: 'user pool', audience, userPoolId, mapping: `${name}:${audience}` };
}

/** An account that nobody here knows. */
const foreignAccount = '999900001111';

/** A token of an identity pool of another account, brought to STS. */
export function foreignPoolProbe({ arn }: TrustingRole, { world: { partition, region } }: AuditedPool, signedIn: boolean, claim: Claim): Probe {
  const aud = `${region}:00000000-0000-4000-8000-0000000fa11e`;
  const amr = signedIn ? ['authenticated', madeUpProvider(region).name] : ['unauthenticated'];
  const WebIdentityToken = poolToken({ account: foreignAccount, partition, region }, { sub: `${region}:00000000-0000-4000-8000-00000badc0de`, aud, amr, iat: defaultStart, exp: defaultStart + 600 });
  return {
    title: `A ${signedIn ? 'user' : 'guest'} of another account’s identity pool asks STS for ${nameOf(arn)}`,
    people: { mallory: { ...cast.anyone, detail: 'with an identity pool of her own' } },
    calls: [{ id: 'assume-role', by: 'mallory', operation: 'sts:AssumeRoleWithWebIdentity', input: { RoleArn: arn, RoleSessionName: 'CognitoIdentityCredentials', WebIdentityToken } }],
    proves: { ends: 'ok' },
    claim,
  };
}

function withMadeUpPool(world: World, IdentityPoolId: string, { name, audience }: LoginProvider): World {
  const pooled = put(world, 'AWS::Cognito::IdentityPool', IdentityPoolId, {
    IdentityPoolId,
    IdentityPoolName: 'another pool',
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: true,
    CognitoIdentityProviders: [{ ProviderName: name, ClientId: audience, ServerSideTokenCheck: false }],
  });
  const attached = put(pooled, 'AWS::Cognito::IdentityPoolRoleAttachment', IdentityPoolId, { IdentityPoolId, Roles: {} });
  return put(attached, 'AWS::Cognito::IdentityPoolPrincipalTag', `${IdentityPoolId}/${name}`, { IdentityPoolId, IdentityProviderName: name, UseDefaults: false, PrincipalTags: {} });
}

/** The trust policy compares aud with the pools that give the role; a role that none gives trusts none. @throws NotRead */
export function fixAudience({ arn, owners }: TrustingRole, pool: AuditedPool, more: TrustConditions = {}): Fix | undefined {
  const name = nameOf(arn);
  if (owners.length === 0) {
    const world = withoutCognitoTrust(pool.world, name);
    return world && { summary: `No identity pool gives ${name}: let none assume it, and delete it once RoleLastUsed says that nobody does.`, world };
  }
  const world = withTrustConditions(pool.world, name, { ...more, aud: owners });
  const also = more.amr === undefined ? '' : ` and amr with ${more.amr}`;
  return world && { summary: `Compare aud with ${owners.join(', ')}${also} in the trust policy of ${name}.`, world };
}
