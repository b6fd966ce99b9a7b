import type { GetRolePolicyRequest } from '@aws-sdk/client-iam';
import { read } from '../../world/gap';
import { aboutRole, inlineRule, roleNamed, roleRule } from '../iam-role';
import { operation } from '../operation';

export const GetRolePolicy = operation({
  name: 'iam:GetRolePolicy',
  says: 'Returns an inline policy of a role.',
  access: 'signed',
  rules: { ...roleRule, ...inlineRule },
  asks: (input: GetRolePolicyRequest, context) => aboutRole(input, context),
  perform(input: GetRolePolicyRequest, context) {
    const role = roleNamed(input.RoleName, context);
    const name = input.PolicyName ?? '';
    const policy = context.found('policy', read(role.RolePolicyList).find((one) => one.PolicyName === name), name, { name });
    return { RoleName: role.RoleName, PolicyName: name, PolicyDocument: read(policy.PolicyDocument) };
  },
});
