import type { EscalationPath } from '../../iam/escalation/escalation';
import { check, type Attempt } from '../check';
import { escalationProbes, fixEscalation } from '../escalation-probes';
import { allow, guestRole, guestsOff, notes, notesWorld, signedInRole, sub, withPolicy } from '../examples';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';

const deletes = withPolicy(signedInRole, [allow(['s3:GetObject', 's3:DeleteObject'], 'arn:aws:s3:::notes-photos/*')]);

export const identityPoolReconfiguration = check<RoleSubject>({
  code: 'ESC-05',
  name: 'identity-pool-reconfiguration',
  title: 'A session changes the identity pool for a stronger role',
  resource: 'AWS::IAM::Role',
  severityRule: 'Who gets the role × what the roles are worth that the pool could then give; one level less, since sources disagree whether AWS takes the call.',
  docs: {
    what: 'A role that the pool gives lets its session change this very pool: trust a user pool of its own, switch the classic flow on, attach another role, choose which claim becomes which principal tag. The check works out which roles that would open to the session and what they allow beyond its own, and asks IAM for the change.',
    why: 'Who decides whom the pool trusts decides who gets its roles. No role has to be passed to make the pool accept a login of one’s own.',
    falsePositives: 'IAM allows the call; whether Amazon Cognito takes it from a session of an identity pool, sources disagree: its reference asks for developer credentials, though not for SetPrincipalTagAttributeMap. If no role that could be opened gives more than the session has, the permission is the subject of PER-13 alone.',
    fix: 'Take the pool’s administration out of the role. Nobody needs it to get credentials.',
  },
  references: [references.pathfinding, references.roleMapping, cwe(269)],
  yieldsTo: ['PER-01', 'ESC-02'],
  examples: {
    fails: [
      { title: 'guests may update the pool, and users delete photos', world: withPolicy(guestRole, [allow('cognito-identity:*')], deletes), severity: 'high' },
      { title: 'guests may choose the tags', world: withPolicy(guestRole, [allow('cognito-identity:SetPrincipalTagAttributeMap')], deletes), severity: 'high' },
    ],
    passes: [
      { title: 'roles change no pool', world: notesWorld },
      { title: 'guests may change another pool', world: withPolicy(guestRole, [allow('cognito-identity:UpdateIdentityPool', `arn:aws:cognito-identity:${notes.region}:${notes.account}:identitypool/other`)], deletes) },
      { title: 'users may change the pool, whose roles give each identity its own folder', world: withPolicy('notes-editors', [allow('s3:GetObject', `arn:aws:s3:::notes-photos/users/${sub}/*`)], withPolicy(signedInRole, [allow('cognito-identity:*'), allow('s3:*', `arn:aws:s3:::notes-photos/users/${sub}/*`)], withPolicy(guestRole, [allow('rum:PutRumEvents')], guestsOff))) },
      { title: 'no role gives more', world: withPolicy(signedInRole, [allow('*')], withPolicy('notes-editors', [allow('s3:GetObject')], guestsOff)) },
    ],
  },
  subjects: roleSubjects,
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way) =>
      escalationProbes(pool, way, {
        begins: ({ technique: { id } }) => id.startsWith('identity-pool-') && id !== 'identity-pool-developer',
        counts: isMoreThanOnesOwn,
        otherwise: () => ({ action: 'cognito-identity:UpdateIdentityPool', resource: identityPoolArn(pool) }),
        leadsNowhere: 'The session may ask to change the pool, and no role that this could open gives more than it has.',
      }),
    ),
  fix: ({ role }, pool, proved) => (role === undefined ? undefined : fixEscalation(pool, role.arn, proved)),
});

/** The pool would give the role to the session's own identity: what the role allows each identity on what is its own leads nowhere. */
function isMoreThanOnesOwn({ gains, reasons }: EscalationPath): boolean {
  const isOwn = (key: string): boolean => /^(cognito-identity[^:]*:sub|aws:userid)$/i.test(key);
  return gains.kind !== 'role' || reasons.some(({ capability, grant: { dependsOn } }) => capability !== 'K1' && (dependsOn.length === 0 || !dependsOn.every(isOwn)));
}

function identityPoolArn({ id, world: { partition, account } }: AuditedPool): string {
  return `arn:${partition}:cognito-identity:${id.split(':')[0] ?? ''}:${account}:identitypool/${id}`;
}
