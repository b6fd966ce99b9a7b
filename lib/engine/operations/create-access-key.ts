import type { CreateAccessKeyRequest } from '@aws-sdk/client-iam';
import { openAccessKey } from '../access-key';
import { aboutUser, iamUserNamed, userRule } from '../iam-user';
import { operation } from '../operation';

/** Makes a long-lived key of a user. Whoever may do this to a user may do whatever the user may. */
export const CreateAccessKey = operation({
  name: 'iam:CreateAccessKey',
  says: 'Makes a long-lived access key of an IAM user.',
  access: 'signed',
  rules: {
    ...userRule,
    room: {
      says: 'The user has fewer than two keys.',
      label: '≤ 2 keys',
      cite: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html',
      error: { code: 'LimitExceeded', message: 'Cannot exceed quota for AccessKeysPerUser: 2', status: 409 },
    },
  },
  asks: (input: CreateAccessKeyRequest, context) => aboutUser(input, context),
  perform(input: CreateAccessKeyRequest, context) {
    const { UserName } = iamUserNamed(input.UserName, context);
    const count = [...context.records('accessKey')].filter(([, key]) => key.UserName === UserName).length;
    context.hold('room', count < 2, `${count} keys`);
    const { AccessKeyId, SecretAccessKey } = openAccessKey(UserName, context);
    return { AccessKey: { UserName, AccessKeyId, Status: 'Active', SecretAccessKey, CreateDate: context.now } };
  },
});
