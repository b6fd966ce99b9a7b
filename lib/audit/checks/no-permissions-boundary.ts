import { isGap, read, type Gap } from '../../world/gap';
import type { UserPool } from '../../world/resources';
import { get, patch, put, type World } from '../../world/world';
import { check, type Attempt, type Probe } from '../check';
import { subjectOf } from '../entrances';
import { allow, invitationOnly, notesWorld, signedInRole, withPool, withRole } from '../examples';
import { orGap } from '../or-gap';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { probeOf } from '../requests';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';
import type { Entered } from '../sessions';

const boundaryArn = 'arn:aws:iam::111122223333:policy/notes-boundary';
const guestsOff = withPool({ AllowUnauthenticatedIdentities: false });

/** The notes app’s role of users, with a permissions boundary that allows this. */
function bounded(...actions: readonly string[]): World {
  const policy = { Arn: boundaryArn, PolicyName: 'notes-boundary', Document: { Version: '2012-10-17', Statement: [allow(actions)] } };
  return withRole(signedInRole, { PermissionsBoundary: { PermissionsBoundaryArn: boundaryArn } }, put(guestsOff, 'AWS::IAM::ManagedPolicy', boundaryArn, policy));
}

export const noPermissionsBoundary = check<RoleSubject>({
  code: 'TRU-15',
  name: 'no-permissions-boundary',
  title: 'Nothing bounds a role that browsers hold',
  resource: 'AWS::IAM::Role',
  severityRule: 'Info, for roles that anyone or anyone who signs up gets.',
  docs: {
    what: 'A role that anyone, or anyone who signs up, gets credentials of has no permissions boundary, or one that holds nothing back. The check supposes that somebody attaches a policy for everything, by mistake, and has a visitor make a user of the account. Guests of the enhanced flow are bounded by AWS’s session policies.',
    why: 'A boundary is a second fence: whatever is attached to the role later, by a hurried fix or by a tool, its sessions get no more than the services that the application uses.',
    falsePositives: 'Many teams use no boundaries and are none the worse for it. This is advice, and does not count.',
    fix: 'Set a permissions boundary that allows the services which the application uses.',
  },
  references: [references.iamRoles, references.bestPractices, cwe(693)],
  examples: {
    fails: [
      { title: 'the roles have none', world: notesWorld, severity: 'info' },
      { title: 'the boundary allows everything', world: bounded('*'), severity: 'info' },
    ],
    passes: [
      { title: 'the boundary allows what the application does', world: bounded('s3:*', 'dynamodb:*') },
      { title: 'only invited users get the role', world: invitationOnly(guestsOff) },
    ],
  },
  subjects: (pool) => roleSubjects(pool).filter(({ role }) => role === undefined || role.ways.some((way) => isOpen(way) || isGap(mayBeOpen(way, pool)))),
  probes: (subject, pool): readonly Attempt[] => perWay(subject, pool, (way) => {
      const unread = mayBeOpen(way, pool);
      return isOpen(way) ? [boundProbe(way)] : isGap(unread) ? [unread] : [];
    }),
  fix({ role }, pool) {
    const [way] = role?.ways ?? [];
    if (role === undefined || way === undefined) return undefined;
    const { partition, account } = pool.world;
    const name = nameOf(role.arn);
    const services = new Set(pool.reach(way).actions.map(({ action }) => action.slice(0, action.indexOf(':'))));
    const Action = [...services].filter((service) => !beyondBrowsers.includes(service)).map((service) => `${service}:*`);
    const PermissionsBoundaryArn = `arn:${partition}:iam::${account}:policy/${name}-boundary`;
    const Document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] };
    const known = put(pool.world, 'AWS::IAM::ManagedPolicy', PermissionsBoundaryArn, { Arn: PermissionsBoundaryArn, PolicyName: `${name}-boundary`, Document });
    return { summary: `Set a permissions boundary on ${name} that allows the services which it uses.`, world: patch(known, 'AWS::IAM::Role', name, { PermissionsBoundary: { PermissionsBoundaryArn } }) };
  },
});

/** What no browser’s role should ever be allowed. */
const beyondBrowsers = ['iam', 'sts', 'organizations', 'account'];

function isOpen({ entrance }: Entered): boolean {
  return entrance.tier === 'A0' || entrance.tier === 'A1';
}

/** The user pool, or why nobody knows whether people sign up there by themselves. */
function mayBeOpen({ entrance: { tier, provider } }: Entered, { world }: AuditedPool): UserPool | Gap | undefined {
  const userPoolId = tier === 'A2' ? provider?.userPoolId : undefined;
  return userPoolId === undefined ? undefined : orGap(() => get(world, 'AWS::Cognito::UserPool', userPoolId));
}

/** The day somebody attaches a policy for everything. */
function boundProbe(way: Entered): Probe {
  const { entrance, roleArn } = way;
  const name = nameOf(roleArn);
  const message = `Nothing would hold ${subjectOf(entrance).toLowerCase()} back if somebody attached a policy for everything to ${name}: it has no permissions boundary that does.`;
  const probe = probeOf(way, [{ action: 'iam:CreateUser', resource: '*' }], `Mallory asks for iam:CreateUser, the day ${name} has a policy for everything`, { severity: 'info', confidence: 'latent', actor: entrance.actor, message });
  return { ...probe, prepare: (world) => probe.prepare?.(withEverything(world, name)) ?? world };
}

function withEverything(world: World, name: string): World {
  const inline = read(get(world, 'AWS::IAM::Role', name)?.RolePolicyList ?? []);
  return patch(world, 'AWS::IAM::Role', name, { RolePolicyList: [...inline, { PolicyName: 'Everything', PolicyDocument: { Version: '2012-10-17', Statement: [allow('*')] } }] });
}
