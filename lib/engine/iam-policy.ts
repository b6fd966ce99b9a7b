import { NotRead, read } from '../world/gap';
import type { ManagedPolicy, PolicyDocument } from '../world/resources';
import { accountOf } from './authorization';
import { noSuchEntity } from './iam-entity';
import { entityId } from './mint';
import type { OperationContext, Question } from './operation';
import type { Rule } from './refusal';

export const policyRule = {
  policy: {
    says: 'The managed policy exists.',
    label: 'policy exists',
    cite: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html',
    error: noSuchEntity(({ arn }) => `Policy ${arn} was not found.`, 'unconfirmed'),
  },
} as const satisfies Record<string, Rule>;

export const attachableRule = {
  policy: {
    ...policyRule.policy,
    cite: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html',
    error: noSuchEntity(({ arn }) => `Policy ${arn} does not exist or is not attachable.`),
  },
} as const satisfies Record<string, Rule>;

export const versionRule = {
  version: {
    says: 'The policy has this version.',
    label: 'version exists',
    cite: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html',
    error: noSuchEntity(({ arn, version }) => `Policy ${arn} version ${version} does not exist.`, 'unconfirmed'),
  },
} as const satisfies Record<string, Rule>;

export interface PolicyInput {
  readonly PolicyArn?: string | undefined;
}

/** A version of a managed policy. */
export interface PolicyVersion {
  readonly VersionId: string;
  readonly Document: PolicyDocument;
}

/**
 * The managed policy.
 * @throws NotRead for one of AWS's own that the world does not hold: AWS has it.
 */
export function managedPolicyNamed(arn: string | undefined, context: OperationContext<'policy'>): ManagedPolicy {
  const policy = arn ?? '';
  const found = context.get('AWS::IAM::ManagedPolicy', policy);
  if (found === undefined && isAwsOwned(policy)) throw new NotRead(`AWS::IAM::ManagedPolicy ${policy}`);
  return context.found('policy', found, policy, { arn: policy });
}

/** Refuses to attach what is no policy; AWS's own need not be in the world for that. */
export function checkAttachable(arn: string | undefined, context: OperationContext<'policy'>): string {
  const policy = arn ?? '';
  const exists = isAwsOwned(policy) || context.get('AWS::IAM::ManagedPolicy', policy) !== undefined;
  context.hold('policy', exists, policy, { arn: policy });
  return policy;
}

export function aboutPolicy({ PolicyArn = '' }: PolicyInput): Question {
  return { resource: PolicyArn };
}

/** All versions of a policy, the newest last; a world may hold the default one alone. */
export function versionsOf(policy: ManagedPolicy): readonly PolicyVersion[] {
  return policy.Versions ?? [{ VersionId: defaultVersion(policy), Document: read(policy.Document) }];
}

export function defaultVersion(policy: ManagedPolicy): string {
  return policy.DefaultVersionId ?? 'v1';
}

export function versionNamed(policy: ManagedPolicy, id: string | undefined, context: OperationContext<'version'>): PolicyVersion {
  const version = versionsOf(policy).find((one) => one.VersionId === id);
  return context.found('version', version, `${policy.Arn} ${id}`, { arn: policy.Arn, version: id ?? '' });
}

/** A version as IAM prints it. */
export function describeVersion(policy: ManagedPolicy, version: PolicyVersion) {
  return { Document: version.Document, VersionId: version.VersionId, IsDefaultVersion: version.VersionId === defaultVersion(policy) };
}

/** A policy as GetPolicy prints it, without its document. */
export function describePolicy(policy: ManagedPolicy) {
  return {
    PolicyName: policy.PolicyName,
    PolicyId: entityId('ANPA', policy.Arn),
    Arn: policy.Arn,
    Path: '/',
    DefaultVersionId: defaultVersion(policy),
    IsAttachable: true,
  };
}

function isAwsOwned(arn: string): boolean {
  return accountOf(arn) === 'aws' && arn.includes(':policy/');
}
