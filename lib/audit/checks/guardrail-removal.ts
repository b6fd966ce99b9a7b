import { check, type Attempt } from '../check';
import type { Claim } from '../claim';
import { crossings } from '../data-grants';
import { subjectOf } from '../entrances';
import { escalationProbes, fixEscalation } from '../escalation-probes';
import { allow, invitationOnly, notesWorld, signedInRole, withPolicy, withRole } from '../examples';
import { cwe, references } from '../references';
import { probeOf, wantedBy } from '../requests';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';
import { severityFor } from '../severities';
import type { Entered } from '../sessions';
import type { Reach } from '../../iam/reach/question';
import { put, type World } from '../../world/world';

const boundaryArn = 'arn:aws:iam::111122223333:policy/AppOnly';
const ownRole = 'arn:aws:iam::111122223333:role/notes-signed-in';

/** The notes app with a permissions boundary around its users’ role. */
function bounded(statements: readonly object[], within: readonly object[], world: World = notesWorld): World {
  const Document = { Version: '2012-10-17', Statement: within };
  const held = withRole(signedInRole, { PermissionsBoundary: { PermissionsBoundaryArn: boundaryArn } }, withPolicy(signedInRole, statements, world));
  return put(held, 'AWS::IAM::ManagedPolicy', boundaryArn, { Arn: boundaryArn, PolicyName: 'AppOnly', Document });
}

const [everyObject, boundaries] = [allow('s3:*'), allow('iam:*RolePermissionsBoundary', ownRole)];

/** What holds a whole account, or what its administrators may do in it. Only from the organization’s management account do these work. */
const organization = [
  'organizations:DetachPolicy',
  'organizations:DeletePolicy',
  'organizations:UpdatePolicy',
  'organizations:DisablePolicyType',
  'organizations:LeaveOrganization',
  'sso:PutInlinePolicyToPermissionSet',
  'sso:AttachManagedPolicyToPermissionSet',
];

export const guardrailRemoval = check<RoleSubject>({
  code: 'ESC-11',
  name: 'guardrail-removal',
  title: 'A session takes its own limits away',
  resource: 'AWS::IAM::Role',
  severityRule: 'Who gets the role × what it allows without its boundary; for limits of the organization × others’ data, plausible.',
  docs: {
    what: 'A role that the pool gives lets its session remove or replace the permissions boundary of that very role, or change what an organization holds its accounts to. The check works out what the role would allow without its boundary, and asks IAM for the removal.',
    why: 'A boundary is what makes a wide policy tolerable. If it can be taken away from inside, it protects nobody: one request, and every session of the role has what the policy says.',
    falsePositives: 'A role without a boundary has none to shed, and a boundary that takes nothing away is no gain. Calls to AWS Organizations work from its management account, or from a delegated administrator’s: which account this is, the audit does not read.',
    fix: 'Take the action out of the role, and deny it in the boundary itself.',
  },
  references: [references.privilegeEscalation, cwe(269), cwe(693)],
  yieldsTo: ['PER-01', 'ESC-01'],
  examples: {
    fails: [
      { title: 'users may take the boundary off their role', world: bounded([everyObject, boundaries], [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/public/*'), boundaries]), severity: 'high' },
      {
        title: 'invited users may replace it',
        world: invitationOnly(bounded([everyObject, allow('iam:PutRolePermissionsBoundary', ownRole)], [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/public/*'), boundaries])),
        severity: 'medium',
      },
      { title: 'users may detach policies of the organization', world: withPolicy(signedInRole, [allow('organizations:*')]), severity: 'high' },
    ],
    passes: [
      { title: 'roles have no boundary and no such permission', world: notesWorld },
      { title: 'there is no boundary to take off', world: withPolicy(signedInRole, [boundaries]) },
      { title: 'the boundary keeps the permission back', world: bounded([everyObject, boundaries], [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/public/*')]) },
      { title: 'the boundary takes nothing away', world: bounded([boundaries], [allow('*')]) },
    ],
  },
  subjects: roleSubjects,
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way, reach) => [
      ...escalationProbes(pool, way, {
        begins: ({ technique: { ends } }) => ends === 'own role without boundary',
        otherwise: () => ({ action: 'iam:DeleteRolePermissionsBoundary', resource: way.roleArn }),
        leadsNowhere: 'The session may take a boundary off its role, and nothing comes of it.',
      }),
      ...organizationProbes(way, reach),
    ]),
  fix: ({ role }, pool, proved) => (role === undefined ? undefined : fixEscalation(pool, role.arn, proved)),
});

function organizationProbes(way: Entered, reach: Reach): readonly Attempt[] {
  const [found] = crossings(reach, organization);
  const severity = severityFor(way.entrance.tier, 'K4');
  if (found === undefined || severity === undefined) return [];
  const { action, grant } = found;
  const claim: Claim = {
    severity,
    confidence: 'plausible',
    actor: way.entrance.actor,
    message: `${subjectOf(way.entrance)} can change what the organization holds its accounts to, with the role ${nameOf(way.roleArn)}: ${action}.`,
    unread: ['whether this account manages its organization'],
  };
  return [probeOf(way, [wantedBy(reach, action, grant)], `A session of ${nameOf(way.roleArn)} asks for ${action}`, claim)];
}
