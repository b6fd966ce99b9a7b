import type { PutRolePolicyRequest } from '@aws-sdk/client-iam';
import { checkDocument, documentRule, withInline } from '../iam-entity';
import { aboutRole, changeRole, roleNamed, roleRule } from '../iam-role';
import { operation } from '../operation';

/** Writes an inline policy; sessions that a role already has get it at once. */
export const PutRolePolicy = operation({
  name: 'iam:PutRolePolicy',
  says: 'Writes an inline policy of a role.',
  access: 'signed',
  rules: { ...roleRule, ...documentRule },
  asks: (input: PutRolePolicyRequest, context) => aboutRole(input, context),
  perform(input: PutRolePolicyRequest, context) {
    const role = roleNamed(input.RoleName, context);
    const RolePolicyList = withInline(role.RolePolicyList, input.PolicyName ?? '', checkDocument(input.PolicyDocument, context));
    changeRole(role, { RolePolicyList }, context);
    return {};
  },
});
