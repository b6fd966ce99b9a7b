import { check, type Attempt } from '../check';
import { escalationProbes, fixEscalation } from '../escalation-probes';
import { allow, classicOn, guestRole, invitationOnly, notes, notesWorld, signedInRole, withPolicy, withStrayRole } from '../examples';
import { cwe, references } from '../references';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';
import { standIns } from '../stand-ins';
import { roleNameOf } from '../../engine/authorization';
import { read } from '../../world/gap';
import { get, patch, type World } from '../../world/world';

const root = `arn:aws:iam::${notes.account}:root`;
const arnOf = (name: string): string => `arn:aws:iam::${notes.account}:role/${name}`;
const trusts = (AWS: string, Condition?: object): object => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', ...(Condition === undefined ? {} : { Condition }) }] });

/** The notes app with a role for those who keep it running. */
const withOperations = (trust: object, world: World = notesWorld, statements = [allow('s3:*')]): World => withStrayRole('operations', trust, statements, world);

const assumes = [allow('sts:AssumeRole')];

export const roleChaining = check<RoleSubject>({
  code: 'ESC-04',
  name: 'role-chaining',
  title: 'A session assumes a stronger role',
  resource: 'AWS::IAM::Role',
  severityRule: 'Who gets the role × what the roles that it can go on to are worth; plausible where what they allow was not read.',
  docs: {
    what: 'A role that the pool gives lets its session call AssumeRole, and another role of the account trusts it: by its name, by a pattern, or because it trusts the whole account. The check follows such steps from role to role, makes each of them, and does at the end what the last role allows.',
    why: 'A role that trusts the account leaves the decision to the policies of whoever asks. One sts:AssumeRole on * then opens every such role. A chained session lasts an hour at most, and can be had again.',
    falsePositives: 'sts:AssumeRole on * where no role trusts the session is no finding. Nor is a role that gives nothing beyond what the session has.',
    fix: 'Take sts:AssumeRole out of the role, or name the one role that is meant; and let roles trust principals rather than the account.',
  },
  references: [references.privilegeEscalation, references.pathfinding, cwe(269)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users may assume any role, and one trusts the account', world: withPolicy(signedInRole, assumes, withOperations(trusts(root))), severity: 'high' },
      { title: 'the way leads over a second role', world: withPolicy(signedInRole, assumes, withStrayRole('crew', trusts(root), assumes, withOperations(trusts(arnOf('crew')), notesWorld, [allow('*')]))), severity: 'critical' },
      { title: 'invited users may assume a role that trusts theirs', world: invitationOnly(withPolicy(signedInRole, [allow('sts:AssumeRole', arnOf('operations'))], withOperations(trusts(notes.signedInRole)))), severity: 'medium' },
      { title: 'guests may, by the classic flow', world: withPolicy(guestRole, assumes, withOperations(trusts(root), classicOn)), severity: 'critical' },
    ],
    passes: [
      { title: 'roles assume none', world: withOperations(trusts(root)) },
      { title: 'no role trusts the session', world: withPolicy(signedInRole, assumes, withOperations(trusts(arnOf('crew')))) },
      { title: 'the role gives nothing more', world: withPolicy(signedInRole, [...assumes, allow('s3:GetObject')], withOperations(trusts(root), notesWorld, [allow('s3:GetObject')])) },
      { title: 'AWS’s session policies hold the guest', world: withPolicy(guestRole, assumes, withOperations(trusts(root))) },
    ],
  },
  subjects: roleSubjects,
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way) =>
      escalationProbes(pool, way, {
        begins: ({ technique: { id } }) => id === 'assume-role',
        otherwise: () => ({ action: 'sts:AssumeRole', resource: standIns(pool.world).role }),
        leadsNowhere: 'The session may assume roles, and none that trusts it gives more than it has.',
      }),
    ),
  fix({ role }, pool, proved) {
    if (role === undefined) return undefined;
    return fixEscalation(pool, role.arn, proved) ?? { summary: `Deny ${nameOf(role.arn)} to assume roles: a trust policy that names it needs no permission of its own.`, world: withDeny(pool.world, role.arn) };
  },
});

function withDeny(world: World, roleArn: string): World {
  const name = roleNameOf(roleArn);
  const inline = read(get(world, 'AWS::IAM::Role', name)?.RolePolicyList ?? []);
  const PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*' }] };
  return patch(world, 'AWS::IAM::Role', name, { RolePolicyList: [...inline, { PolicyName: 'NoOtherRole', PolicyDocument }] });
}
