import { check, type Attempt } from '../check';
import { allow, guestRole, invitationOnly, notes, notesWorld, signedInRole, withPolicy } from '../examples';
import { trustedUserPools, userPoolProviders } from '../login-probes';
import { permissionProbes } from '../permission-probes';
import { editUntilRefused, withoutActions } from '../policy-edits';
import { cwe, references } from '../references';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';

/** By each of these alone somebody becomes another user, or gets into a group. */
const takeovers = [
  'cognito-idp:AdminSetUserPassword',
  'cognito-idp:AdminAddUserToGroup',
  'cognito-idp:AdminUpdateUserAttributes',
  'cognito-idp:AdminResetUserPassword',
  'cognito-idp:AdminCreateUser',
  'cognito-idp:AdminConfirmSignUp',
  'cognito-idp:AdminLinkProviderForUser',
  'cognito-idp:AdminSetUserMFAPreference',
  'cognito-idp:AdminDisableProviderForUser',
  'cognito-idp:AdminEnableUser',
] as const;

const userPoolArn = `arn:aws:cognito-idp:${notes.region}:${notes.account}:userpool/${notes.userPool}`;

export const userPoolTakeover = check<RoleSubject>({
  code: 'ESC-06',
  name: 'user-pool-takeover',
  title: 'A session becomes another user',
  resource: 'AWS::IAM::Role',
  severityRule: 'Who gets the role × acting as any other user.',
  docs: {
    what: 'A role that the pool gives lets its session administer a user pool that the identity pool trusts: set a password, add somebody to a group, change an attribute. The check asks IAM for it on that user pool.',
    why: 'From there the session becomes any user of the application, and with a group’s membership any role that the pool can give. AWS accepts these calls from sessions of an identity pool, and the user pool’s service is on the list that AWS leaves to guests.',
    falsePositives: 'An administration page that calls a function of its own needs none of this in the users’ role.',
    fix: 'Take the administrator’s operations out of the role, and put them behind a function that checks who asks.',
  },
  references: [references.pathfinding, cwe(269), cwe(285)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users may do everything with user pools', world: withPolicy(signedInRole, [allow('cognito-idp:*')]), severity: 'high' },
      { title: 'invited users may add people to groups', world: invitationOnly(withPolicy(signedInRole, [allow('cognito-idp:AdminAddUserToGroup', userPoolArn)])), severity: 'medium' },
      { title: 'guests may set passwords', world: withPolicy(guestRole, [allow('cognito-idp:Admin*')]), severity: 'critical' },
    ],
    passes: [
      { title: 'roles allow no administration', world: notesWorld },
      { title: 'the permission is for another user pool', world: withPolicy(signedInRole, [allow('cognito-idp:Admin*', `${userPoolArn}Other`)]) },
    ],
  },
  subjects: (pool) => (userPoolProviders(pool).length === 0 ? [] : roleSubjects(pool)),
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way, reach) =>
      trustedUserPools(pool).flatMap((resource) => permissionProbes(way, reach, { resource, actions: takeovers, capability: 'K4', does: `become any user of ${nameOf(resource)}` })),
    ),
  fix({ role }, pool, proved) {
    if (role === undefined) return undefined;
    const world = editUntilRefused(pool.world, role.arn, proved, withoutActions(takeovers));
    return world && { summary: `Take the administration of users from ${nameOf(role.arn)}.`, world };
  },
});
