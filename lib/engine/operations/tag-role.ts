import type { TagRoleRequest } from '@aws-sdk/client-iam';
import type { Tag } from '../../world/resources';
import { aboutRole, changeRole, roleNamed, roleRule } from '../iam-role';
import { operation } from '../operation';
import { tagKeys } from '../role-session';

/** Tags a role; the tags are principal tags of its sessions. */
export const TagRole = operation({
  name: 'iam:TagRole',
  says: 'Adds tags to a role.',
  access: 'signed',
  rules: roleRule,
  asks: (input: TagRoleRequest, context) =>
    aboutRole(input, context, tagKeys('aws:RequestTag', Object.fromEntries((input.Tags ?? []).map((tag) => [tag.Key, tag.Value ?? ''])))),
  perform(input: TagRoleRequest, context) {
    const role = roleNamed(input.RoleName, context);
    const added = (input.Tags ?? []) as readonly Tag[];
    const others = (role.Tags ?? []).filter((tag) => !added.some((one) => one.Key === tag.Key));
    changeRole(role, { Tags: [...others, ...added] }, context);
    return {};
  },
});
