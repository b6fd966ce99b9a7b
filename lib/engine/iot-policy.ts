import type { Context } from '../iam/decision';
import type { IotPolicy } from '../world/resources';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import type { Session } from './state';

export const iotPolicyRule = {
  policy: {
    says: 'The IoT policy exists.',
    label: 'policy exists',
    cite: 'https://docs.aws.amazon.com/iot/latest/apireference/API_GetPolicy.html',
    error: { code: 'ResourceNotFoundException', message: 'The specified policy does not exist.', status: 404, wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

export interface IotPolicyInput {
  readonly policyName?: string;
}

export function iotPolicyNamed(name: string | undefined, context: OperationContext<'policy'>): IotPolicy {
  return context.found('policy', context.get('AWS::IoT::Policy', name ?? ''), name ?? 'no name');
}

export function iotArn(kind: string, name: string, { partition, region, account }: Pick<OperationContext, 'partition' | 'region' | 'account'>): string {
  return `arn:${partition}:iot:${region}:${account}:${kind}/${name}`;
}

export function aboutIotPolicy({ policyName = '' }: IotPolicyInput, context: OperationContext) {
  return { resource: iotArn('policy', policyName, context) };
}

/**
 * What attaching and detaching ask IAM about: the target and not the policy. A certificate has an ARN; a Cognito identity has
 * its bare id, which only `*` matches (refusals name it: github.com/aws-amplify/aws-sdk-android/issues/640).
 */
export function aboutTarget({ target = '' }: { readonly target?: string }) {
  return { resource: target };
}

/** A policy as GetPolicy prints it. */
export function describeIotPolicy(policy: IotPolicy, context: OperationContext) {
  const { policyName, policyDocument } = policy;
  return { policyName, policyArn: iotArn('policy', policyName, context), policyDocument: typeof policyDocument === 'string' ? policyDocument : JSON.stringify(policyDocument) };
}

/** The identity of a signed-in Cognito user's session: for these, AWS IoT asks its own policies too (aws-facts §1, row 18). */
export function signedInIdentity({ context }: Session): string | undefined {
  const value = (suffix: string) => entryEnding(context, suffix);
  const amr = value(':amr');
  return (Array.isArray(amr) ? amr : [amr]).includes('authenticated') ? (value(':sub') as string | undefined) : undefined;
}

function entryEnding(context: Context, suffix: string) {
  return Object.entries(context).find(([key]) => key.startsWith('cognito-identity') && key.endsWith(suffix))?.[1];
}

/** The IoT policies attached to a certificate or an identity. */
export function attachedTo(target: string, context: Pick<OperationContext, 'list'>): readonly IotPolicy[] {
  return context.list('AWS::IoT::Policy').filter((policy) => policy.targets?.includes(target));
}
