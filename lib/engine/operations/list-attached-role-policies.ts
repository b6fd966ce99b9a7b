import type { ListAttachedRolePoliciesRequest } from '@aws-sdk/client-iam';
import { read } from '../../world/gap';
import { iamPage } from '../iam-entity';
import { aboutRole, roleNamed, roleRule } from '../iam-role';
import { operation } from '../operation';

export const ListAttachedRolePolicies = operation({
  name: 'iam:ListAttachedRolePolicies',
  says: 'Lists the managed policies attached to a role.',
  access: 'signed',
  rules: roleRule,
  asks: (input: ListAttachedRolePoliciesRequest, context) => aboutRole(input, context),
  perform(input: ListAttachedRolePoliciesRequest, context) {
    const { page, rest } = iamPage(read(roleNamed(input.RoleName, context).AttachedManagedPolicies), input);
    return { AttachedPolicies: page, ...rest };
  },
});
