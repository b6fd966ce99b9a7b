import { check, type Attempt, type Fix } from '../check';
import { guestRole, notes, notesWorld, signedInRole, editorsRole, tokenMapping, trust, withPool, withRoles, withTrust } from '../examples';
import { givenRoles, refusalProbes, statementFor, whoComes, type GivenRole } from '../given-roles';
import { isEntered } from '../pool';
import { references } from '../references';
import { nameOf } from '../roles';
import { withTrustStatement } from '../trust-edits';

const before = 'us-east-1:00000000-1111-2222-3333-444444444444';
const forService = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
const wrongAction = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRole' }] };

export const roleNotTrustingPool = check<GivenRole>({
  code: 'MAP-12',
  name: 'role-not-trusting-pool',
  title: 'A role that the pool gives does not trust the pool',
  resource: 'AWS::IAM::Role',
  severityRule: 'Medium: those whom it is for get no credentials. Low where others get the role, and it may be kept from these on purpose.',
  docs: {
    what: 'The pool, a mapping rule or a group gives a role whose trust policy refuses the pool’s token: it names another identity pool, the other state of amr, a service instead of Cognito, or sts:AssumeRole instead of sts:AssumeRoleWithWebIdentity. The check has each of those people ask for credentials.',
    why: 'Nothing compares the two when a role is attached. After a pool was made anew, its roles still name the old one, and every sign-in ends with “Invalid identity pool configuration”, which does not say what is wrong.',
    falsePositives: 'A role may be pinned to the users of one provider by amr on purpose; those of another are then refused as they should be, and the finding is low. A role that does not exist is another finding (MAP-01), and so is one that lacks sts:TagSession (MAP-17).',
    fix: 'Let the trust policy admit this pool’s tokens, with conditions on aud and amr.',
  },
  references: [references.trustPolicies, references.iamRoles],
  yieldsTo: ['TRU-10'],
  examples: {
    fails: [
      { title: 'the trust policy names the pool before this one', world: withTrust(signedInRole, trust({ aud: before, amr: 'authenticated' })), severity: 'medium' },
      { title: 'the trust policy is for guests', world: withTrust(signedInRole, trust({ aud: notes.identityPool, amr: 'unauthenticated' })), severity: 'medium' },
      { title: 'the role of guests is for signed-in users', world: withTrust(guestRole, trust({ aud: notes.identityPool, amr: 'authenticated' })), severity: 'medium' },
      { title: 'the role is a function’s', world: withTrust(signedInRole, forService), severity: 'medium' },
      { title: 'the trust policy allows sts:AssumeRole', world: withTrust(signedInRole, wrongAction), severity: 'medium' },
      { title: 'the role is for the users of one provider, and another is trusted too', world: withPool({ SupportedLoginProviders: { 'accounts.google.com': 'app-1' } }, withTrust(signedInRole, trust({ aud: notes.identityPool, amr: notes.provider }))), severity: 'low' },
      { title: 'the role of a group names another pool', world: withTrust(editorsRole, trust({ aud: before, amr: 'authenticated' }), withRoles({ RoleMappings: tokenMapping })), severity: 'medium' },
    ],
    passes: [
      { title: 'every role trusts the pool', world: notesWorld },
      { title: 'the role is for the users of this user pool', world: withTrust(signedInRole, trust({ aud: notes.identityPool, amr: notes.provider })) },
      { title: 'a group’s role does not trust the pool, which does not read it', world: withTrust(editorsRole, forService) },
    ],
  },
  subjects: givenRoles,
  probes(subject): readonly Attempt[] {
    const { arn = '', ways } = subject;
    const name = nameOf(arn);
    const severity = ways.some(isEntered) ? 'low' : 'medium';
    return refusalProbes(subject, 'trust', 'ask for credentials', `The trust policy of ${name} admits them.`, (entrance) => ({
      severity,
      confidence: 'proved',
      actor: entrance.actor,
      message: `${whoComes(entrance)} get no credentials: the trust policy of ${name} does not admit them.`,
    }));
  },
  fix(subject, pool): Fix | undefined {
    const { arn } = subject;
    const world = arn === undefined ? undefined : withTrustStatement(pool.world, nameOf(arn), statementFor(subject, pool));
    return world && {
      summary: `Let the trust policy of ${nameOf(arn ?? '')} admit this pool’s tokens.`,
      world,
      warning: 'What the trust policy admitted before, it still admits: take out what is not wanted any more.',
    };
  },
});
