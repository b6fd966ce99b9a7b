import { check, type Attempt } from '../check';
import { escalationProbes, fixEscalation } from '../escalation-probes';
import { allow, classicOn, guestRole, invitationOnly, notes, notesWorld, signedInRole, withPolicy, withStrayRole } from '../examples';
import { cwe, references } from '../references';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { standIns } from '../stand-ins';
import type { World } from '../../world/world';

const workerArn = `arn:aws:iam::${notes.account}:role/worker`;
const trusts = (Service: string): object => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }] });

/** The notes app with a role that functions run with. */
const withWorker = (world: World = notesWorld, statements = [allow('*')], service = 'lambda.amazonaws.com'): World => withStrayRole('worker', trusts(service), statements, world);

const passes = allow('iam:PassRole', workerArn);
const runs = allow(['lambda:CreateFunction', 'lambda:InvokeFunction']);

export const rolePassing = check<RoleSubject>({
  code: 'ESC-02',
  name: 'role-passing',
  title: 'A session runs something of its own with a stronger role',
  resource: 'AWS::IAM::Role',
  severityRule: 'Who gets the role × what the passed role is worth; plausible where the roles were not read.',
  docs: {
    what: 'A role that the pool gives lets its session pass another role to a service, and start something there that runs with it: a function, an instance, a task, a build. The check goes through the roles that were read, looks whom each of them trusts, and asks IAM for every request of the way.',
    why: 'What runs with the passed role runs as that role, and the session says what it does. Whoever may pass an administrator’s role to a function of their own is an administrator.',
    falsePositives: 'PassRole alone is no finding: without a service to start something in, or without a role that trusts that service, nothing comes of it. A condition on iam:PassedToService counts. Roles that give nothing beyond what the session has are no gain.',
    fix: 'Take iam:PassRole out of the role. An application’s users start nothing that needs a role.',
  },
  references: [references.pathfinding, references.privilegeEscalation, cwe(269)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users pass an administrator’s role to a function of their own', world: withPolicy(signedInRole, [passes, runs], withWorker()), severity: 'critical' },
      { title: 'invited users do', world: invitationOnly(withPolicy(signedInRole, [passes, runs], withWorker())), severity: 'high' },
      { title: 'guests do, by the classic flow', world: withPolicy(guestRole, [passes, runs], withWorker(classicOn)), severity: 'critical' },
      {
        title: 'users start instances with the role',
        world: withPolicy(signedInRole, [allow('iam:PassRole'), allow('ec2:RunInstances')], withWorker(notesWorld, [allow('s3:*')], 'ec2.amazonaws.com')),
        severity: 'high',
      },
    ],
    passes: [
      { title: 'roles pass none', world: withWorker() },
      { title: 'users may pass a role and start nothing', world: withPolicy(signedInRole, [passes], withWorker()) },
      { title: 'the role trusts another service', world: withPolicy(signedInRole, [passes, runs], withWorker(notesWorld, [allow('*')], 'ec2.amazonaws.com')) },
      { title: 'the role may be passed to another service only', world: withPolicy(signedInRole, [allow('iam:PassRole', workerArn, { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }), runs], withWorker()) },
      { title: 'AWS’s session policies hold the guest', world: withPolicy(guestRole, [passes, runs], withWorker()) },
    ],
  },
  subjects: roleSubjects,
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way) =>
      escalationProbes(pool, way, {
        begins: ({ technique: { permissions } }) => permissions.some(({ action }) => action === 'iam:PassRole'),
        otherwise: () => ({ action: 'iam:PassRole', resource: standIns(pool.world).role, context: { 'iam:PassedToService': 'lambda.amazonaws.com' } }),
        leadsNowhere: 'The session may pass roles, and nothing comes of it.',
      }),
    ),
  fix: ({ role }, pool, proved) => (role === undefined ? undefined : fixEscalation(pool, role.arn, proved)),
});
