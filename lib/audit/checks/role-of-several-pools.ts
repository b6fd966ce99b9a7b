import type { Reach } from '../../iam/reach/question';
import { severities } from '../../iam/reach/severity';
import { isGap, read, type Gap } from '../../world/gap';
import { get, put, type World } from '../../world/world';
import { check, type Attempt } from '../check';
import type { Claim } from '../claim';
import { subjectOf, type Entrance } from '../entrances';
import { allow, invitationOnly, notes, notesWorld, signedInRole, trust, withPolicy, withTrust } from '../examples';
import { classicProbe } from '../classic-flow';
import { orGap } from '../or-gap';
import { ownersIn, type TrustingRole } from '../other-pool';
import { AuditedPool, isEntered } from '../pool';
import { cwe, references } from '../references';
import { registration } from '../registration';
import { nameOf, ownRoles } from '../roles';
import { confidenceIn, weighed } from '../severities';
import type { Entered } from '../sessions';
import { withTrustConditions } from '../trust-edits';
import { isElsewhere, poolsNamedBy } from '../trusted-pools';
import { requestIn, worthOfWay, worthProbe, type WayWorth } from '../way-worth';
import type { IdentityPool } from '../../world/resources';

const devPool = 'us-east-1:0de50000-1111-4222-8333-444444444444';
const readsPhotos = [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')];
const both = trust({ aud: [notes.identityPool, devPool], amr: 'authenticated' });

/** The notes app, where only administrators create users, beside a development pool where anybody signs up. */
function withDevPool(world: World, fields: Partial<IdentityPool> = {}): World {
  const userPool = 'us-east-1_Lg7dev001';
  const client = '0dev7b2c9d1e3f5a6b7c8d9e0f';
  const pooled = put(world, 'AWS::Cognito::UserPool', userPool, { Id: userPool, Name: 'notes-dev', AdminCreateUserConfig: { AllowAdminCreateUserOnly: false }, AutoVerifiedAttributes: ['email'] });
  const known = put(pooled, 'AWS::Cognito::UserPoolClient', client, { ClientId: client, UserPoolId: userPool });
  return put(known, 'AWS::Cognito::IdentityPool', devPool, {
    IdentityPoolId: devPool,
    IdentityPoolName: 'notes-dev',
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: true,
    CognitoIdentityProviders: [{ ProviderName: `cognito-idp.us-east-1.amazonaws.com/${userPool}`, ClientId: client, ServerSideTokenCheck: true }],
    ...fields,
  });
}

const sharedByInvited = invitationOnly(withPolicy(signedInRole, readsPhotos, withTrust(signedInRole, both)));

export const roleOfSeveralPools = check<TrustingRole>({
  code: 'TRU-05',
  name: 'role-of-several-pools',
  title: 'A weaker identity pool opens the role of this one',
  resource: 'AWS::IAM::Role',
  severityRule: 'Who comes in through the weakest of the pools × the worst that the role allows; a remark where that is no worse than through this one.',
  docs: {
    what: 'The trust policy of a role that this pool gives names another identity pool as well. The check has guests and users of the other pool ask for the role, and compares what that is worth in their hands with what it is worth in those of this pool’s people.',
    why: 'The role is as open as the most open of its pools. A pool for development, with guests, with self sign-up or with the classic flow, gives out what production keeps for invited users.',
    falsePositives: 'One role for several pools is a documented arrangement, and a remark where all of them let in the same kind of people. A pool that is gone is the subject of TRU-04; one that could not be read, in another region for instance, leaves the answer open.',
    fix: 'Give each pool a role of its own, and name one pool in each trust policy.',
  },
  references: [references.iamRoles, references.trustPolicies, cwe(653)],
  examples: {
    fails: [
      { title: 'the other pool lets anybody sign up', world: withDevPool(sharedByInvited), severity: 'high', pool: notes.identityPool },
      { title: 'the other pool never set the classic flow', world: withDevPool(sharedByInvited, { AllowClassicFlow: undefined }), severity: 'medium', pool: notes.identityPool },
      {
        title: 'the other pool has guests, and the role does not ask',
        world: withDevPool(withPolicy(signedInRole, [allow('s3:DeleteObject', 'arn:aws:s3:::notes-photos/*')], withTrust(signedInRole, trust({ aud: [notes.identityPool, devPool] })))),
        severity: 'critical',
        pool: notes.identityPool,
      },
    ],
    passes: [
      { title: 'each role has one pool', world: withDevPool(notesWorld), pool: notes.identityPool },
      { title: 'the other pool says no to the classic flow', world: withDevPool(sharedByInvited, { AllowClassicFlow: false }), pool: notes.identityPool },
      { title: 'people sign up by themselves here too', world: withDevPool(withPolicy(signedInRole, readsPhotos, withTrust(signedInRole, both))), pool: notes.identityPool },
      { title: 'the other pool is gone', world: sharedByInvited, pool: notes.identityPool },
    ],
  },
  subjects: (pool) => {
    const owners = ownersIn(pool);
    return [...ownRoles(pool)].flatMap((arn): readonly TrustingRole[] => {
      const resource = { type: 'AWS::IAM::Role', id: arn } as const;
      const others = orGap(() => othersNamedBy(arn, pool));
      if (isGap(others)) return [{ arn, owners: [], gaps: [others], resource }];
      return others.length === 0 ? [] : [{ arn, owners: owners.get(arn) ?? [], resource }];
    });
  },
  probes(role, pool): readonly Attempt[] {
    if (role.gaps !== undefined) return role.gaps;
    return othersNamedBy(role.arn, pool).flatMap((id) => {
      const other = orGap(() => poolNamed(id, pool));
      if (other === undefined) return [];
      return isGap(other) ? [other] : attemptsThrough(other, role, pool);
    });
  },
  fix({ arn, owners }, pool, { calls: [getId] }) {
    const weak = getId?.input.IdentityPoolId;
    const kept = [pool.id, ...othersNamedBy(arn, pool)].filter((id) => id !== weak);
    const world = withTrustConditions(pool.world, nameOf(arn), { aud: kept });
    const given = typeof weak === 'string' && owners.includes(weak) ? { warning: `The identity pool ${weak} gives this role to its own users: attach another to it first.` } : {};
    return world && { summary: `Take ${String(weak)} out of the trust policy of ${nameOf(arn)}.`, world, ...given };
  },
});

/** The other pools that a role names. @throws NotRead */
function othersNamedBy(arn: string, pool: AuditedPool): readonly string[] {
  const role = get(pool.world, 'AWS::IAM::Role', nameOf(arn));
  if (role === undefined) return [];
  read(role.AssumeRolePolicyDocument);
  return poolsNamedBy(role).filter((id) => id !== pool.id);
}

/** Undefined when there is no such pool. @throws NotRead */
function poolNamed(id: string, pool: AuditedPool): AuditedPool | Gap | undefined {
  const [region = ''] = id.split(':');
  if (isElsewhere(id, pool.world)) return { unread: `the identity pool ${id} of another region` };
  if (get(pool.world, 'AWS::Cognito::IdentityPool', id) === undefined) return undefined;
  return new AuditedPool({ ...pool.world, region }, id, pool.catalogue);
}

/** Who gets the role through another pool, and whether that is worse than who gets it through this one. */
function attemptsThrough(other: AuditedPool, role: TrustingRole, pool: AuditedPool): readonly Attempt[] {
  const here = orGap(() => worstHere(role.arn, pool));
  if (isGap(here)) return [here];
  return entrancesTo(role.arn, other).flatMap((entrance): readonly Attempt[] => {
    const way = other.try(entrance);
    if ('unread' in way) return [way];
    const arrival = classicProbe(entrance, claimOf(entrance, role, { severity: 'info', confidence: 'proved', intended: true }));
    if (!isEntered(way) || way.roleArn !== role.arn) return way.entrance.flow === 'classic' ? [arrival] : [];
    const reach = orGap(() => other.reach(way));
    if (isGap(reach)) return [reach];
    const worth = worthOfWay(way, reach);
    if (worth === undefined || rank(worth) >= here) return [...unlessOpen(way, reach, here, other), arrival];
    const inFlow = entrance.flow === 'classic' ? confidenceIn(other.classic) : 'proved';
    const claim = claimOf(entrance, role, { severity: weighed(worth.severity, inFlow), confidence: inFlow === 'proved' ? worth.confidence : inFlow }, worth);
    return [worthProbe(way, reach, worth, `${arrival.title} through the identity pool ${other.id}, and uses it`, claim)];
  });
}

/** Whether anybody may sign up there is not known, and would make it worse. */
function unlessOpen(way: Entered, reach: Reach, here: number, other: AuditedPool): readonly Gap[] {
  const { provider } = way.entrance;
  if (provider === undefined) return [];
  const { open } = registration(provider, other.world);
  return isGap(open) && rank(worthOfWay({ ...way, entrance: { ...way.entrance, tier: 'A1' } }, reach)) < here ? [open] : [];
}

/** What the role is worth to the worst of those who get it through its own pool. @throws NotRead */
function worstHere(arn: string, pool: AuditedPool): number {
  const ways = pool.ways.filter((way): way is Entered => isEntered(way) && way.roleArn === arn);
  return Math.min(...ways.map((way) => rank(worthOfWay(way, pool.reach(way)))), severities.length);
}

function rank(worth: WayWorth | undefined): number {
  return severities.indexOf(worth?.severity ?? 'none');
}

/** Every way by which people of a pool may come to the role. */
function entrancesTo(arn: string, pool: AuditedPool): readonly Entrance[] {
  const providers = pool.liveProviders.filter(({ kind }) => kind !== 'developer');
  const guests = pool.pool.AllowUnauthenticatedIdentities ? [pool.guest, pool.guestClassic(arn)] : [];
  return [...guests, ...providers.flatMap((provider) => [pool.signedIn(provider), pool.signedInClassic(provider, arn)])];
}

function claimOf(entrance: Entrance, { arn }: TrustingRole, how: Pick<Claim, 'severity' | 'confidence' | 'intended'>, worth?: WayWorth): Claim {
  const what = worth === undefined ? ', which is no worse than through this one' : `: ${requestIn(worth)}`;
  return { ...how, actor: entrance.actor, message: `${subjectOf(entrance)} can take the role ${nameOf(arn)} through the identity pool ${entrance.pool}${what}.` };
}
