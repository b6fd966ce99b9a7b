import { roleNameOf } from '../../engine/authorization';
import { read } from '../../world/gap';
import { get } from '../../world/world';
import { check, type Attempt, type Probe } from '../check';
import type { Claim } from '../claim';
import { deadActions, type DeadAction } from '../dead-actions';
import { allow, notesWorld, signedInRole, sub, withPolicy, withStatement } from '../examples';
import { cast } from '../people';
import { editStatement, listOf, type Edit, type StatementObject } from '../policy-edits';
import { cwe, references } from '../references';
import { probeOf } from '../requests';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';
import { standIns } from '../stand-ins';
import type { Entered } from '../sessions';
import type { AuditedPool } from '../pool';

const photos = 'arn:aws:s3:::notes-photos';
const denials = ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'AuthorizationError'];

export const statementWithoutEffect = check<RoleSubject>({
  code: 'PER-22',
  name: 'statement-without-effect',
  title: 'A statement that says nothing',
  resource: 'AWS::IAM::Role',
  severityRule: 'Low; plausible where it rests on which condition keys AWS lists.',
  docs: {
    what: 'A statement of a role that the pool gives names an action or a service that does not exist, a resource that its action cannot have, or a condition on a key that the action’s requests never carry. The check has a user ask for what the statement seems to be about.',
    why: 'Whoever reads the policy believes it. An Allow that allows nothing is soon answered by a wider one beside it; a Deny that denies nothing protects nobody.',
    falsePositives: 'If another statement allows the same, nothing is missing, and the check passes. AWS adds actions every week: one that the catalogue does not hold yet is named only if another has nearly its name. AWS’s own managed policies are left out.',
    fix: 'Correct the name, the resource or the condition, or delete what is not needed.',
  },
  references: [references.iamRoles, references.conditionKeys, cwe(1109)],
  examples: {
    fails: [
      { title: 'users may list the objects, not the bucket', world: withPolicy(signedInRole, [allow(['s3:GetObject', 's3:ListBucket'], `${photos}/users/${sub}/*`)]), severity: 'low' },
      { title: 'the action has a name of its API', world: withPolicy(signedInRole, [allow('s3:ListObjectsV2', photos)]), severity: 'low' },
      { title: 'the service is misspelt', world: withPolicy(signedInRole, [allow('cognitoidp:DescribeUserPool')]), severity: 'low' },
      { title: 'a Deny is misspelt', world: withPolicy(signedInRole, [allow('s3:*', [photos, `${photos}/users/${sub}/*`]), { Effect: 'Deny', Action: 's3:ListObjectsV2', Resource: photos }]), severity: 'low' },
      { title: 'objects are read under a prefix', world: withPolicy(signedInRole, [allow('s3:GetObject', `${photos}/*`, { StringLike: { 's3:prefix': `users/${sub}/*` } })]), severity: 'low' },
    ],
    passes: [
      { title: 'every statement says something', world: notesWorld },
      { title: 'another statement allows it', world: withPolicy(signedInRole, [allow(['s3:GetObject', 's3:ListBucket'], `${photos}/*`), allow('s3:ListBucket', photos)]) },
      { title: 'an action of old applications', world: withStatement(signedInRole, allow(['mobileanalytics:PutEvents', 'cognito-sync:*'])) },
    ],
  },
  subjects: roleSubjects,
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way, reach) => {
      const theirs = policiesOfAws(way.roleArn, pool);
      const found = deadActions(reach, way.malloryIdentity).flatMap((one) => (theirs.has(one.policy) ? [] : [vainProbe(one, way)]));
      return found.length > 0 ? found : [nothingVain(way, pool)];
    }),
  fix({ role }, pool, proved) {
    const [blame] = proved.blames ?? [];
    const way = role?.ways.find(({ entrance }) => entrance.actor === proved.claim.actor);
    if (role === undefined || blame === undefined || way === undefined) return undefined;
    const found = deadActions(pool.reach(way), way.malloryIdentity).find((one) => titleOf(one) === proved.title);
    if (found?.meant === undefined) return undefined;
    const world = editStatement(pool.world, role.arn, blame, asMeant(found));
    return world && { summary: summaryOf(found), world, warning: found.text.effect === 'Allow' ? 'The role then has what the statement says, which it never had. If nobody misses it, delete it instead.' : 'The role then loses what the statement denies.' };
  },
});

