import { check, type Attempt } from '../check';
import { escalationProbes, fixEscalation } from '../escalation-probes';
import { allow, invitationOnly, notes, notesWorld, signedInRole, withPolicy } from '../examples';
import { cwe, references } from '../references';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';

const roleArn = `arn:aws:iam::${notes.account}:role/*`;

/** First steps that belong to other findings: assuming roles, shedding a boundary, passing roles. */
const elsewhere = new Set(['assume-role', 'delete-own-boundary']);

export const iamWrites = check<RoleSubject>({
  code: 'ESC-01',
  name: 'iam-writes',
  title: 'A session writes its own permissions',
  resource: 'AWS::IAM::Role',
  severityRule: 'Who gets the role × what the written permissions are worth; plausible where the target was not read.',
  docs: {
    what: 'A role that the pool gives lets its session change IAM: policies of its own role, of other roles that it can then assume, or credentials of users. The check follows these steps over the roles and users that were read, and asks IAM for the first one.',
    why: 'Whoever may write a policy that applies to them may do everything. One request makes an administrator of the session’s role, for all users of the application at once.',
    falsePositives: 'A resource such as user/${aws:username} never matches a session of a role. Self-service steps of the usual catalogues (adding oneself to a group) do not raise a role’s session. Steps whose target was not read are plausible, and name what is missing.',
    fix: 'Take IAM’s writing actions out of the role. An application’s users need none of them.',
  },
  references: [references.privilegeEscalation, references.pathfinding, cwe(269)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users may write policies into any role', world: withPolicy(signedInRole, [allow('iam:PutRolePolicy', roleArn)]), severity: 'critical' },
      { title: 'invited users may attach policies to their own role', world: invitationOnly(withPolicy(signedInRole, [allow('iam:AttachRolePolicy', notes.signedInRole)])), severity: 'high' },
    ],
    passes: [
      { title: 'roles allow no IAM', world: notesWorld },
      { title: 'the resource is for IAM users', world: withPolicy(signedInRole, [allow(['iam:CreateAccessKey', 'iam:CreateLoginProfile'], `arn:aws:iam::${notes.account}:user/\${aws:username}`)]) },
    ],
  },
  subjects: roleSubjects,
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way) =>
      escalationProbes(pool, way, {
        begins: ({ technique: { id, permissions } }) => !elsewhere.has(id) && permissions.every(({ action }) => action.startsWith('iam:') && action !== 'iam:PassRole'),
        otherwise: () => ({ action: 'iam:PutRolePolicy', resource: way.roleArn }),
        leadsNowhere: 'The session may write IAM, and nothing comes of it.',
      }),
    ),
  fix: ({ role }, pool, proved) => (role === undefined ? undefined : fixEscalation(pool, role.arn, proved)),
});
