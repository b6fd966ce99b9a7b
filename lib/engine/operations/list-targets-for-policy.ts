import type { ListTargetsForPolicyRequest } from '@aws-sdk/client-organizations';
import { read } from '../../world/gap';
import { operation } from '../operation';
import { organizationPolicyNamed, organizationPolicyRule } from '../organization-policy';

export const ListTargetsForPolicy = operation({
  name: 'organizations:ListTargetsForPolicy',
  says: 'Lists what a policy of the organization is attached to.',
  access: 'signed',
  rules: organizationPolicyRule,
  perform: ({ PolicyId }: Partial<ListTargetsForPolicyRequest>, context) => ({ Targets: read(organizationPolicyNamed(PolicyId, context).Targets ?? []) }),
});
