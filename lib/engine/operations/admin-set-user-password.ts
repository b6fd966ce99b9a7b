import type { AdminSetUserPasswordRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { userId } from '../user-pool';
import { aboutPool, adminRules, userOfPool } from '../user-pool-admin';
import { adminPasswordRules, checkNewPassword } from '../user-pool-passwords';

/** Sets a user’s password, for good or until the next sign-in. */
export const AdminSetUserPassword = operation({
  name: 'cognito-idp:AdminSetUserPassword',
  says: 'Sets a user’s password, for good or until the next sign-in.',
  access: 'signed',
  rules: { ...adminRules, ...adminPasswordRules },
  asks: aboutPool,
  perform(input: Partial<AdminSetUserPasswordRequest>, context) {
    const { pool, user } = userOfPool(input, context);
    const password = input.Password ?? '';
    checkNewPassword(pool, password, context);
    const { temporaryPasswordAt: _before, ...others } = user;
    const status = input.Permanent
      ? { UserStatus: 'CONFIRMED' as const }
      : { UserStatus: 'FORCE_CHANGE_PASSWORD' as const, temporaryPasswordAt: context.now };
    context.put('AWS::Cognito::UserPoolUser', userId(user), { ...others, ...status, password, UserLastModifiedDate: context.now });
    context.keep('failedSignIns', userId(user), undefined);
    return {};
  },
});
