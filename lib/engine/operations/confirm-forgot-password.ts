import type { ConfirmForgotPasswordRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { checkSecretHash, clientRules, clientWithId, secretRules, userId, userRules, visibleUser } from '../user-pool';
import { codeRules, takeCode } from '../user-pool-codes';
import { checkNewPassword, newPasswordRules } from '../user-pool-passwords';
import { runTrigger, triggerRules } from '../user-pool-triggers';

/** Sets a new password for whoever has the code. */
export const ConfirmForgotPassword = operation({
  name: 'cognito-idp:ConfirmForgotPassword',
  says: 'Sets a new password with the code that ForgotPassword sent.',
  access: 'public',
  rules: { ...clientRules, ...secretRules, ...userRules, ...codeRules, ...newPasswordRules, ...triggerRules },
  perform(input: Partial<ConfirmForgotPasswordRequest>, context) {
    const where = clientWithId(input.ClientId, context);
    const name = input.Username ?? '';
    checkSecretHash(where.client, name, input.SecretHash, context);
    const user = visibleUser(where, name, context);
    if (user === undefined) return context.refuse('code', 'there is no such user');
    takeCode('password', user, input.ConfirmationCode, context);
    const password = input.Password ?? '';
    checkNewPassword(where.pool, password, context);
    context.put('AWS::Cognito::UserPoolUser', userId(user), { ...user, password, UserStatus: 'CONFIRMED', UserLastModifiedDate: context.now });
    context.keep('failedSignIns', userId(user), undefined);
    runTrigger('PostConfirmation', where.pool, user, context);
    return {};
  },
});
