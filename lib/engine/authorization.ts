import type { AccessRequest, Context, PolicySet } from '../iam/decision';
import { namedPolicy } from '../iam/named';
import type { NamedPolicy, Policy } from '../iam/policy';
import { isGap, NotRead, read, type Known } from '../world/gap';
import type { AttachedPolicy, InlinePolicy, PolicyDocument, Role } from '../world/resources';
import { get, type World } from '../world/world';
import { guestSessionPolicies } from './guest-session-policies';
import { entityId } from './mint';
import type { Question } from './operation';
import type { AccessKey, Session } from './state';

/** The name in `arn:…:role/path/name`. */
export function roleNameOf(roleArn: string): string {
  return roleArn.slice(roleArn.lastIndexOf('/') + 1);
}

/** The account in an ARN; empty when it names none. */
export function accountOf(arn: string): string {
  return arn.split(':')[4] ?? '';
}

const parsed = new WeakMap<object, Policy>();
const parsedTexts = new Map<string, Policy>();
const mostTexts = 500;

/** A policy document under its name; each document is parsed once, however often it is asked about. */
export function policyNamed(name: string, document: PolicyDocument): NamedPolicy {
  const known = typeof document === 'string' ? parsedTexts.get(document) : parsed.get(document);
  if (known !== undefined) return { name, policy: known };
  const fresh = namedPolicy(name, document);
  if (typeof document !== 'string') {
    parsed.set(document, fresh.policy);
    return fresh;
  }
  if (parsedTexts.size >= mostTexts) parsedTexts.clear();
  parsedTexts.set(document, fresh.policy);
  return fresh;
}

/** A role's own policies and boundary. Throws NotRead when one of them is a gap. */
export function policiesOf(world: World, roleArn: string): Pick<PolicySet, 'identity' | 'boundary'> {
  const role = get(world, 'AWS::IAM::Role', roleNameOf(roleArn));
  if (role === undefined) return { identity: [] };
  return principalPolicies(world, role.RoleName, role.RolePolicyList, role.AttachedManagedPolicies, role.PermissionsBoundary);
}

/** The policies of a user or role. Throws NotRead when one of them is a gap. */
export function principalPolicies(
  world: World,
  name: string,
  inline: Known<readonly InlinePolicy[]>,
  attached: Known<readonly AttachedPolicy[]>,
  bound: Role['PermissionsBoundary'],
): Pick<PolicySet, 'identity' | 'boundary'> {
  const identity = [
    ...read(inline).map((one) => policyNamed(`${name}/${one.PolicyName}`, read(one.PolicyDocument))),
    ...read(attached).map((one) => managedPolicy(world, one.PolicyArn)),
  ];
  return bound === undefined ? { identity } : { identity, boundary: managedPolicy(world, read(bound).PermissionsBoundaryArn) };
}

/** Who asks IAM: a session of a role, or an IAM user by a long-lived key. */
export type Principal = Session | AccessKey;

/** The principal's ARN, as requests and refusals name it. */
export function arnOf(world: World, principal: Principal): string {
  if ('arn' in principal) return principal.arn;
  return get(world, 'AWS::IAM::User', principal.UserName)?.Arn ?? `arn:${world.partition}:iam::${world.account}:user/${principal.UserName}`;
}

/** Everything that bounds a principal, for a question about one resource. */
export function policySetOf(world: World, principal: Principal, question: Question): PolicySet {
  return { ...('arn' in principal ? policiesOfSession(world, principal) : policiesOfUser(world, principal)), ...resourceLayer(question) };
}

function policiesOfUser(world: World, { UserName }: AccessKey): PolicySet {
  const user = get(world, 'AWS::IAM::User', UserName);
  if (user === undefined) return { identity: [] };
  return principalPolicies(world, UserName, user.UserPolicyList ?? [], user.AttachedManagedPolicies ?? [], user.PermissionsBoundary);
}

