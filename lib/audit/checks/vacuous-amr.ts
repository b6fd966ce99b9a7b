import type { Role } from '../../world/resources';
import { get, type World } from '../../world/world';
import { check, type Attempt, type Probe } from '../check';
import { classicProbe, withEverythingOn } from '../classic-flow';
import type { Claim } from '../claim';
import { callsOf, peopled, visitor, type Entrance } from '../entrances';
import { allow, classicOn, classicUnset, guestRole, guestsOff, notes, notesWorld, signedInRole, trust, withStrayRole, withTrust } from '../examples';
import { madeUpProvider, trustingRoles, type TrustingRole } from '../other-pool';
import type { LoginProvider } from '../people';
import type { AuditedPool } from '../pool';
import { withProvider } from '../pool-edits';
import { cwe, references } from '../references';
import { nameOf, rolesForUsers } from '../roles';
import { confidenceIn, weighed } from '../severities';
import { withTrustConditions } from '../trust-edits';
import { admittingStatements, isAbout, namesPool } from '../trusted-pools';

/** A trust policy that names the pool, and compares amr in some way of its own. */
function comparing(operator: string, amr: string): object {
  const Condition = { StringEquals: { 'cognito-identity.amazonaws.com:aud': notes.identityPool }, [operator]: { 'cognito-identity.amazonaws.com:amr': amr } };
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity', Condition }] };
}

const bothStates = trust({ aud: notes.identityPool, amr: ['authenticated', 'unauthenticated'] });

export const vacuousAmr = check<TrustingRole>({
  code: 'TRU-07',
  name: 'vacuous-amr',
  title: 'A role asks whether somebody signed in, and takes any answer',
  resource: 'AWS::IAM::Role',
  severityRule: 'High where a guest gets the role today; medium while the classic flow was never set, or where the comparison shuts users out; low, as latent, otherwise.',
  docs: {
    what: 'A role’s trust policy has a condition on amr that does not tell guests from users: a wildcard that fits both, both states in one list, or an operator that means something else for a value of several parts. The check brings tokens of both kinds to STS.',
    why: 'The word “unauthenticated” ends in “authenticated”, so that a pattern for the one takes the other as well. And a token’s amr has several values, which is why only ForAnyValue asks what people mean: ForAllValues wants every value to fit, and an operator without either is for keys with one value.',
    falsePositives: 'ForAnyValue with StringEquals or StringLike and “authenticated”, or with the name of a provider, is right and passes. The role for guests is the subject of TRU-08. What an operator for one value does with several is documented for nobody, so a finding that rests on it is contested.',
    fix: 'Ask by ForAnyValue:StringLike for “authenticated”.',
  },
  references: [references.multiValue, references.trustPolicies, cwe(697)],
  yieldsTo: ['TRU-02'],
  examples: {
    fails: [
      { title: 'the pattern fits both states', world: withTrust(signedInRole, comparing('ForAnyValue:StringLike', '*authenticated'), classicOn), severity: 'high' },
      { title: 'both states are listed', world: withTrust(signedInRole, bothStates, classicUnset), severity: 'medium' },
      { title: 'all values may be anything', world: withTrust(signedInRole, comparing('ForAllValues:StringLike', '*'), guestsOff), severity: 'low' },
      { title: 'a stray role lists both', world: withStrayRole('reports', bothStates, [allow('s3:GetObject')], classicOn), severity: 'high' },
      { title: 'all values have to be the word', world: withTrust(signedInRole, comparing('ForAllValues:StringEquals', 'authenticated')), severity: 'medium' },
      { title: 'the operator is for one value', world: withTrust(signedInRole, comparing('StringLike', 'authenticated')), severity: 'medium' },
    ],
    passes: [
      { title: 'roles ask as they should', world: notesWorld },
      { title: 'the operator is StringEquals', world: withTrust(signedInRole, comparing('ForAnyValue:StringEquals', 'authenticated'), classicOn) },
      { title: 'amr is a provider', world: withTrust(signedInRole, comparing('ForAnyValue:StringLike', `${notes.provider}*`), classicOn) },
      { title: 'a stray role is for guests', world: withStrayRole('beta', trust({ aud: notes.identityPool, amr: 'unauthenticated' }), [], classicOn) },
      { title: 'the role for guests lists both', world: withTrust(guestRole, bothStates, classicOn) },
    ],
  },
  subjects: (pool) => trustingRoles(pool).filter((role) => role.gaps !== undefined || !isForGuests(role, pool)),
  probes(role, pool): readonly Attempt[] {
    if (role.gaps !== undefined) return role.gaps;
    const found = get(pool.world, 'AWS::IAM::Role', nameOf(role.arn));
    if (found === undefined || operatorsOnAmr(found, pool).length === 0) return [];
    const forUsers = rolesForUsers(pool).includes(role.arn);
    const whom = forUsers ? 'guest' : 'both';
    const possible = (pool.classic === 'on' || pool.classic === 'unset') && pool.pool.AllowUnauthenticatedIdentities;
    const latent = probe(role, pool, whom, { severity: weighed('high', 'latent'), confidence: 'latent' });
    const confidence = confidenceIn(pool.classic);
    const today = possible ? [probe(role, pool, whom, { severity: weighed('high', confidence), confidence })] : [];
    return [...(forUsers ? shutOut(role, found, pool) : []), ...today, latent];
  },
  fix({ arn }, pool) {
    const world = withTrustConditions(pool.world, nameOf(arn), { amr: 'authenticated' });
    return world && { summary: `Ask for amr “authenticated” by ForAnyValue in the trust policy of ${nameOf(arn)}.`, world };
  },
});

