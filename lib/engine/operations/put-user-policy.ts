import type { PutUserPolicyRequest } from '@aws-sdk/client-iam';
import { checkDocument, documentRule, withInline } from '../iam-entity';
import { aboutUser, iamUserNamed, userRule } from '../iam-user';
import { operation } from '../operation';

export const PutUserPolicy = operation({
  name: 'iam:PutUserPolicy',
  says: 'Writes an inline policy of an IAM user.',
  access: 'signed',
  rules: { ...userRule, ...documentRule },
  asks: (input: PutUserPolicyRequest, context) => aboutUser(input, context),
  perform(input: PutUserPolicyRequest, context) {
    const user = iamUserNamed(input.UserName, context);
    const UserPolicyList = withInline(user.UserPolicyList, input.PolicyName ?? '', checkDocument(input.PolicyDocument, context));
    context.put('AWS::IAM::User', user.UserName, { ...user, UserPolicyList });
    return {};
  },
});
