import type { UpdateRoleRequest } from '@aws-sdk/client-iam';
import { aboutRole, changeRole, roleNamed, roleRule } from '../iam-role';
import { operation } from '../operation';

export const UpdateRole = operation({
  name: 'iam:UpdateRole',
  says: 'Sets how long a role’s sessions may last.',
  access: 'signed',
  rules: roleRule,
  asks: (input: UpdateRoleRequest, context) => aboutRole(input, context),
  perform(input: UpdateRoleRequest, context) {
    const role = roleNamed(input.RoleName, context);
    changeRole(role, input.MaxSessionDuration === undefined ? {} : { MaxSessionDuration: input.MaxSessionDuration }, context);
    return {};
  },
});
