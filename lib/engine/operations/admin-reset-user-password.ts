import type { AdminResetUserPasswordRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { userId } from '../user-pool';
import { aboutPool, adminRules, userOfPool } from '../user-pool-admin';
import { recoveryRules, sendRecoveryCode } from '../user-pool-recovery';

/** Takes a user’s password away: they set a new one with the code that is sent. */
export const AdminResetUserPassword = operation({
  name: 'cognito-idp:AdminResetUserPassword',
  says: 'Makes a user set a new password with a code.',
  access: 'signed',
  rules: { ...adminRules, ...recoveryRules },
  asks: aboutPool,
  perform(input: Partial<AdminResetUserPasswordRequest>, context) {
    const { pool, user } = userOfPool(input, context);
    sendRecoveryCode(pool, user, context);
    const { password: _password, ...others } = user;
    context.put('AWS::Cognito::UserPoolUser', userId(user), { ...others, UserStatus: 'RESET_REQUIRED', UserLastModifiedDate: context.now });
    return {};
  },
});
