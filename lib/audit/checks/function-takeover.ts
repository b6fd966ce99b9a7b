import { put, type World } from '../../world/world';
import { check, type Attempt } from '../check';
import { escalationProbes, fixEscalation } from '../escalation-probes';
import { allow, guestRole, notes, notesWorld, signedInRole, withPolicy, withStrayRole } from '../examples';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { standIns } from '../stand-ins';

const FunctionArn = `arn:aws:lambda:${notes.region}:${notes.account}:function:thumbnails`;
const trustsLambda = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };

/** The notes app with a function that runs as a role of its own. */
function withFunction(statements: readonly object[], world: World = notesWorld): World {
  const role = withStrayRole('thumbnails', trustsLambda, statements, world);
  return put(role, 'AWS::Lambda::Function', 'thumbnails', { FunctionName: 'thumbnails', FunctionArn, Role: `arn:aws:iam::${notes.account}:role/thumbnails` });
}

const strong = [allow(['s3:*', 'cognito-idp:*'])];
const mayChange = [allow(['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'], FunctionArn)];

export const functionTakeover = check<RoleSubject>({
  code: 'ESC-03',
  name: 'function-takeover',
  title: 'A session takes over something that runs with a stronger role',
  resource: 'AWS::IAM::Role',
  severityRule: 'Who gets the role × what the taken role is worth; plausible where what runs there, or as whom, was not read.',
  docs: {
    what: 'A role that the pool gives lets its session change the code of something that already runs with a role: a Lambda function, and, where IAM allows it, an instance, a task, a build or a stack. The check compares the role behind it with the session’s own, and asks IAM for the change.',
    why: 'No role has to be passed for this. Changing the code of one function is enough to act as the function’s role, and Lambda is on the list of services that AWS leaves to guests.',
    falsePositives: 'If every function that may be changed runs with no more than the session has, nothing is gained, and the check passes. Without the list of functions the finding is plausible only: an action alone proves nothing.',
    fix: 'Take the actions that change code or configuration out of the role.',
  },
  references: [references.pathfinding, references.privilegeEscalation, cwe(269)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users may change a function that runs with more', world: withPolicy(signedInRole, mayChange, withFunction(strong)), severity: 'high' },
      { title: 'guests may change every function', world: withPolicy(guestRole, [allow('lambda:*')], withFunction(strong)), severity: 'critical' },
    ],
    passes: [
      { title: 'roles may change no function', world: withFunction(strong) },
      { title: 'the function runs with less', world: withPolicy(signedInRole, [...mayChange, allow('logs:CreateLogGroup')], withFunction([allow('logs:CreateLogGroup')])) },
    ],
  },
  subjects: roleSubjects,
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way) =>
      escalationProbes(pool, way, {
        begins: ({ technique: { target } }) => target.kind === 'compute' || target.kind === 'code of compute',
        otherwise: () => ({ action: 'lambda:UpdateFunctionCode', resource: someFunction(pool) }),
        leadsNowhere: 'The session may change functions, and none of them runs with more than it has.',
      }),
    ),
  fix: ({ role }, pool, proved) => (role === undefined ? undefined : fixEscalation(pool, role.arn, proved)),
});

function someFunction({ world }: AuditedPool): string {
  const [name] = Object.keys(world.resources['AWS::Lambda::Function'] ?? {});
  return name === undefined ? standIns(world).function : `arn:${world.partition}:lambda:${world.region}:${world.account}:function:${name}`;
}
