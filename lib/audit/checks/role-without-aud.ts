import { check, type Attempt } from '../check';
import { classicOn, editorsRole, notes, notesWorld, signedInRole, trust, withStrayRole, withTrust, allow } from '../examples';
import { admittedFromAnywhere, audAskedOf, fixAudience, madeUpPoolProbe, strangeProbe, strangeWays, trustingRoles, type Admitted, type TrustingRole } from '../other-pool';
import { cwe, references } from '../references';
import { nameOf } from '../roles';

const onlyAmr = trust({ amr: 'authenticated' });
const twoStatements = { ...onlyAmr, Statement: [trust({ aud: notes.identityPool, amr: 'authenticated' }), onlyAmr].flatMap((document) => (document as { Statement: readonly object[] }).Statement) };

export const roleWithoutAud = check<TrustingRole>({
  code: 'TRU-01',
  name: 'role-without-aud',
  title: 'A role takes the tokens of any identity pool in the account',
  resource: 'AWS::IAM::Role',
  severityRule: 'High when a pool of the account gives somebody the role today; medium, as latent, until then.',
  docs: {
    what: 'The role’s trust policy asks how a token’s holder signed in, but not which identity pool the token is from. The check has guests and users of the account’s other pools, and of a made-up one, ask STS for the role.',
    why: 'A forgotten development pool with guests or self sign-up then opens the role of production, and so does any pool that somebody creates later. The role cannot tell the difference.',
    falsePositives: 'Since April 2024 STS refuses tokens of another account’s pools unless the trust policy tests both aud and amr: this is no door to the whole internet. It is one to everybody who comes in through a pool of the same account.',
    fix: 'Compare aud with the ID of the identity pool that the role is for.',
  },
  references: [references.trustPolicies, references.sameAccount, references.cve202428056, cwe(284), cwe(346)],
  examples: {
    fails: [
      { title: 'no other pool gives it yet', world: withTrust(signedInRole, onlyAmr), severity: 'medium' },
      { title: 'a stray role takes this pool’s users', world: withStrayRole('reports', onlyAmr, [allow('s3:GetObject')], classicOn), severity: 'high' },
      { title: 'of two statements one does not ask', world: withTrust(editorsRole, twoStatements), severity: 'medium' },
    ],
    passes: [
      { title: 'every role compares aud', world: notesWorld },
      { title: 'a stray role of another pool compares it too', world: withStrayRole('reports', trust({ aud: 'us-east-1:11111111-2222-3333-4444-555555555555', amr: 'authenticated' }), []) },
    ],
  },
  subjects: trustingRoles,
  probes(role, pool): readonly Attempt[] {
    if (role.gaps !== undefined) return role.gaps;
    const admitted = admittedFromAnywhere(role, pool);
    // A role that asks for nothing at all is the subject of TRU-03, one that asks in vain of TRU-06 and TRU-10.
    if (admitted === 'everyone' || (admitted !== 'nobody' && audAskedOf(role, pool) !== 'no')) return [];
    const message = `Any identity pool in this account can give out the role ${nameOf(role.arn)}: its trust policy does not ask which pool a token is from.`;
    const latent = (whom: Admitted) => madeUpPoolProbe(role, pool, whom, { severity: 'medium', confidence: 'latent', actor: 'aws-principal', message });
    if (admitted === 'nobody') return [latent('guests only'), latent('users only')];
    return [...strangeWays(role, pool).map((way) => strangeProbe(role, way, pool, 'high', 'proved')), latent(admitted)];
  },
  fix: (role, pool) => fixAudience(role, pool),
});
