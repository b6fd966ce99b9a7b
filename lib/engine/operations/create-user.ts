import type { CreateUserRequest } from '@aws-sdk/client-iam';
import { alreadyExists, iamArn } from '../iam-entity';
import { aboutUser, describeUser } from '../iam-user';
import { operation } from '../operation';

export const CreateUser = operation({
  name: 'iam:CreateUser',
  says: 'Makes an IAM user without permissions.',
  access: 'signed',
  rules: {
    free: {
      says: 'No other user has the name.',
      label: 'name free',
      cite: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html',
      error: alreadyExists(({ name }) => `User with name ${name} already exists.`),
    },
  },
  asks: (input: CreateUserRequest, context) =>
    aboutUser(input, context, input.PermissionsBoundary === undefined ? {} : { 'iam:PermissionsBoundary': input.PermissionsBoundary }),
  perform(input: CreateUserRequest, context) {
    const { UserName = '' } = input;
    context.hold('free', context.get('AWS::IAM::User', UserName) === undefined, UserName, { name: UserName });
    const boundary = input.PermissionsBoundary === undefined ? {} : { PermissionsBoundary: { PermissionsBoundaryArn: input.PermissionsBoundary } };
    const user = { UserName, Arn: iamArn('user', UserName, context, input.Path), UserPolicyList: [], AttachedManagedPolicies: [], ...boundary };
    context.put('AWS::IAM::User', UserName, user);
    return { User: describeUser(user) };
  },
});
