import { policyNamed } from '../../engine/authorization';
import type { Statement } from '../../iam/policy';
import type { Reach } from '../../iam/reach/question';
import { isAbsent, isGap, read } from '../../world/gap';
import { get, patch, put, type World } from '../../world/world';
import { check, type Attempt } from '../check';
import type { Claim } from '../claim';
import { subjectOf } from '../entrances';
import { allow, guestRole, notes, notesWorld, signedInRole, withPolicy, withRole } from '../examples';
import { answerOn } from '../permission-probes';
import { asObject, listOf, statementsIn, type StatementObject } from '../policy-edits';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { probeOf } from '../requests';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';
import { standIns } from '../stand-ins';
import type { Entered } from '../sessions';

const exports = 'arn:aws:s3:::notes-exports';
const sessionOf = (role: string): string => `arn:aws:sts::${notes.account}:assumed-role/${role}/CognitoIdentityCredentials`;

/** The notes app with a bucket whose policy gives something to a principal. */
function withExports(AWS: string, world: World = notesWorld): World {
  const Policy = { Version: '2012-10-17', Statement: [{ Sid: 'Exports', Effect: 'Allow', Principal: { AWS }, Action: 's3:GetObject', Resource: `${exports}/*` }] };
  return put(world, 'AWS::S3::Bucket', 'notes-exports', { BucketName: 'notes-exports', Policy });
}

const boundaryArn = 'arn:aws:iam::111122223333:policy/AppOnly';
const bounded = put(withRole(signedInRole, { PermissionsBoundary: { PermissionsBoundaryArn: boundaryArn } }), 'AWS::IAM::ManagedPolicy', boundaryArn, {
  Arn: boundaryArn,
  PolicyName: 'AppOnly',
  Document: { Version: '2012-10-17', Statement: [allow('s3:*', 'arn:aws:s3:::notes-photos/*'), allow('dynamodb:*')] },
});

/** A statement of a bucket's policy, and what it lets a session ask for. */
interface Naming {
  readonly bucket: string;
  readonly action: string;
  readonly resource: string;
}

export const sessionNamedByResource = check<RoleSubject>({
  code: 'ESC-13',
  name: 'session-named-by-resource',
  title: 'A bucket’s policy names the session, past the limits of its role',
  resource: 'AWS::IAM::Role',
  severityRule: 'Medium.',
  docs: {
    what: 'The policy of a bucket names, as a principal, the session of a role that the pool gives: assumed-role/…/CognitoIdentityCredentials. The check asks for what it gives, where the session has limits, a permissions boundary or AWS’s session policies for guests, and its role’s own policies do not give it.',
    why: 'What a resource’s policy gives to a session by its name counts alone: neither a boundary nor session policies take it back. All users of the role share that name.',
    falsePositives: 'A policy that names the role is limited by boundary and session policies, and is no finding. Only buckets’ policies are read; those of queues, keys and secrets are not.',
    fix: 'Name the role in the bucket’s policy, or allow it in the role’s own.',
  },
  references: [references.evaluation, cwe(284)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'a bucket names the guests’ session', world: withExports(sessionOf(guestRole)), severity: 'medium' },
      { title: 'a bucket names the session of a role with a boundary', world: withExports(sessionOf(signedInRole), bounded), severity: 'medium' },
    ],
    passes: [
      { title: 'no bucket names a session', world: notesWorld },
      { title: 'the bucket names another role’s session', world: withExports(sessionOf('backup')) },
      { title: 'the guest role allows everything, and no bucket names its session', world: withPolicy(guestRole, [allow('*')]) },
      { title: 'the guest role allows it as well', world: withPolicy(guestRole, [allow('s3:GetObject', `${exports}/*`)], withExports(sessionOf(guestRole))) },
    ],
  },
  subjects: roleSubjects,
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way, reach) => {
      const { sessions = [], boundary } = reach.question.policies;
      if (sessions.length === 0 && boundary === undefined) return [];
      const { gaps, found } = namingsOf(way, reach, pool);
      const { entrance, roleArn } = way;
      const claim = (message: string): Claim => ({ severity: 'medium', confidence: 'proved', actor: entrance.actor, message });
      const probes = found.map(({ bucket, action, resource }) => {
        const within = answerOn(reach, action, resource) === 'Allowed';
        const said = claim(`${subjectOf(entrance)} has ${action} on ${bucket} by the bucket’s own policy, whatever limits the role ${nameOf(roleArn)} has.`);
        return probeOf(way, [{ action, resource }], `A session of ${nameOf(roleArn)} asks for what the policy of ${bucket} gives it`, within ? { ...said, severity: 'info', intended: true } : said);
      });
      if (probes.length + gaps.length > 0) return [...probes, ...gaps];
      const nothing = { action: 's3:GetObject', resource: standIns(pool.world).object };
      const remark: Claim = { ...claim('The role itself allows what is asked, and no bucket’s policy names its session.'), severity: 'info', intended: true };
      return [probeOf(way, [nothing], `A session of ${nameOf(roleArn)} asks for an object of another bucket`, remark)];
    }),
  fix({ role }, pool, proved) {
    const sessions = role?.ways.map(({ mallory }) => mallory.arn) ?? [];
    const world = withoutSessions(pool.world, bucketIn(proved.calls.at(-1)?.asks?.resource), sessions);
    return world && { summary: 'Take the session out of the bucket’s policy.', world, warning: 'What the bucket gives on purpose belongs into the role’s own policy, within its limits.' };
  },
});

