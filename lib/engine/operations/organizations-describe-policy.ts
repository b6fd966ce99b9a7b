import type { DescribePolicyRequest } from '@aws-sdk/client-organizations';
import { read } from '../../world/gap';
import { operation } from '../operation';
import { organizationPolicyNamed, organizationPolicyRule, policySummary } from '../organization-policy';

export const DescribePolicy = operation({
  name: 'organizations:DescribePolicy',
  says: 'Returns what a policy of the organization says.',
  access: 'signed',
  rules: organizationPolicyRule,
  perform({ PolicyId }: Partial<DescribePolicyRequest>, context) {
    const policy = organizationPolicyNamed(PolicyId, context);
    const document = read(policy.Content);
    return { Policy: { PolicySummary: policySummary(policy), Content: typeof document === 'string' ? document : JSON.stringify(document) } };
  },
});
