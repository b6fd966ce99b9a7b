import type { AttachRolePolicyRequest } from '@aws-sdk/client-iam';
import { withAttached } from '../iam-entity';
import { attachableRule, checkAttachable } from '../iam-policy';
import { aboutRole, changeRole, roleNamed, roleRule } from '../iam-role';
import { operation } from '../operation';

export const AttachRolePolicy = operation({
  name: 'iam:AttachRolePolicy',
  says: 'Attaches a managed policy to a role.',
  access: 'signed',
  rules: { ...roleRule, ...attachableRule },
  asks: (input: AttachRolePolicyRequest, context) => aboutRole(input, context, { 'iam:PolicyARN': input.PolicyArn ?? '' }),
  perform(input: AttachRolePolicyRequest, context) {
    const role = roleNamed(input.RoleName, context);
    const arn = checkAttachable(input.PolicyArn, context);
    changeRole(role, { AttachedManagedPolicies: withAttached(role.AttachedManagedPolicies, arn, true) }, context);
    return {};
  },
});
