import type { AdminEnableUserRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { userId } from '../user-pool';
import { aboutPool, adminRules, userOfPool } from '../user-pool-admin';

/** Lets a disabled user in again. */
export const AdminEnableUser = operation({
  name: 'cognito-idp:AdminEnableUser',
  says: 'Lets a disabled user sign in again.',
  access: 'signed',
  rules: adminRules,
  asks: aboutPool,
  perform(input: Partial<AdminEnableUserRequest>, context) {
    const { user } = userOfPool(input, context);
    context.put('AWS::Cognito::UserPoolUser', userId(user), { ...user, Enabled: true, UserLastModifiedDate: context.now });
    return {};
  },
});
