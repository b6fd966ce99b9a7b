import type { AdminUserGlobalSignOutRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { signOutEverywhere } from '../user-pool-access';
import { aboutPool, adminRules, userOfPool } from '../user-pool-admin';

/** Ends all sign-ins of a user, as GlobalSignOut does. */
export const AdminUserGlobalSignOut = operation({
  name: 'cognito-idp:AdminUserGlobalSignOut',
  says: 'Ends all sign-ins of a user.',
  access: 'signed',
  rules: adminRules,
  asks: aboutPool,
  perform(input: Partial<AdminUserGlobalSignOutRequest>, context) {
    signOutEverywhere(userOfPool(input, context).user, context);
    return {};
  },
});
