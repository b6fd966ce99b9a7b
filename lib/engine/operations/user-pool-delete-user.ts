import type { DeleteUserRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { accessRules, callerOf } from '../user-pool-access';
import { removeUser } from '../user-pool-profile';

/** Deletes the account of the user who calls. */
export const DeleteUser = operation({
  name: 'cognito-idp:DeleteUser',
  says: 'Deletes the user whose access token this is.',
  access: 'public',
  rules: accessRules,
  perform(input: Partial<DeleteUserRequest>, context) {
    removeUser(callerOf(input.AccessToken, context).user, context);
    return {};
  },
});