/** AWS's own managed policies hold what is past or not yet; nobody else can correct them. @throws NotRead */
function policiesOfAws(roleArn: string, { world }: AuditedPool): ReadonlySet<string> {
  const attached = read(get(world, 'AWS::IAM::Role', roleNameOf(roleArn))?.AttachedManagedPolicies ?? []);
  return new Set(attached.flatMap(({ PolicyArn, PolicyName }) => (PolicyArn.includes(':iam::aws:') ? [PolicyName] : [])));
}

/** An Allow is in vain when the request is refused, a Deny when it goes through. */
function vainProbe(found: DeadAction, way: Entered): Probe {
  const { text, wanted, written, because, policy, statement, plausible } = found;
  const denies = text.effect === 'Deny';
  const claim: Claim = {
    severity: 'low',
    confidence: plausible === undefined ? 'proved' : 'plausible',
    actor: way.entrance.actor,
    message: `Statement ${statement + 1} of ${policy} ${denies ? 'denies' : 'allows'} ${written} in vain: ${because}`,
    ...(plausible === undefined ? {} : { unread: [plausible] }),
  };
  const probe = { ...probeOf(way, [wanted], titleOf(found), claim), blames: [{ policy, statement }] };
  return denies ? probe : { ...probe, people: { ...probe.people, mallory: { ...cast.alice, detail: 'a user of the application' } }, proves: { ends: denials, rule: 'authorized' } };
}

function titleOf({ text, written, policy, statement, wanted }: DeadAction): string {
  return `A user asks for ${wanted.action}, which statement ${statement + 1} of ${policy} ${text.effect === 'Deny' ? 'means to deny' : 'means to allow'} by ${written}`;
}

function summaryOf({ written, meant = {}, policy, statement }: DeadAction): string {
  const place = `statement ${statement + 1} of ${policy}`;
  if (meant.action !== undefined) return `Write ${meant.action} instead of ${written} in ${place}.`;
  return `Give ${written} a statement of its own, on ${meant.resource ?? ''}${meant.withoutKey === undefined ? '' : ` and without ${meant.withoutKey}`}, beside ${place}.`;
}

/** The statement with the action as it was probably meant: by its right name, or beside it on its right resource. */
function asMeant({ written, meant = {} }: DeadAction): Edit {
  return (statement) => {
    const named = listOf(statement.Action);
    const { action } = meant;
    if (action !== undefined) return [{ ...statement, Action: named.map((one) => (one === written ? action : one)) }];
    const others = named.filter((one) => one !== written);
    const own: StatementObject = { ...withoutSid(statement), Action: written, Resource: meant.resource };
    return [...(others.length === 0 ? [] : [{ ...statement, Action: others }]), meant.withoutKey === undefined ? own : withoutKey(own, meant.withoutKey)];
  };
}

function withoutSid({ Sid: _sid, ...statement }: StatementObject): StatementObject {
  return statement;
}

function withoutKey({ Condition, ...statement }: StatementObject, key: string): StatementObject {
  const kept = Object.entries((Condition ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>).flatMap(([operator, keys]) => {
    const others = Object.fromEntries(Object.entries(keys).filter(([one]) => one !== key));
    return Object.keys(others).length === 0 ? [] : [[operator, others] as const];
  });
  return kept.length === 0 ? statement : { ...statement, Condition: Object.fromEntries(kept) };
}

/** Every statement says something: asked for all the same is what none of them allows. */
function nothingVain(way: Entered, { world }: AuditedPool): Probe {
  const claim: Claim = { severity: 'info', confidence: 'proved', actor: way.entrance.actor, message: `What ${nameOf(way.roleArn)} allows, IAM applies.`, intended: true };
  return { ...probeOf(way, [{ action: 's3:GetObject', resource: standIns(world).object }], `A session of ${nameOf(way.roleArn)} asks for an object of a bucket that nobody named`, claim), otherwise: `Every statement of ${nameOf(way.roleArn)} names actions, resources and conditions that go together.` };
}
