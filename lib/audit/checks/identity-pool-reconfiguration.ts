import { poolArn } from '../../engine/identity-pool';
import { escalationsOf, type Edge, type EscalationPath } from '../../iam/escalation/escalation';
import { backend, backendCredentials, backendRoles, runAs, type BackendRole } from '../backend-roles';
import { check, type Attempt, type Probe } from '../check';
import type { Claim } from '../claim';
import { accountFacts } from '../escalation-facts';
import { escalationProbes, fixEscalation, gained, requestsOf, stepsOf } from '../escalation-probes';
import { allow, guestRole, guestsOff, notes, notesWorld, signedInRole, sub, withPolicy, withStrayRole } from '../examples';
import { editUntilRefused, withoutActions } from '../policy-edits';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf, rolesInScope } from '../roles';
import { severityFor } from '../severities';
import { trustsLambda } from '../triggers';

/** A role that the pool gives, or one of a backend's. */
interface Reconfiguring extends RoleSubject {
  readonly backend?: BackendRole;
}

const update = 'cognito-identity:UpdateIdentityPool';
const thisPool = `arn:aws:cognito-identity:${notes.region}:${notes.account}:identitypool/${notes.identityPool}`;

const deletes = withPolicy(signedInRole, [allow(['s3:GetObject', 's3:DeleteObject'], 'arn:aws:s3:::notes-photos/*')]);

const withBackend = (statements: readonly object[], world = deletes): typeof deletes => withStrayRole('notes-backend', trustsLambda, statements, world);

export const identityPoolReconfiguration = check<Reconfiguring>({
  code: 'ESC-05',
  name: 'identity-pool-reconfiguration',
  title: 'A session changes the identity pool for a stronger role',
  resource: 'AWS::IAM::Role',
  severityRule: 'Who gets the role × what the roles are worth that the pool could then give; one level less, since sources disagree whether AWS takes the call. Of a backend’s role AWS takes it: high where it comes to what is others’, else as for a signed-in user.',
  docs: {
    what: 'A role that the pool gives lets its session change this very pool: trust a user pool of its own, switch the classic flow on, attach another role, choose which claim becomes which principal tag. The check works out which roles that would open to the session and what they allow beyond its own, and asks IAM for the change. It asks the same of the account’s other roles, as far as their policies were read.',
    why: 'Who decides whom the pool trusts decides who gets its roles. No role has to be passed to make the pool accept a login of one’s own.',
    falsePositives: 'IAM allows the call; whether Amazon Cognito takes it from a session of an identity pool, sources disagree: its reference asks for developer credentials, though not for SetPrincipalTagAttributeMap. If no role that could be opened gives more than the session has, the permission is the subject of PER-13 alone. Roles that may write roles, such as a pipeline’s, are left out: nothing is beyond them. Of roles that no audit asks about, nothing is said.',
    fix: 'Take the pool’s administration out of the role. Nobody needs it to get credentials.',
  },
  references: [references.pathfinding, references.roleMapping, cwe(269)],
  yieldsTo: ['PER-01', 'ESC-02'],
  examples: {
    fails: [
      { title: 'guests may update the pool, and users delete photos', world: withPolicy(guestRole, [allow('cognito-identity:*')], deletes), severity: 'high' },
      { title: 'a backend may update every pool', world: withBackend([allow('cognito-identity:*')]), severity: 'high' },
      { title: 'a backend may update this pool', world: withBackend([allow(update, thisPool)]), severity: 'high' },
      { title: 'guests may choose the tags', world: withPolicy(guestRole, [allow('cognito-identity:SetPrincipalTagAttributeMap')], deletes), severity: 'high' },
    ],
    passes: [
      { title: 'roles change no pool', world: notesWorld },
      { title: 'a pipeline makes pools and roles', world: withBackend([allow(['cognito-identity:*', 'iam:CreateRole', 'iam:PutRolePolicy', 'iam:PassRole'])]) },
      { title: 'a backend that deletes photos anyway may update the pool', world: withBackend([allow(update), allow('s3:*')], withPolicy('notes-editors', [allow('s3:GetObject')], deletes)) },
      { title: 'a backend may update another pool', world: withBackend([allow(update, `${thisPool}-other`)]) },
      { title: 'guests may change another pool', world: withPolicy(guestRole, [allow('cognito-identity:UpdateIdentityPool', `arn:aws:cognito-identity:${notes.region}:${notes.account}:identitypool/other`)], deletes) },
      { title: 'users may change the pool, whose roles give each identity its own folder', world: withPolicy('notes-editors', [allow('s3:GetObject', `arn:aws:s3:::notes-photos/users/${sub}/*`)], withPolicy(signedInRole, [allow('cognito-identity:*'), allow('s3:*', `arn:aws:s3:::notes-photos/users/${sub}/*`)], withPolicy(guestRole, [allow('rum:PutRumEvents')], guestsOff))) },
      { title: 'no role gives more', world: withPolicy(signedInRole, [allow('*')], withPolicy('notes-editors', [allow('s3:GetObject')], guestsOff)) },
    ],
  },
  subjects: (pool): readonly Reconfiguring[] => [...roleSubjects(pool), ...backendSubjects(pool)],
  probes(subject, pool): readonly Attempt[] {
    if (subject.backend !== undefined) return backendProbes(subject.backend, pool);
    return perWay(subject, pool, (way) =>
      escalationProbes(pool, way, {
        begins,
        counts: isMoreThanOnesOwn,
        otherwise: () => ({ action: update, resource: poolArn(pool.id, pool.world) }),
        leadsNowhere: 'The session may ask to change the pool, and no role that this could open gives more than it has.',
      }),
    );
  },
  fix({ role, backend: holder }, pool, proved) {
    if (holder === undefined) return role === undefined ? undefined : fixEscalation(pool, role.arn, proved);
    const actions = proved.calls.flatMap(({ asks, operation }) => (asks === undefined ? [] : [operation]));
    const world = editUntilRefused(pool.world, holder.arn, proved, withoutActions(actions));
    return world && { summary: `Take ${actions.join(', ')} from ${nameOf(holder.arn)}.`, world, warning: 'If the backend changes the pool on purpose, let whatever deploys the pool do it instead.' };
  },
});

