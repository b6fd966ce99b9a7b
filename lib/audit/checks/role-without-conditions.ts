import { check, type Attempt } from '../check';
import { allow, classicOn, notes, notesWorld, signedInRole, trust, withStrayRole, withTrust } from '../examples';
import { admittedFromAnywhere, audAskedOf, fixAudience, madeUpPoolProbe, strangeProbe, strangeWays, trustingRoles, type TrustingRole } from '../other-pool';
import { cwe, references } from '../references';
import { nameOf } from '../roles';

const none = trust({});

/** What Amplify's removed authentication left behind, before version 12.10.1 and after it. */
const placeholder = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity' }],
};

export const roleWithoutConditions = check<TrustingRole>({
  code: 'TRU-03',
  name: 'role-without-conditions',
  title: 'A role takes every identity of every pool in the account',
  resource: 'AWS::IAM::Role',
  severityRule: 'High: reachable from any identity pool of the same account, guests included.',
  docs: {
    what: 'The role’s trust policy names Amazon Cognito and asks for nothing else: neither which identity pool a token is from nor whether its holder signed in. The check has a guest and a user of a pool that has nothing to do with the role ask STS for it.',
    why: 'Any identity pool of the account opens the role, by the basic (classic) flow and for guests too. Until April 2024 the pools of every other account did as well. IAM refuses to save such a policy today, but leaves the ones that exist in force.',
    falsePositives: 'A Deny with the same principal is a placeholder and admits nobody; the check evaluates the policy instead of comparing its text. Another account’s pools are refused by STS nowadays.',
    fix: 'Compare aud with the pool that the role is for, and ask for amr. Delete the role if no pool gives it.',
  },
  references: [references.cve202428056, references.sameAccount, references.trustPolicies, cwe(732)],
  examples: {
    fails: [
      { title: 'the signed-in role asks for nothing', world: withTrust(signedInRole, none), severity: 'high' },
      { title: 'a role left behind by a removed application', world: withStrayRole('left-behind', none, [allow('s3:*')], classicOn), severity: 'high' },
    ],
    passes: [
      { title: 'every role asks for aud and amr', world: notesWorld },
      { title: 'a role asks for aud alone', world: withTrust(signedInRole, trust({ aud: notes.identityPool })) },
      { title: 'the placeholder denies', world: withTrust(signedInRole, placeholder) },
    ],
  },
  subjects: trustingRoles,
  probes(role, pool): readonly Attempt[] {
    if (role.gaps !== undefined) return role.gaps;
    const message = `Every identity of every identity pool in this account, guests included, can take the role ${nameOf(role.arn)}: its trust policy asks for nothing.`;
    const anyPool = madeUpPoolProbe(role, pool, 'everyone', { severity: 'high', confidence: 'latent', actor: 'aws-principal', message });
    if (admittedFromAnywhere(role, pool) !== 'everyone') return [anyPool];
    // A role that asks in vain is the subject of TRU-06 and TRU-10.
    if (audAskedOf(role, pool) !== 'no') return [];
    return [...strangeWays(role, pool).map((way) => strangeProbe(role, way, pool, 'high', 'proved')), anyPool];
  },
  fix(role, pool) {
    const { unauthenticated, authenticated } = pool.attachment?.Roles ?? {};
    const forGuests = role.arn === unauthenticated && role.arn !== authenticated;
    return fixAudience(role, pool, { amr: forGuests ? 'unauthenticated' : 'authenticated' });
  },
});
