import type { PutRolePermissionsBoundaryRequest } from '@aws-sdk/client-iam';
import { attachableRule, checkAttachable } from '../iam-policy';
import { aboutRole, changeRole, roleNamed, roleRule } from '../iam-role';
import { operation } from '../operation';

export const PutRolePermissionsBoundary = operation({
  name: 'iam:PutRolePermissionsBoundary',
  says: 'Sets the policy beyond which a role can do nothing.',
  access: 'signed',
  rules: { ...roleRule, ...attachableRule },
  asks: (input: PutRolePermissionsBoundaryRequest, context) => aboutRole(input, context, { 'iam:PermissionsBoundary': input.PermissionsBoundary ?? '' }),
  perform(input: PutRolePermissionsBoundaryRequest, context) {
    const role = roleNamed(input.RoleName, context);
    changeRole(role, { PermissionsBoundary: { PermissionsBoundaryArn: checkAttachable(input.PermissionsBoundary, context) } }, context);
    return {};
  },
});
