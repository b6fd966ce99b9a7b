import type { ListRolesRequest } from '@aws-sdk/client-iam';
import { iamPage } from '../iam-entity';
import { describeRole } from '../iam-role';
import { operation } from '../operation';

/** Lists roles with their trust policies, which is how one finds every role that trusts an identity pool. */
export const ListRoles = operation({
  name: 'iam:ListRoles',
  says: 'Lists the account’s roles with their trust policies.',
  access: 'signed',
  rules: {},
  perform(input: ListRolesRequest, context) {
    const roles = context.list('AWS::IAM::Role').filter((role) => (role.Path ?? '/').startsWith(input.PathPrefix ?? '/'));
    const { page, rest } = iamPage(roles, input);
    // AWS leaves boundaries, tags and last use to GetRole.
    const Roles = page.map((role) => describeRole({ ...role, PermissionsBoundary: undefined, Tags: undefined, RoleLastUsed: undefined }));
    return { Roles, ...rest };
  },
});
