import type { ListUsersRequest } from '@aws-sdk/client-iam';
import { iamPage } from '../iam-entity';
import { describeUser } from '../iam-user';
import { operation } from '../operation';

export const ListUsers = operation({
  name: 'iam:ListUsers',
  says: 'Lists the account’s IAM users.',
  access: 'signed',
  rules: {},
  perform(input: ListUsersRequest, context) {
    const { page, rest } = iamPage(context.list('AWS::IAM::User'), input);
    return { Users: page.map(describeUser), ...rest };
  },
});
