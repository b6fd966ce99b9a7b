import type { DetachRolePolicyRequest } from '@aws-sdk/client-iam';
import { read } from '../../world/gap';
import { noSuchEntity, withAttached } from '../iam-entity';
import { policyRule } from '../iam-policy';
import { aboutRole, changeRole, roleNamed, roleRule } from '../iam-role';
import { operation } from '../operation';

export const DetachRolePolicy = operation({
  name: 'iam:DetachRolePolicy',
  says: 'Detaches a managed policy from a role.',
  access: 'signed',
  rules: {
    ...roleRule,
    policy: {
      ...policyRule.policy,
      says: 'The policy is attached to the role.',
      label: 'policy attached',
      error: noSuchEntity(({ arn }) => `Policy ${arn} was not found.`),
    },
  },
  asks: (input: DetachRolePolicyRequest, context) => aboutRole(input, context, { 'iam:PolicyARN': input.PolicyArn ?? '' }),
  perform(input: DetachRolePolicyRequest, context) {
    const role = roleNamed(input.RoleName, context);
    const arn = input.PolicyArn ?? '';
    context.hold('policy', read(role.AttachedManagedPolicies).some((one) => one.PolicyArn === arn), arn, { arn });
    changeRole(role, { AttachedManagedPolicies: withAttached(role.AttachedManagedPolicies, arn, false) }, context);
    return {};
  },
});
