import type { UntagRoleRequest } from '@aws-sdk/client-iam';
import { aboutRole, changeRole, roleNamed, roleRule } from '../iam-role';
import { operation } from '../operation';

export const UntagRole = operation({
  name: 'iam:UntagRole',
  says: 'Takes tags away from a role.',
  access: 'signed',
  rules: roleRule,
  asks: (input: UntagRoleRequest, context) => aboutRole(input, context, { 'aws:TagKeys': input.TagKeys ?? [] }),
  perform(input: UntagRoleRequest, context) {
    const role = roleNamed(input.RoleName, context);
    changeRole(role, { Tags: (role.Tags ?? []).filter((tag) => !(input.TagKeys ?? []).includes(tag.Key)) }, context);
    return {};
  },
});
