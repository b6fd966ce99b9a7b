import { check, type Attempt } from '../check';
import type { Claim } from '../claim';
import { subjectOf } from '../entrances';
import { allow, classicOn, guestRole, invitationOnly, notesWorld, signedInRole, withPolicy, withRole } from '../examples';
import type { AuditedPool } from '../pool';
import { editUntilRefused, removeIt } from '../policy-edits';
import { cwe, references } from '../references';
import { probeOf, type Wanted } from '../requests';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';
import { severityFor } from '../severities';
import { standIns } from '../stand-ins';

const boundary = {
  PolicyName: 'AppOnly',
  Document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::notes-photos/*' }] },
};
const boundaryArn = 'arn:aws:iam::111122223333:policy/AppOnly';
const bounded = withRole(
  signedInRole,
  { PermissionsBoundary: { PermissionsBoundaryArn: boundaryArn } },
  withPolicy(signedInRole, [allow('*')], { ...notesWorld, resources: { ...notesWorld.resources, 'AWS::IAM::ManagedPolicy': { [boundaryArn]: { Arn: boundaryArn, ...boundary } } } }),
);

export const administratorReachable = check<RoleSubject>({
  code: 'PER-01',
  name: 'administrator-reachable',
  title: 'A session of the pool administers the account',
  resource: 'AWS::IAM::Role',
  severityRule: 'Who gets the role × the whole account.',
  docs: {
    what: 'A role that the pool gives lets its session create a user, make it an administrator and give it keys; or pass any role to a function of its own. The check asks IAM for exactly these requests, so that a split of the permissions over several policies is found, and a Deny or a boundary counts.',
    why: 'Whoever gets this session owns the account, and keeps it: a new user with keys outlives every session.',
    falsePositives: 'A broad Allow that a Deny, a permissions boundary or a guest’s session policies take back is no finding: what counts is IAM’s answer.',
    fix: 'Replace the wildcard by the actions and resources that the application needs.',
  },
  references: [references.privilegeEscalation, cwe(250), cwe(269)],
  examples: {
    fails: [
      { title: 'users of an open sign-up may do everything', world: withPolicy(signedInRole, [allow('*')]), severity: 'critical' },
      { title: 'invited users may do everything', world: invitationOnly(withPolicy(signedInRole, [allow('*')])), severity: 'high' },
      { title: 'the permissions are split over statements', world: withPolicy(signedInRole, [allow('iam:CreateUser'), allow('iam:Attach*'), allow(['iam:CreateAccessKey', 's3:ListAllMyBuckets'])]), severity: 'critical' },
      { title: 'everything but IAM, and PassRole', world: withPolicy(signedInRole, [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, allow('iam:PassRole')]), severity: 'critical' },
      { title: 'guests by the classic flow', world: withPolicy(guestRole, [allow('*')], classicOn), severity: 'critical' },
    ],
    passes: [
      { title: 'roles allow what the app needs', world: notesWorld },
      { title: 'a boundary holds the role', world: bounded },
      { title: 'AWS’s session policies hold the guest', world: withPolicy(guestRole, [allow('*')]) },
      { title: 'a Deny takes it back', world: withPolicy(signedInRole, [allow('*'), { Effect: 'Deny', Action: 'iam:*', Resource: '*' }]) },
    ],
  },
  subjects: roleSubjects,
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way) => {
      const { entrance, roleArn } = way;
      const severity = severityFor(entrance.tier, 'K5') ?? 'info';
      const claim: Claim = { severity, confidence: 'proved', actor: entrance.actor, message: `${subjectOf(entrance)} can administer the account with the role ${nameOf(roleArn)}.` };
      return [
        probeOf(way, passAndRun(pool), `A session of ${nameOf(roleArn)} passes a role to a function of its own`, claim),
        probeOf(way, makeAdministrator(pool), `A session of ${nameOf(roleArn)} makes itself an administrator`, claim),
      ];
    }),
  fix({ role }, pool, proved) {
    if (role === undefined) return undefined;
    const world = editUntilRefused(pool.world, role.arn, proved, removeIt);
    return world && { summary: `Take the statement that allows everything out of ${nameOf(role.arn)}, and allow what the application needs by name.`, world };
  },
});

function makeAdministrator({ world }: AuditedPool): readonly Wanted[] {
  const { user: resource } = standIns(world);
  return [
    { action: 'iam:CreateUser', resource },
    { action: 'iam:AttachUserPolicy', resource, context: { 'iam:PolicyARN': `arn:${world.partition}:iam::aws:policy/AdministratorAccess` } },
    { action: 'iam:CreateAccessKey', resource },
  ];
}

function passAndRun({ world }: AuditedPool): readonly Wanted[] {
  const { function: fn, role } = standIns(world);
  return [
    { action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    { action: 'lambda:CreateFunction', resource: fn },
    { action: 'lambda:InvokeFunction', resource: fn },
  ];
}
