import { aboutPolicy, managedPolicyNamed, policyRule, type PolicyInput } from '../iam-policy';
import { operation } from '../operation';
import { read } from '../../world/gap';

export const DeletePolicy = operation({
  name: 'iam:DeletePolicy',
  says: 'Deletes a managed policy that is attached nowhere.',
  access: 'signed',
  rules: {
    ...policyRule,
    unused: {
      says: 'No role has the policy attached.',
      label: 'attached nowhere',
      cite: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html',
      error: { code: 'DeleteConflict', message: 'Cannot delete a policy attached to entities.', status: 409 },
    },
  },
  asks: (input: PolicyInput) => aboutPolicy(input),
  perform(input: PolicyInput, context) {
    const { Arn } = managedPolicyNamed(input.PolicyArn, context);
    const users = context.list('AWS::IAM::Role').filter((role) => read(role.AttachedManagedPolicies).some((one) => one.PolicyArn === Arn));
    context.hold('unused', users.length === 0, `attached to ${users.map((role) => role.RoleName).join(', ') || 'no role'}`);
    context.put('AWS::IAM::ManagedPolicy', Arn, undefined);
    return {};
  },
});
