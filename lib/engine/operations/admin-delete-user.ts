import type { AdminDeleteUserRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { aboutPool, adminRules, userOfPool } from '../user-pool-admin';
import { removeUser } from '../user-pool-profile';

/** Deletes a user and ends their sign-ins. */
export const AdminDeleteUser = operation({
  name: 'cognito-idp:AdminDeleteUser',
  says: 'Deletes a user.',
  access: 'signed',
  rules: adminRules,
  asks: aboutPool,
  perform(input: Partial<AdminDeleteUserRequest>, context) {
    removeUser(userOfPool(input, context).user, context);
    return {};
  },
});
