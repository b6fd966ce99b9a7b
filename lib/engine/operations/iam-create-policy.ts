import type { CreatePolicyRequest } from '@aws-sdk/client-iam';
import type { ManagedPolicy } from '../../world/resources';
import { alreadyExists, checkDocument, documentRule, iamArn } from '../iam-entity';
import { describePolicy } from '../iam-policy';
import { operation } from '../operation';

export const CreatePolicy = operation({
  name: 'iam:CreatePolicy',
  says: 'Makes a managed policy.',
  access: 'signed',
  rules: {
    free: {
      says: 'No other policy has the name.',
      label: 'name free',
      cite: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html',
      error: alreadyExists(({ name }) => `A policy called ${name} already exists.`, 'unconfirmed'),
    },
    ...documentRule,
  },
  asks: (input: CreatePolicyRequest, context) => ({ resource: iamArn('policy', input.PolicyName ?? '', context, input.Path) }),
  perform(input: CreatePolicyRequest, context) {
    const { PolicyName = '' } = input;
    const Arn = iamArn('policy', PolicyName, context, input.Path);
    context.hold('free', context.get('AWS::IAM::ManagedPolicy', Arn) === undefined, Arn, { name: PolicyName });
    const Document = checkDocument(input.PolicyDocument, context);
    const policy: ManagedPolicy = { Arn, PolicyName, DefaultVersionId: 'v1', Document, Versions: [{ VersionId: 'v1', Document }] };
    context.put('AWS::IAM::ManagedPolicy', Arn, policy);
    return { Policy: describePolicy(policy) };
  },
});