function isForGuests({ arn }: TrustingRole, pool: AuditedPool): boolean {
  return arn === pool.attachment?.Roles?.unauthenticated && arn !== pool.attachment.Roles.authenticated;
}

/** The operators by which a role that names the pool compares amr. */
function operatorsOnAmr(role: Role, pool: AuditedPool): readonly string[] {
  if (!namesPool(role, pool.id)) return [];
  return admittingStatements(role).flatMap(({ conditions }) => conditions.filter((condition) => isAbout(condition, 'amr')).map(({ operator }) => operator));
}

function someProvider(pool: AuditedPool): LoginProvider {
  return pool.liveProviders.find(({ kind }) => kind !== 'developer') ?? madeUpProvider(pool.world.region);
}

/** A guest asks for the role, and, where nobody knows whom it is for, a user as well. */
function probe({ arn }: TrustingRole, pool: AuditedPool, whom: 'guest' | 'both', { severity, confidence }: Pick<Claim, 'severity' | 'confidence'>): Probe {
  const latent = confidence === 'latent';
  const provider = someProvider(pool);
  const guest = pool.guestClassic(arn);
  const user = pool.signedInClassic(provider, arn);
  const ready = (world: World): World => {
    const on = latent ? withEverythingOn(world, pool.id) : world;
    return peopled(whom === 'both' && !pool.liveProviders.includes(provider) ? withProvider(on, pool.id, provider) : on, user);
  };
  const when = latent ? ', should guest access and the classic flow both be on' : '';
  const message = `The trust policy of ${nameOf(arn)} asks for amr and takes guests and users alike: a visitor without an account can take the role${when}.`;
  return {
    title: `${whom === 'both' ? 'A user and a guest ask' : 'A guest asks'} STS for ${nameOf(arn)}${when}`,
    prepare: ready,
    people: { mallory: visitor(guest) },
    calls: [...(whom === 'both' ? callsOf(user, undefined, 'mallory', 'user-') : []), ...callsOf(guest)],
    proves: { ends: 'ok' },
    claim: { severity, confidence, actor: 'anonymous', message },
  };
}

/** Users are refused the role that is theirs, because the operator is not one for several values. */
function shutOut({ arn }: TrustingRole, role: Role, pool: AuditedPool): readonly Probe[] {
  const operator = operatorsOnAmr(role, pool).find((one) => !/^ForAnyValue:/i.test(one));
  if (operator === undefined) return [];
  const entrance: Entrance = pool.signedInClassic(someProvider(pool), arn);
  const confidence = /^ForAllValues:/i.test(operator) ? 'proved' : 'contested';
  const message = `Signed-in users do not get their role ${nameOf(arn)}: its trust policy compares amr by ${operator}, and their tokens have several values.`;
  const asked = classicProbe(entrance, { severity: 'medium', confidence, actor: 'signed-in', message }, { prepare: (world) => withEverythingOn(world, pool.id) });
  return [{ ...asked, proves: { ends: ['AccessDenied'], rule: 'trust' } }];
}
