import { allow, guestRole, invitationOnly, notes, notesWorld, signedInRole, withPolicy } from '../examples';
import { reachCheck } from '../reach-probes';
import { cwe, references } from '../references';

const userPoolArn = `arn:aws:cognito-idp:${notes.region}:${notes.account}:userpool/${notes.userPool}`;
const of = (...names: readonly string[]) => names.map((name) => `cognito-idp:${name}`);

export const userDirectory = reachCheck({
  code: 'PER-11',
  name: 'user-directory',
  title: 'A session reads or manages the user directory',
  severityRule: 'Who gets the role × changing others’ accounts or (less) reading their personal data.',
  docs: {
    what: 'A role that the pool gives lets its session list or look up users of a user pool, or remove, disable or reconfigure what belongs to it. The check asks IAM for it. Becoming another user is the subject of ESC-06.',
    why: 'The directory holds names, e-mail addresses and telephone numbers of everybody. AWS takes these calls from a browser with a session of an identity pool, and Amazon Cognito user pools are on the list of services that AWS leaves to guests.',
    falsePositives: 'An administration page that calls a function of its own needs none of this in the users’ role. The calls that users make with their own access token need no AWS permission, and are no finding.',
    fix: 'Take the operations out of the role, and put them behind a function that checks who asks.',
  },
  references: [references.iamRoles, cwe(359)],
  yieldsTo: ['PER-01', 'ESC-06'],
  examples: {
    fails: [
      { title: 'guests list users', world: withPolicy(guestRole, [allow('cognito-idp:ListUsers')]), severity: 'critical' },
      { title: 'users look up users', world: withPolicy(signedInRole, [allow(['cognito-idp:AdminGetUser', 'cognito-idp:ListUsersInGroup'], userPoolArn)]), severity: 'high' },
      { title: 'invited users may do everything with user pools', world: invitationOnly(withPolicy(signedInRole, [allow('cognito-idp:*')])), severity: 'medium' },
    ],
    passes: [
      { title: 'roles allow nothing of the kind', world: notesWorld },
      { title: 'users may make calls that need no permission', world: withPolicy(signedInRole, [allow(['cognito-idp:GetUser', 'cognito-idp:SignUp'])]) },
    ],
  },
  classes: [
    {
      actions: of('AdminDeleteUser', 'AdminDisableUser', 'AdminUserGlobalSignOut', 'AdminDeleteUserAttributes', 'UpdateGroup', 'DeleteGroup', 'CreateUserPoolClient', 'UpdateUserPoolClient', 'DeleteUserPoolClient', 'CreateIdentityProvider', 'UpdateIdentityProvider', 'UpdateUserPool', 'DeleteUserPool'),
      does: 'manage the user directory',
      worth: { capability: 'K4' },
    },
    {
      actions: of('ListUsers', 'ListUsersInGroup', 'AdminGetUser', 'AdminListUserAuthEvents', 'AdminListGroupsForUser', 'AdminListDevices', 'AdminGetDevice'),
      does: 'read users’ personal data',
      worth: { capability: 'K3', secrets: true },
    },
  ],
});
