import { isGap, type Gap } from '../../world/gap';
import { put } from '../../world/world';
import type { IdentityPool } from '../../world/resources';
import { check, type Attempt, type Probe, type Subject } from '../check';
import type { Claim } from '../claim';
import { callsOf, peopled } from '../entrances';
import { allow, invitationOnly, notes, notesWorld, signedInRole, withPolicy } from '../examples';
import { userPoolsOnce } from '../login-probes';
import { orGap } from '../or-gap';
import { otherPools } from '../other-pools';
import { cast, idTokenOf, mallory, type LoginProvider } from '../people';
import { isEntered, type AuditedPool } from '../pool';
import { resetsPool, withoutTags } from '../pool-edits';
import { entrancesOf, withoutProvider } from '../provider-edits';
import { withoutPublicReading } from '../public-reading';
import { cwe, references } from '../references';
import { nameOf } from '../roles';
import { worstOf } from '../severities';
import type { World } from '../../world/world';

/** So many other pools are tried; an account with more of them has a design. */
const mostOthers = 20;

interface SharedUserPool extends Subject {
  readonly provider: LoginProvider & { readonly userPoolId: string };
}

const office: IdentityPool = {
  IdentityPoolId: 'us-east-1:9d2c4b10-7a55-4e0f-8c21-0ff1cee00001',
  IdentityPoolName: 'office-tools',
  AllowUnauthenticatedIdentities: false,
  AllowClassicFlow: false,
  CognitoIdentityProviders: [{ ProviderName: notes.provider, ClientId: notes.client }],
};

/** The notes app beside an application that trusts the same user pool, and gives its users the role for editors. */
function withOffice(fields: Partial<IdentityPool> = {}, world: World = notesWorld): World {
  const pool = { ...office, ...fields };
  const role = world.resources['AWS::IAM::Role']?.['notes-editors'] as object;
  const trust = JSON.parse(JSON.stringify((role as { readonly AssumeRolePolicyDocument: object }).AssumeRolePolicyDocument).replaceAll(notes.identityPool, pool.IdentityPoolId)) as object;
  const own = put(world, 'AWS::IAM::Role', 'office-users', {
    RoleName: 'office-users',
    Arn: `arn:aws:iam::${notes.account}:role/office-users`,
    AssumeRolePolicyDocument: trust,
    RolePolicyList: [{ PolicyName: 'Own', PolicyDocument: { Version: '2012-10-17', Statement: [allow('s3:GetObject', 'arn:aws:s3:::office/${cognito-identity.amazonaws.com:sub}/*')] } }],
    AttachedManagedPolicies: [],
  });
  const pooled = put(own, 'AWS::Cognito::IdentityPool', pool.IdentityPoolId, pool);
  return put(pooled, 'AWS::Cognito::IdentityPoolRoleAttachment', pool.IdentityPoolId, { IdentityPoolId: pool.IdentityPoolId, Roles: { authenticated: `arn:aws:iam::${notes.account}:role/office-users` } });
}

