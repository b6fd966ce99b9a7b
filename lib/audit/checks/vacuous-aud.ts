import { get } from '../../world/world';
import { check, type Attempt, type Probe } from '../check';
import { classicProbe, withEverythingOn } from '../classic-flow';
import type { Claim } from '../claim';
import { allow, classicOn, editorsRole, notes, notesWorld, signedInRole, withStrayRole, withTrust } from '../examples';
import { admittedFromAnywhere, audAskedOf, fixAudience, foreignPoolProbe, madeUpPoolProbe, strangeProbe, strangeWays, trustingRoles, type TrustingRole } from '../other-pool';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { nameOf } from '../roles';
import { weighed } from '../severities';
import { isPoolId, valuesAskedOf } from '../trusted-pools';

/** A trust policy that compares aud in some way of its own, and amr as it should be. */
function comparing(operator: string, aud: string, amr: string | undefined = 'authenticated'): object {
  const Condition = {
    [operator]: { 'cognito-identity.amazonaws.com:aud': aud },
    ...(amr === undefined ? {} : { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr } }),
  };
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity', Condition }] };
}

export const vacuousAud = check<TrustingRole>({
  code: 'TRU-06',
  name: 'vacuous-aud',
  title: 'A role compares aud with something that every identity pool satisfies',
  resource: 'AWS::IAM::Role',
  severityRule: 'High. Critical, were it sure that STS lets other accounts’ pools in; sources do not say, and that takes one level off.',
  docs: {
    what: 'A role’s trust policy has a condition on aud that does not tell one identity pool from another: a wildcard, a region and a wildcard, or a comparison turned round. The check has guests and users of pools that have nothing to do with the role ask STS for it, of this account and of another.',
    why: 'It looks as if the role knew its pool, and to reviewers and scanners it does. Any pool of the account opens it all the same. Since April 2024 STS refuses another account’s pools unless the trust policy tests both aud and amr, and this one does test both: nobody outside AWS knows whether such a test is enough.',
    falsePositives: 'The policy is evaluated, not read: an operator with IfExists or ForAllValues that still tells the pools apart, since every token has an aud, passes. Text of a template that was not rendered lets nobody in, and is a remark.',
    fix: 'Compare aud by StringEquals with the ID of the identity pool that the role is for.',
  },
  references: [references.trustPolicies, references.cve202428056, references.sameAccount, cwe(697)],
  examples: {
    fails: [
      { title: 'aud is like anything in the region', world: withTrust(editorsRole, comparing('StringLike', `${notes.region}:*`)), severity: 'high' },
      { title: 'aud is like anything, and amr is not asked', world: withTrust(signedInRole, comparing('StringLike', '*', undefined)), severity: 'high' },
      { title: 'aud is any pool but one', world: withTrust(signedInRole, comparing('StringNotEquals', 'us-east-1:11111111-2222-4333-8444-555555555555')), severity: 'high' },
      { title: 'a stray role takes this pool’s users', world: withStrayRole('reports', comparing('StringLikeIfExists', '*'), [allow('s3:GetObject')], classicOn), severity: 'high' },
    ],
    passes: [
      { title: 'every role names its pool', world: notesWorld },
      { title: 'the operator is unusual and tells pools apart', world: withTrust(signedInRole, comparing('ForAllValues:StringEquals', notes.identityPool)) },
      { title: 'the template was not rendered', world: withTrust(signedInRole, comparing('StringEquals', '${IdentityPool}')) },
      { title: 'aud is compared with nothing', world: withTrust(signedInRole, comparing('StringEquals', '')) },
    ],
  },
  subjects: trustingRoles,
  probes(role, pool): readonly Attempt[] {
    if (role.gaps !== undefined) return role.gaps;
    // Roles that do not ask are the subjects of TRU-01 and TRU-03, those that ask by another key of TRU-10.
    if (audAskedOf(role, pool) !== 'yes') return [];
    const admitted = admittedFromAnywhere(role, pool);
    if (admitted === 'nobody') return [...unrendered(role, pool), ...anyPool(role, pool, 'guests only'), ...anyPool(role, pool, 'users only')];
    return [...strangeWays(role, pool).map((way) => strangeProbe(role, way, pool, 'high', 'proved')), ...anyAccount(role, pool), ...anyPool(role, pool, admitted)];
  },
  fix: (role, pool) => fixAudience(role, pool),
});

function anyPool(role: TrustingRole, pool: AuditedPool, whom: Parameters<typeof madeUpPoolProbe>[2]): readonly Probe[] {
  const message = `Any identity pool in this account can give out the role ${nameOf(role.arn)}: its trust policy compares aud with something that every pool satisfies.`;
  return [madeUpPoolProbe(role, pool, whom, { severity: 'high', confidence: 'latent', actor: 'aws-principal', message })];
}

/** That STS takes a test of aud which tests nothing for the test that it asks for, nobody has seen (audit-rules Q4). */
function anyAccount(role: TrustingRole, pool: AuditedPool): readonly Probe[] {
  const message = `Another account’s identity pool may be able to give out the role ${nameOf(role.arn)}: its trust policy tests aud and amr, as STS demands, but any pool’s ID will do.`;
  const claim: Claim = { severity: weighed('critical', 'contested'), confidence: 'contested', actor: 'anonymous', message };
  return [true, false].map((signedIn) => foreignPoolProbe(role, pool, signedIn, claim));
}

/** Nobody gets a role that compares aud with what no pool is called. */
function unrendered({ arn }: TrustingRole, pool: AuditedPool): readonly Probe[] {
  const role = get(pool.world, 'AWS::IAM::Role', nameOf(arn));
  const odd = role === undefined ? undefined : valuesAskedOf(role, 'aud').find((value) => !isPoolId(value) && !/^[^$]*[*?]/.test(value));
  if (odd === undefined) return [];
  const message = `${nameOf(arn)} compares aud with “${odd}”, which is no identity pool’s ID, so that no pool gives it: was a template not rendered?`;
  const claim: Claim = { severity: 'info', confidence: 'proved', actor: 'aws-principal', message, intended: true };
  const asked = classicProbe(pool.guestClassic(arn), claim, { prepare: (world) => withEverythingOn(world, pool.id) });
  return [{ ...asked, proves: { ends: ['AccessDenied'], rule: 'trust' } }];
}