const begins = ({ technique: { id } }: Edge): boolean => id.startsWith('identity-pool-') && id !== 'identity-pool-developer';

/** The backends' roles that may ask, and what keeps us from knowing of more. What was refused of the pool's own roles is said already. */
function backendSubjects(pool: AuditedPool): readonly Reconfiguring[] {
  const { roles, gaps } = backendRoles(pool, [update, 'cognito-identity:SetIdentityPoolRoles', 'cognito-identity:SetPrincipalTagAttributeMap']);
  const known = roles.map((role): Reconfiguring => ({ resource: { type: 'AWS::IAM::Role', id: role.arn }, backend: role, gaps: [] }));
  return gaps.length === 0 || pool.unreadWays.length > 0 ? known : [...known, { resource: { type: 'AWS::Cognito::IdentityPool', id: pool.id }, gaps }];
}

/** Whoever runs as the role asks for the first step of the surest way; without one, for the change that leads nowhere. */
function backendProbes({ arn, session }: BackendRole, pool: AuditedPool): readonly Attempt[] {
  const { gaps } = rolesInScope(pool);
  const paths = escalationsOf(session, accountFacts(pool), pool.catalogue).paths(begins).filter(isMoreThanOnesOwn);
  const path = paths.find(({ confidence }) => confidence === 'proved') ?? paths[0];
  const [first] = path?.steps ?? [];
  const wanted = first === undefined ? [{ action: update, resource: poolArn(pool.id, pool.world) }] : requestsOf(first);
  const calls = wanted.map(({ action, resource, context = {} }, index) => ({ id: `change-${index + 1}`, by: 'backend', operation: action, input: {}, asks: { resource, context }, signedBy: backendCredentials }));
  const title = `Whoever runs as ${nameOf(arn)} tries to ${first?.technique.name ?? 'change the identity pool'}`;
  return [{ title, people: backend(arn), calls: [runAs(arn), ...calls], proves: { ends: 'ok' }, claim: claimOf(arn, path) } satisfies Probe, ...(path === undefined ? gaps : [])];
}

function claimOf(arn: string, path: EscalationPath | undefined): Claim {
  const actor = 'aws-principal';
  if (path === undefined) return { severity: 'info', confidence: 'proved', actor, message: `${nameOf(arn)} may change the pool, and no role that this could open gives more than it has.`, intended: true };
  const worth = path.capability ?? 'K4';
  return {
    severity: worth >= 'K4' ? 'high' : (severityFor('A2', worth) ?? 'info'),
    confidence: path.confidence,
    actor,
    message: `Whoever runs as ${nameOf(arn)} can ${stepsOf(path)}${gained(path)}.`,
    ...(path.missing.length > 0 ? { unread: path.missing } : {}),
  };
}

/** The pool would give the role to the session's own identity: what the role allows each identity on what is its own leads nowhere. */
function isMoreThanOnesOwn({ gains, reasons }: EscalationPath): boolean {
  const isOwn = (key: string): boolean => /^(cognito-identity[^:]*:sub|aws:userid)$/i.test(key);
  return gains.kind !== 'role' || reasons.some(({ capability, grant: { dependsOn } }) => capability !== 'K1' && (dependsOn.length === 0 || !dependsOn.every(isOwn)));
}
