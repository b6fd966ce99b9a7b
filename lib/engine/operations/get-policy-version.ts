import type { GetPolicyVersionRequest } from '@aws-sdk/client-iam';
import { aboutPolicy, describeVersion, managedPolicyNamed, policyRule, versionNamed, versionRule } from '../iam-policy';
import { operation } from '../operation';

export const GetPolicyVersion = operation({
  name: 'iam:GetPolicyVersion',
  says: 'Returns the document of a managed policy’s version.',
  access: 'signed',
  rules: { ...policyRule, ...versionRule },
  asks: (input: GetPolicyVersionRequest) => aboutPolicy(input),
  perform(input: GetPolicyVersionRequest, context) {
    const policy = managedPolicyNamed(input.PolicyArn, context);
    return { PolicyVersion: describeVersion(policy, versionNamed(policy, input.VersionId, context)) };
  },
});
