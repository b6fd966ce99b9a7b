import type { UpdateAssumeRolePolicyRequest } from '@aws-sdk/client-iam';
import { aboutRole, changeRole, checkTrust, roleNamed, roleRule, trustRules } from '../iam-role';
import { operation } from '../operation';

export const UpdateAssumeRolePolicy = operation({
  name: 'iam:UpdateAssumeRolePolicy',
  says: 'Replaces a role’s trust policy.',
  access: 'signed',
  rules: { ...roleRule, ...trustRules },
  asks: (input: UpdateAssumeRolePolicyRequest, context) => aboutRole(input, context),
  perform(input: UpdateAssumeRolePolicyRequest, context) {
    const role = roleNamed(input.RoleName, context);
    changeRole(role, { AssumeRolePolicyDocument: checkTrust(input.PolicyDocument, context) }, context);
    return {};
  },
});
