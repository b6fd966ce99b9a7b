import { aboutUser, describeUser, iamUserNamed, userRule, type UserInput } from '../iam-user';
import { operation } from '../operation';

export const GetUser = operation({
  name: 'iam:GetUser',
  says: 'Returns an IAM user.',
  access: 'signed',
  rules: userRule,
  asks: (input: UserInput, context) => aboutUser(input, context),
  perform: (input: UserInput, context) => ({ User: describeUser(iamUserNamed(input.UserName, context)) }),
});
