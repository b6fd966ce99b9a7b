import { roleNameOf } from '../../engine/authorization';
import { read } from '../../world/gap';
import { get, put, type World } from '../../world/world';
import { check, type Attempt } from '../check';
import { allow, guestRole, invitationOnly, notesWorld, signedInRole, withRole } from '../examples';
import { editUntilRefused, removeIt } from '../policy-edits';
import { cwe, references } from '../references';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';
import { worstBy, worstProbe } from '../statement-worth';

/** The notes app with one of AWS’s own policies attached to a role. */
function attached(role: string, PolicyName: string, statement: object, world: World = notesWorld): World {
  const Arn = `arn:aws:iam::aws:policy/${PolicyName}`;
  const Document = { Version: '2012-10-17', Statement: [statement] };
  return withRole(role, { AttachedManagedPolicies: [{ PolicyName, PolicyArn: Arn }] }, put(world, 'AWS::IAM::ManagedPolicy', Arn, { Arn, PolicyName, Document }));
}

export const broadManagedPolicy = check<RoleSubject>({
  code: 'PER-24',
  name: 'broad-managed-policy',
  title: 'A role of the pool has a broad policy of AWS’s own',
  resource: 'AWS::IAM::Role',
  severityRule: 'Who gets the role × the worst that the policy’s document allows.',
  docs: {
    what: 'A policy that AWS manages is attached to a role that the pool gives. The check reads the document as it stands, works out what IAM leaves of it, and tries the worst. It does not go by the name.',
    why: 'AWS’s policies are written for people who administer a service. They name no resources of the application, and AWS changes them without asking.',
    falsePositives: 'What a permissions boundary, a Deny or a guest’s session policies hold back does not count. A policy that only sends telemetry is a remark.',
    fix: 'Detach it, and allow what the application needs in a policy of the role’s own.',
  },
  references: [references.iamRoles, cwe(250)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users have AmazonS3FullAccess', world: attached(signedInRole, 'AmazonS3FullAccess', allow(['s3:*', 's3-object-lambda:*'])), severity: 'high' },
      { title: 'invited users have AWSIoTDataAccess', world: invitationOnly(attached(signedInRole, 'AWSIoTDataAccess', allow(['iot:Connect', 'iot:Publish', 'iot:Subscribe', 'iot:Receive']))), severity: 'medium' },
      { title: 'guests have AmazonDynamoDBFullAccess', world: attached(guestRole, 'AmazonDynamoDBFullAccess', allow('dynamodb:*')), severity: 'critical' },
    ],
    passes: [
      { title: 'roles have policies of their own', world: notesWorld },
      { title: 'users have a policy that sends telemetry', world: attached(signedInRole, 'AWSXrayWriteOnlyAccess', allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'])) },
    ],
  },
  subjects: roleSubjects,
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way, reach) => {
      const role = get(pool.world, 'AWS::IAM::Role', roleNameOf(way.roleArn));
      const policies = role === undefined ? [] : read(role.AttachedManagedPolicies).filter(({ PolicyArn }) => PolicyArn.includes(':iam::aws:policy/'));
      return policies.flatMap(({ PolicyArn }) => {
        const name = get(pool.world, 'AWS::IAM::ManagedPolicy', PolicyArn)?.PolicyName ?? PolicyArn;
        const worst = worstBy(reach, ({ policy }) => policy === name);
        return worst === undefined ? [] : [worstProbe(way, reach, worst, `the policy ${name}`)];
      });
    }),
  fix({ role }, pool, proved) {
    if (role === undefined) return undefined;
    const world = editUntilRefused(pool.world, role.arn, proved, removeIt);
    return world && { summary: `Detach the policy from ${nameOf(role.arn)}, and allow what the application needs by name.`, world };
  },
});
