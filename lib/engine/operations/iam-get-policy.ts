import { aboutPolicy, describePolicy, managedPolicyNamed, policyRule, type PolicyInput } from '../iam-policy';
import { operation } from '../operation';

export const GetPolicy = operation({
  name: 'iam:GetPolicy',
  says: 'Returns a managed policy without its document.',
  access: 'signed',
  rules: policyRule,
  asks: (input: PolicyInput) => aboutPolicy(input),
  perform: (input: PolicyInput, context) => ({ Policy: describePolicy(managedPolicyNamed(input.PolicyArn, context)) }),
});
