import { read } from '../../world/gap';
import { aboutRole, roleNamed, roleRule, type RoleInput } from '../iam-role';
import { operation } from '../operation';

/** Deletes a role; who has a session of it may do nothing more. */
export const DeleteRole = operation({
  name: 'iam:DeleteRole',
  says: 'Deletes a role that has no policies any more.',
  access: 'signed',
  rules: {
    ...roleRule,
    empty: {
      says: 'The role has no policies any more.',
      label: 'no policies left',
      cite: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html',
      error: { code: 'DeleteConflict', message: 'Cannot delete entity, must detach all policies first.', status: 409 },
    },
  },
  asks: (input: RoleInput, context) => aboutRole(input, context),
  perform(input: RoleInput, context) {
    const role = roleNamed(input.RoleName, context);
    const count = read(role.RolePolicyList).length + read(role.AttachedManagedPolicies).length;
    context.hold('empty', count === 0, `${count} policies`);
    context.put('AWS::IAM::Role', role.RoleName, undefined);
    return {};
  },
});
