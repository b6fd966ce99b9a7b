import type { AccessRequest, Context, PolicySet } from '../iam/decision';
import { namedPolicy } from '../iam/named';
import type { NamedPolicy } from '../iam/policy';
import { read } from '../world/gap';
import { get, type World } from '../world/world';
import type { Question } from './operation';
import type { Session } from './state';

/** The name in `arn:…:role/path/name`. */
export function roleNameOf(roleArn: string): string {
  return roleArn.slice(roleArn.lastIndexOf('/') + 1);
}

/** The account in an ARN; empty when it names none. */
export function accountOf(arn: string): string {
  return arn.split(':')[4] ?? '';
}

/** A role's own policies and boundary. Throws NotRead when one of them is a gap. */
export function policiesOf(world: World, roleArn: string): Pick<PolicySet, 'identity' | 'boundary'> {
  const role = get(world, 'AWS::IAM::Role', roleNameOf(roleArn));
  if (role === undefined) return { identity: [] };
  const identity: NamedPolicy[] = [];
  for (const inline of read(role.RolePolicyList)) {
    identity.push(namedPolicy(`${role.RoleName}/${inline.PolicyName}`, read(inline.PolicyDocument)));
  }
  for (const attached of read(role.AttachedManagedPolicies)) {
    const policy = managedPolicy(world, attached.PolicyArn);
    if (policy !== undefined) identity.push(policy);
  }
  if (role.PermissionsBoundary === undefined) return { identity };
  const boundary = managedPolicy(world, read(role.PermissionsBoundary).PermissionsBoundaryArn);
  return boundary === undefined ? { identity } : { identity, boundary };
}

/** Everything that bounds a session, for a question about one resource. */
export function policySetOf(world: World, session: Session, question: Question): PolicySet {
  const sessions = session.sessionPolicies
    .filter((layer) => layer !== null)
    .map((layer) => layer.map((policy) => namedPolicy(policy.name, policy.document)));
  return {
    ...policiesOf(world, session.roleArn),
    ...(sessions.length > 0 ? { sessions } : {}),
    ...(question.resourcePolicy === undefined
      ? {}
      : { resource: namedPolicy(question.resourcePolicy.name, question.resourcePolicy.document) }),
  };
}

/** What a session asks IAM, with the condition keys that its session and the request carry. */
export function requestOf(session: Session, action: string, question: Question, now: number, account: string): AccessRequest {
  const context: Context = {
    'aws:PrincipalArn': session.roleArn,
    'aws:PrincipalAccount': accountOf(session.roleArn),
    'aws:PrincipalType': 'AssumedRole',
    'aws:userid': session.userId,
    'aws:TokenIssueTime': isoTime(session.issuedAt),
    'aws:CurrentTime': isoTime(now),
    'aws:EpochTime': String(now),
    'aws:SecureTransport': 'true',
    ...session.context,
    ...question.context,
  };
  return {
    principal: session.arn,
    action,
    resource: question.resource,
    resourceAccount: accountOf(question.resource) || account,
    context,
  };
}

/** ISO 8601 in UTC, to the second. */
export function isoTime(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().replace('.000Z', 'Z');
}

function managedPolicy(world: World, arn: string): NamedPolicy | undefined {
  const policy = get(world, 'AWS::IAM::ManagedPolicy', arn);
  return policy === undefined ? undefined : namedPolicy(policy.PolicyName, read(policy.Document));
}