function policiesOfSession(world: World, session: Session): PolicySet {
  const sessions = session.sessionPolicies
    .filter((layer) => layer !== null)
    .map((layer) => layer.map((policy) => policyNamed(policy.name, policy.document)));
  return { ...policiesOf(world, session.roleArn), ...(sessions.length > 0 ? { sessions } : {}) };
}

/** The resource's own policy, as a layer. */
export function resourceLayer({ resourcePolicy }: Question): Pick<PolicySet, 'resource'> {
  if (resourcePolicy === undefined || isGap(resourcePolicy.document)) return {};
  return { resource: policyNamed(resourcePolicy.name, resourcePolicy.document) };
}

/** Keys that every request has, or may have, with values that the engine does not know. */
const unknownKeys = [
  'aws:SourceIp',
  'aws:UserAgent',
  'aws:Referer',
  'aws:PrincipalOrgID',
  'aws:PrincipalOrgPaths',
  'aws:ResourceOrgID',
  'aws:ResourceOrgPaths',
] as const;

/** The keys of a request whose values nobody knows, unless the request's context gives them. */
export function unknownIn(context: Context, more: readonly string[] = []): readonly string[] {
  const given = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  return [...unknownKeys, ...more].filter((key) => !given.has(key.toLowerCase()));
}

/** The keys of time and transport that any request carries. */
export function requestContext(now: number): Context {
  return { 'aws:CurrentTime': isoTime(now), 'aws:EpochTime': String(now), 'aws:SecureTransport': 'true' };
}

/** What a principal asks IAM, with the condition keys that it and the request carry. */
export function requestOf(world: World, principal: Principal, action: string, question: Question, now: number): AccessRequest {
  const context: Context = {
    ...requestContext(now),
    'aws:RequestedRegion': world.region,
    ...('arn' in principal ? keysOfSession(world, principal) : keysOfUser(world, principal)),
    ...question.context,
  };
  return {
    principal: arnOf(world, principal),
    action,
    resource: question.resource,
    resourceAccount: accountOf(question.resource) || world.account,
    context,
    unknown: unknownIn(context, question.unknown),
  };
}

/** The keys of a session: its own, and its role's tags. */
function keysOfSession(world: World, session: Session): Context {
  return {
    'aws:PrincipalArn': session.roleArn,
    'aws:PrincipalAccount': accountOf(session.roleArn),
    'aws:PrincipalType': 'AssumedRole',
    'aws:userid': session.userId,
    'aws:TokenIssueTime': isoTime(session.issuedAt),
    ...tagsOf(get(world, 'AWS::IAM::Role', roleNameOf(session.roleArn))),
    ...session.context,
  };
}

/** Only IAM users have a name for `aws:username`. */
function keysOfUser(world: World, user: AccessKey): Context {
  const arn = arnOf(world, user);
  return {
    'aws:PrincipalArn': arn,
    'aws:PrincipalAccount': accountOf(arn),
    'aws:PrincipalType': 'User',
    'aws:userid': entityId('AIDA', arn),
    'aws:username': user.UserName,
  };
}

/** ISO 8601 in UTC, to the second. */
export function isoTime(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** A role's own tags, as the principal tags of its sessions (session tags of the same key override them). */
function tagsOf(role: Role | undefined): Context {
  if (role?.Tags === undefined) return {};
  return Object.fromEntries(role.Tags.map((tag) => [`aws:PrincipalTag/${tag.Key}`, tag.Value]));
}

/** An attached policy that nobody has the text of leaves us ignorant: AWS has its own that a world need not list. */
function managedPolicy(world: World, arn: string): NamedPolicy {
  if (arn === guestSessionPolicies.managed.arn) return policyNamed(guestSessionPolicies.managed.name, guestSessionPolicies.managed.document);
  const policy = get(world, 'AWS::IAM::ManagedPolicy', arn);
  if (policy === undefined) throw new NotRead(`AWS::IAM::ManagedPolicy ${arn}`);
  return policyNamed(policy.PolicyName, read(policy.Document));
}
