import type { ChangePasswordRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { userId } from '../user-pool';
import { accessRules, callerOf } from '../user-pool-access';
import { saysOfPassword } from '../user-pool-first-factors';
import { checkNewPassword, checkPassword, newPasswordRules, passwordRules } from '../user-pool-passwords';

/** Changes the password of the user who calls; the old one has to be known. */
export const ChangePassword = operation({
  name: 'cognito-idp:ChangePassword',
  says: 'Changes the password of the user whose access token this is.',
  access: 'public',
  rules: { ...accessRules, ...passwordRules, ...newPasswordRules },
  perform(input: Partial<ChangePasswordRequest>, context) {
    const { pool, user } = callerOf(input.AccessToken, context);
    const right = user.password === undefined || user.password === input.PreviousPassword;
    checkPassword(userId(user), right, saysOfPassword(user, right), context);
    const password = input.ProposedPassword ?? '';
    checkNewPassword(pool, password, context);
    context.put('AWS::Cognito::UserPoolUser', userId(user), { ...user, password, UserLastModifiedDate: context.now });
    return {};
  },
});
