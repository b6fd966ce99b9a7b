import type { Context, PolicySet } from '../decision';
import type { NamedPolicy } from '../policy';

/**
 * What is known of an account when asking how a session could become more than it is. A field that is undefined was not read;
 * a path that needs it is then plausible, never proved.
 */
export interface AccountFacts {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  readonly roles: readonly RoleFacts[];
  readonly users: readonly UserFacts[];
  readonly groups: readonly GroupFacts[];
  readonly compute: readonly ComputeFacts[];
  readonly doors: readonly DoorFacts[];
  /** Which of these lists hold everything that there is. */
  readonly complete: {
    readonly roles: boolean;
    readonly users: boolean;
    readonly compute: readonly ComputeKind[];
  };
}

export interface RoleFacts {
  readonly arn: string;
  readonly trust?: NamedPolicy;
  /** Identity policies and boundary. */
  readonly policies?: PolicySet;
  /** ARNs of the managed policies attached to it. */
  readonly attached?: readonly string[];
  /** Whether an instance profile holds the role, so that EC2 can be given it. */
  readonly inInstanceProfile?: boolean;
  /** Its tags, as `aws:ResourceTag/…` of requests on it and `aws:PrincipalTag/…` of its sessions. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface UserFacts {
  readonly arn: string;
  /** Those of its groups among them. */
  readonly policies?: PolicySet;
  readonly attached?: readonly string[];
  readonly groups?: readonly string[];
  readonly accessKeys?: number;
  readonly hasPassword?: boolean;
}

export interface GroupFacts {
  readonly arn: string;
  readonly policies?: PolicySet;
}

/** Things that run with a role, by the resource that a takeover names. */
export type ComputeKind =
  | 'App Runner service'
  | 'Bedrock AgentCore code interpreter'
  | 'CloudFormation stack'
  | 'CodeBuild project'
  | 'EC2 instance'
  | 'EC2 launch template'
  | 'ECS task'
  | 'Glue development endpoint'
  | 'Lambda function'
  | 'SageMaker notebook instance'
  | 'Step Functions state machine';

export interface ComputeFacts {
  readonly kind: ComputeKind;
  readonly arn: string;
  /** ARN of the role it runs with; null when it has none. */
  readonly role?: string | null;
  /** ARN of the S3 object or prefix that its code is deployed from. */
  readonly code?: string;
  /** Preconditions of techniques that are known to hold (their `unless` texts). */
  readonly known?: readonly string[];
}

/** Another way into roles, past a resource that vends them: whoever may do what the technique asks gets the roles. */
export interface DoorFacts {
  /** Id of a technique whose target is a door. */
  readonly technique: string;
  readonly resource: string;
  /** ARNs of the roles behind it. */
  readonly opens: readonly string[];
  /** What was not read about the way from the resource to the roles. */
  readonly unread?: readonly string[];
}

/** Somebody who asks: a session of a role, or a user. */
export interface Session {
  /** How a path calls it. */
  readonly name: string;
  /** ARN of the session, as IAM sees the caller. */
  readonly principal: string;
  /** ARN of the role or user behind it. */
  readonly identity: string;
  readonly policies: PolicySet;
  readonly context: Context;
  /** As in `ReachQuestion`. */
  readonly absent?: readonly string[];
}

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** A session of a role as whoever takes it over would have it: all its policies, no session policy. */
export function sessionOfRole({ arn, policies, tags = {} }: RoleFacts, { partition, account }: AccountFacts): Session | undefined {
  if (!policies) return undefined;
  const name = nameOf(arn);
  const principalTags = Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`aws:PrincipalTag/${tag}`, value]));
  return {
    name: `role ${name}`,
    principal: `arn:${partition}:sts::${account}:assumed-role/${name}/taken-over`,
    identity: arn,
    policies,
    context: { 'aws:PrincipalArn': arn, 'aws:PrincipalAccount': account, 'aws:PrincipalType': 'AssumedRole', ...principalTags },
  };
}

export function sessionOfUser({ arn, policies }: UserFacts, { account }: AccountFacts): Session | undefined {
  if (!policies) return undefined;
  const name = nameOf(arn);
  return {
    name: `user ${name}`,
    principal: arn,
    identity: arn,
    policies,
    context: { 'aws:PrincipalArn': arn, 'aws:PrincipalAccount': account, 'aws:PrincipalType': 'User', 'aws:username': name },
  };
}