function namingsOf(way: Entered, reach: Reach, { world }: AuditedPool): { readonly found: readonly Naming[]; readonly gaps: readonly { readonly unread: string }[] } {
  const buckets = Object.entries(world.resources['AWS::S3::Bucket'] ?? {}).flatMap(([name, bucket]) => (isAbsent(bucket) ? [] : [{ name, policy: isGap(bucket) ? bucket : bucket.Policy }]));
  const found = buckets.flatMap(({ name, policy }) => {
    if (policy === undefined || isGap(policy)) return [];
    return policyNamed(name, policy).policy.statements.flatMap((statement) => {
      const wanted = names(statement, way.mallory.arn) ? requestIn(statement, reach) : undefined;
      return wanted === undefined ? [] : [{ bucket: name, ...wanted }];
    });
  });
  return { found, gaps: buckets.flatMap(({ policy }) => (isGap(policy) ? [policy] : [])) };
}

function names({ effect, principals, notPrincipal }: Statement, session: string): boolean {
  return effect === 'Allow' && !notPrincipal && principals.some(({ kind, value }) => kind === 'AWS' && value === session);
}

/** A request that the statement is about. */
function requestIn({ actions, notAction, resources }: Statement, { question: { catalogue } }: Reach): { readonly action: string; readonly resource: string } | undefined {
  const resource = resources[0]?.value;
  if (resource === undefined || notAction) return undefined;
  const wanted = resource.includes('/') ? 'object' : 'bucket';
  const all = actions.flatMap(({ value }) => (/[*?]/.test(value) ? catalogue.expand(value) : [value]));
  const action = all.find((one) => catalogue.resourceTypes(one).some(({ type }) => type.name === wanted));
  return action === undefined ? undefined : { action, resource: resource.replace(/[*?]/g, 'x') };
}

function bucketIn(resource: unknown): string {
  return typeof resource === 'string' ? (/:::([^/]+)/.exec(resource)?.[1] ?? '') : '';
}

/** The account with these sessions taken out of a bucket's policy; what named nobody else goes. @throws NotRead */
function withoutSessions(world: World, bucket: string, sessions: readonly string[]): World | undefined {
  const policy = get(world, 'AWS::S3::Bucket', bucket)?.Policy;
  if (policy === undefined) return undefined;
  const document = asObject(read(policy));
  const Statement = statementsIn(document).flatMap((statement): readonly StatementObject[] => {
    const { AWS, ...others } = (typeof statement.Principal === 'object' ? statement.Principal : {}) as { readonly AWS?: unknown };
    const kept = listOf(AWS).filter((principal) => !sessions.includes(principal));
    if (kept.length === listOf(AWS).length) return [statement];
    const Principal = { ...others, ...(kept.length === 0 ? {} : { AWS: kept }) };
    return Object.keys(Principal).length === 0 ? [] : [{ ...statement, Principal }];
  });
  return patch(world, 'AWS::S3::Bucket', bucket, { Policy: Statement.length === 0 ? undefined : { ...document, Statement } });
}
