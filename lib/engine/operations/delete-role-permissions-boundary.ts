import { aboutRole, roleNamed, roleRule, type RoleInput } from '../iam-role';
import { operation } from '../operation';

export const DeleteRolePermissionsBoundary = operation({
  name: 'iam:DeleteRolePermissionsBoundary',
  says: 'Takes a role’s permissions boundary away.',
  access: 'signed',
  rules: roleRule,
  asks: (input: RoleInput, context) => aboutRole(input, context),
  perform(input: RoleInput, context) {
    const { PermissionsBoundary: _gone, ...role } = roleNamed(input.RoleName, context);
    context.put('AWS::IAM::Role', role.RoleName, role);
    return {};
  },
});
