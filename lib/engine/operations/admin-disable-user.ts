import type { AdminDisableUserRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { userId } from '../user-pool';
import { signOutEverywhere } from '../user-pool-access';
import { aboutPool, adminRules, userOfPool } from '../user-pool-admin';

/** Locks a user out. ID tokens stay good elsewhere until they expire, and so do AWS credentials. */
export const AdminDisableUser = operation({
  name: 'cognito-idp:AdminDisableUser',
  says: 'Disables a user and ends their sign-ins.',
  access: 'signed',
  rules: adminRules,
  asks: aboutPool,
  perform(input: Partial<AdminDisableUserRequest>, context) {
    const { user } = userOfPool(input, context);
    signOutEverywhere(user, context);
    context.put('AWS::Cognito::UserPoolUser', userId(user), { ...user, Enabled: false, UserLastModifiedDate: context.now });
    return {};
  },
});
