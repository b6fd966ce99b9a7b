import type { AttachUserPolicyRequest } from '@aws-sdk/client-iam';
import { withAttached } from '../iam-entity';
import { attachableRule, checkAttachable } from '../iam-policy';
import { aboutUser, iamUserNamed, userRule } from '../iam-user';
import { operation } from '../operation';

export const AttachUserPolicy = operation({
  name: 'iam:AttachUserPolicy',
  says: 'Attaches a managed policy to an IAM user.',
  access: 'signed',
  rules: { ...userRule, ...attachableRule },
  asks: (input: AttachUserPolicyRequest, context) => aboutUser(input, context, { 'iam:PolicyARN': input.PolicyArn ?? '' }),
  perform(input: AttachUserPolicyRequest, context) {
    const user = iamUserNamed(input.UserName, context);
    const arn = checkAttachable(input.PolicyArn, context);
    context.put('AWS::IAM::User', user.UserName, { ...user, AttachedManagedPolicies: withAttached(user.AttachedManagedPolicies, arn, true) });
    return {};
  },
});
