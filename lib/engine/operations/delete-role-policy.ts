import type { DeleteRolePolicyRequest } from '@aws-sdk/client-iam';
import { read } from '../../world/gap';
import { withInline } from '../iam-entity';
import { aboutRole, changeRole, inlineRule, roleNamed, roleRule } from '../iam-role';
import { operation } from '../operation';

export const DeleteRolePolicy = operation({
  name: 'iam:DeleteRolePolicy',
  says: 'Deletes an inline policy of a role.',
  access: 'signed',
  rules: { ...roleRule, ...inlineRule },
  asks: (input: DeleteRolePolicyRequest, context) => aboutRole(input, context),
  perform(input: DeleteRolePolicyRequest, context) {
    const role = roleNamed(input.RoleName, context);
    const name = input.PolicyName ?? '';
    context.hold('policy', read(role.RolePolicyList).some((one) => one.PolicyName === name), name, { name });
    changeRole(role, { RolePolicyList: withInline(role.RolePolicyList, name, undefined) }, context);
    return {};
  },
});
