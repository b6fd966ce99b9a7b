import type { ListRolePoliciesRequest } from '@aws-sdk/client-iam';
import { read } from '../../world/gap';
import { iamPage } from '../iam-entity';
import { aboutRole, roleNamed, roleRule } from '../iam-role';
import { operation } from '../operation';

export const ListRolePolicies = operation({
  name: 'iam:ListRolePolicies',
  says: 'Lists the names of a role’s inline policies.',
  access: 'signed',
  rules: roleRule,
  asks: (input: ListRolePoliciesRequest, context) => aboutRole(input, context),
  perform(input: ListRolePoliciesRequest, context) {
    const { page, rest } = iamPage(read(roleNamed(input.RoleName, context).RolePolicyList), input);
    return { PolicyNames: page.map((policy) => policy.PolicyName), ...rest };
  },
});
