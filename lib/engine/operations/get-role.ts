import { aboutRole, describeRole, roleNamed, roleRule, type RoleInput } from '../iam-role';
import { operation } from '../operation';

export const GetRole = operation({
  name: 'iam:GetRole',
  says: 'Returns a role with its trust policy.',
  access: 'signed',
  rules: roleRule,
  asks: (input: RoleInput, context) => aboutRole(input, context),
  perform: (input: RoleInput, context) => ({ Role: describeRole(roleNamed(input.RoleName, context)) }),
});
