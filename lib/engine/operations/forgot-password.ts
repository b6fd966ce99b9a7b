import type { ForgotPasswordRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { checkSecretHash, clientRules, clientWithId, secretRules, userRules, visibleUser } from '../user-pool';
import { pretendedDelivery } from '../user-pool-codes';
import { recoveryRules, sendRecoveryCode } from '../user-pool-recovery';

/** Sends a code with which a new password can be set. */
export const ForgotPassword = operation({
  name: 'cognito-idp:ForgotPassword',
  says: 'Sends a code with which the user can set a new password.',
  access: 'public',
  rules: { ...clientRules, ...secretRules, ...userRules, ...recoveryRules },
  perform(input: Partial<ForgotPasswordRequest>, context) {
    const where = clientWithId(input.ClientId, context);
    const name = input.Username ?? '';
    checkSecretHash(where.client, name, input.SecretHash, context);
    const user = visibleUser(where, name, context);
    if (user === undefined) return { CodeDeliveryDetails: pretendedDelivery(name) };
    return { CodeDeliveryDetails: sendRecoveryCode(where.pool, user, context) };
  },
});
