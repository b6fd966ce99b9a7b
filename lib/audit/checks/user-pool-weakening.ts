import { check, type Attempt } from '../check';
import { allow, guestRole, invitationOnly, notes, notesWorld, signedInRole, withPolicy } from '../examples';
import { trustedUserPools, userPoolProviders } from '../login-probes';
import { permissionProbes } from '../permission-probes';
import { editUntilRefused, withoutActions } from '../policy-edits';
import { cwe, references } from '../references';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';

/** Each of these alone changes who can sign in, or what stands in the way. */
const settings = [
  'cognito-idp:UpdateUserPool',
  'cognito-idp:UpdateUserPoolClient',
  'cognito-idp:CreateIdentityProvider',
  'cognito-idp:UpdateIdentityProvider',
  'cognito-idp:CreateUserPoolClient',
  'cognito-idp:CreateUserImportJob',
  'cognito-idp:SetUserPoolMfaConfig',
  'cognito-idp:SetRiskConfiguration',
] as const;

const userPoolArn = `arn:aws:cognito-idp:${notes.region}:${notes.account}:userpool/${notes.userPool}`;

export const userPoolWeakening = check<RoleSubject>({
  code: 'ESC-07',
  name: 'user-pool-weakening',
  title: 'A session changes how people sign in',
  resource: 'AWS::IAM::Role',
  severityRule: 'Who gets the role × changing who can sign in.',
  docs: {
    what: 'A role that the pool gives lets its session change a user pool that the identity pool trusts, its app clients or its identity providers. The check asks IAM for it on that user pool.',
    why: 'One call of UpdateUserPool opens sign-up to everybody, and resets whatever it leaves out: triggers that turn people away, multi-factor authentication. An app client can be made to let users write the attributes that rules look at, and a provider to vouch for anybody.',
    falsePositives: 'A new app client is not trusted by the identity pool. It still lets users change their attributes, by which role mappings and applications may go.',
    fix: 'Take the settings’ operations out of the role. They belong to whoever deploys the application.',
  },
  references: [references.pathfinding, cwe(269), cwe(284)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users may do everything with user pools', world: withPolicy(signedInRole, [allow('cognito-idp:*')]), severity: 'high' },
      { title: 'invited users may change app clients', world: invitationOnly(withPolicy(signedInRole, [allow('cognito-idp:UpdateUserPoolClient', userPoolArn)])), severity: 'medium' },
      { title: 'guests may update the user pool', world: withPolicy(guestRole, [allow('cognito-idp:Update*')]), severity: 'critical' },
    ],
    passes: [
      { title: 'roles change nothing', world: notesWorld },
      { title: 'users may read the settings', world: withPolicy(signedInRole, [allow(['cognito-idp:DescribeUserPool', 'cognito-idp:UpdateUserAttributes'])]) },
      { title: 'the permission is for another user pool', world: withPolicy(signedInRole, [allow('cognito-idp:Update*', `${userPoolArn}Other`)]) },
    ],
  },
  subjects: (pool) => (userPoolProviders(pool).length === 0 ? [] : roleSubjects(pool)),
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way, reach) =>
      trustedUserPools(pool).flatMap((resource) => permissionProbes(way, reach, { resource, actions: settings, capability: 'K4', does: `change how people sign in to ${nameOf(resource)}` })),
    ),
  fix({ role }, pool, proved) {
    if (role === undefined) return undefined;
    const world = editUntilRefused(pool.world, role.arn, proved, withoutActions(settings));
    return world && { summary: `Take the settings of user pools from ${nameOf(role.arn)}.`, world };
  },
});