const readsAll = withPolicy(signedInRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')]);
const otherClient = [{ ProviderName: notes.provider, ClientId: '7office000000000000000000' }];

export const sharedAppClient = check<SharedUserPool>({
  code: 'PRV-17',
  name: 'shared-app-client',
  title: 'Users of another application are users of this one',
  resource: 'AWS::Cognito::UserPool',
  severityRule: 'Medium when this pool’s role reads others’ data or does worse, and the other pool’s does not; a remark otherwise.',
  docs: {
    what: 'Another identity pool of the account trusts the same user pool, perhaps with the same app client. The check has a user of the other application come here with the token that they use there.',
    why: 'An identity pool asks whether a token is genuine, not what somebody signed in for. With one app client for two pools, whoever may use the lesser application also gets the role of the greater one. With an app client for each, the same people may still sign in to both, since a client turns nobody away.',
    falsePositives: 'One sign-in for several applications is what a user pool is for. It is a remark unless the roles show that this pool’s users are trusted with more.',
    fix: 'Give the application with the stronger role an app client of its own, and let role mapping deny whoever is in none of its groups.',
  },
  references: [references.providers, references.bestPractices, cwe(653)],
  examples: {
    fails: [
      { title: 'users of a lesser application read everybody’s photos', world: withOffice({}, readsAll), severity: 'medium', pool: notes.identityPool },
      { title: 'only administrators create them', world: withOffice({}, invitationOnly(readsAll)), severity: 'medium', pool: notes.identityPool },
    ],
    passes: [
      { title: 'both applications give people what is their own', world: withOffice(), pool: notes.identityPool },
      { title: 'the other application has an app client of its own', world: withOffice({ CognitoIdentityProviders: otherClient }), pool: notes.identityPool },
      { title: 'the lesser application’s side of it', world: withOffice({}, readsAll), pool: office.IdentityPoolId },
      { title: 'there is one identity pool', world: notesWorld },
    ],
  },
  subjects: (pool) => userPoolsOnce(pool).map((provider) => ({ provider, resource: { type: 'AWS::Cognito::UserPool', id: provider.userPoolId } })),
  probes({ provider }, pool): readonly Attempt[] {
    const mine = pool.liveProviders.filter(({ userPoolId }) => userPoolId === provider.userPoolId);
    const others = otherPools(pool);
    const trusting = others.pools.filter(({ pool: { CognitoIdentityProviders = [] } }) => CognitoIdentityProviders.some(({ ProviderName = '' }) => ProviderName.includes(provider.userPoolId)));
    const untried = trusting.length - mostOthers;
    const sharing = trusting.slice(0, mostOthers).flatMap((other) => {
      const theirs = other.providers.find(({ userPoolId }) => userPoolId === provider.userPoolId);
      const same = mine.find(({ mapping }) => other.providers.some((one) => one.mapping === mapping));
      const here = same ?? mine[0];
      return theirs === undefined || here === undefined ? [] : comesOver(pool, here, other, same ?? theirs);
    });
    return [...sharing, ...(untried > 0 ? [{ unread: `${untried} more identity pools that trust ${provider.userPoolId}, which were not tried` }] : []), ...others.gaps];
  },
  fix({ provider: { userPoolId } }, pool) {
    const elsewhere = new Set(otherPools(pool).pools.flatMap(({ providers }) => providers.map(({ mapping }) => mapping)));
    const gone = pool.liveProviders.filter((one) => one.userPoolId === userPoolId && elsewhere.has(one.mapping));
    return {
      summary: 'Take the shared app client from this pool, and list one that only this application has.',
      world: withoutProvider(pool.world, pool.id, ({ ProviderName, ClientId }) => gone.some(({ mapping }) => mapping === `${ProviderName}:${ClientId}`)),
      warning: `Users of this application sign in through the new app client: make and list it first. ${resetsPool}`,
      closes: gone.flatMap((one) => entrancesOf(one, pool)),
    };
  },
});

/** A user of the other pool's application comes to this one, with the token of the app client that they use there if both list it. */
function comesOver(pool: AuditedPool, here: LoginProvider, other: AuditedPool, there: LoginProvider): readonly Attempt[] {
  const entrance = pool.signedIn(here);
  const Logins = { [there.name]: idTokenOf(mallory, there) };
  const isSame = here.mapping === there.mapping;
  const worths = isSame ? [worth(pool, here), worth(other, there)] : [];
  const probe: Probe = {
    title: `A user of ${other.pool.IdentityPoolName} comes to ${pool.pool.IdentityPoolName}${isSame ? ' with the same token' : ', with a token of its app client'}`,
    prepare: (world) => peopled(withoutTags(world, other.id, there.name), entrance),
    people: { mallory: { ...cast.user, detail: `uses ${other.pool.IdentityPoolName}` } },
    calls: [{ id: 'get-id-there', by: 'mallory', operation: 'cognito-identity:GetId', input: { IdentityPoolId: other.id, Logins } }, ...callsOf(entrance)],
    proves: { ends: 'ok' },
    claim: claimOn(pool, here, other, worths),
  };
  return [probe, ...worths.flatMap(({ gap }) => (gap === undefined ? [] : [gap]))];
}

/** @param worths what the roles here and there are worth, where both take the same token */
function claimOn(pool: AuditedPool, here: LoginProvider, other: AuditedPool, [ours, theirs]: readonly Worth[]): Claim {
  const way = pool.try(pool.signedIn(here));
  const role = isEntered(way) ? `the role ${nameOf(way.roleArn)}` : 'a role';
  const isSame = ours !== undefined && theirs !== undefined;
  const message = `Users of ${other.pool.IdentityPoolName} get ${role} of ${pool.pool.IdentityPoolName} ${isSame ? 'with the token that they have' : 'as well, since both trust one user pool'}.`;
  const stronger = isSame && ours.sure >= 'K3' && theirs.gap === undefined && theirs.sure < 'K3';
  return { severity: stronger ? 'medium' : 'info', confidence: 'proved', actor: 'signed-in', message, ...(stronger ? {} : { intended: true }) };
}

interface Worth {
  readonly sure: string;
  readonly gap?: Gap;
}

/** What a pool's role for signed-in users is worth: as far as that is sure, and what keeps us from knowing. */
function worth(pool: AuditedPool, provider: LoginProvider): Worth {
  const way = pool.try(pool.signedIn(provider));
  if (!isEntered(way)) return 'unread' in way ? { sure: '', gap: way } : { sure: '' };
  const worst = orGap(() => worstOf(withoutPublicReading(pool.reach(way), pool.world))[0]);
  if (isGap(worst)) return { sure: '', gap: worst };
  return { sure: worst === undefined || worst.confidence !== 'proved' ? '' : worst.capability };
}
