import type { ResendConfirmationCodeRequest } from '@aws-sdk/client-cognito-identity-provider';
import { apiReference } from '../api-reference';
import { operation } from '../operation';
import { checkSecretHash, clientRules, clientWithId, secretRules, userRules, visibleUser } from '../user-pool';
import { codeLifetimes, confirmedBy, pretendedDelivery, sendCode } from '../user-pool-codes';

/** Sends the code of a sign-up again; the one before stops working. */
export const ResendConfirmationCode = operation({
  name: 'cognito-idp:ResendConfirmationCode',
  says: 'Sends a new confirmation code to a user who has not confirmed yet.',
  access: 'public',
  rules: {
    ...clientRules,
    ...secretRules,
    ...userRules,
    unconfirmed: {
      says: 'The user still awaits confirmation.',
      label: 'unconfirmed',
      cite: apiReference('cognito-idp', 'ResendConfirmationCode'),
      error: { code: 'InvalidParameterException', message: 'User is already confirmed.', wording: 'unconfirmed' },
    },
    address: {
      says: 'The pool verifies an address that the user has.',
      label: 'address',
      cite: apiReference('cognito-idp', 'ResendConfirmationCode'),
      error: { code: 'NotAuthorizedException', message: 'Cannot resend codes. Auto verification not turned on.' },
    },
  },
  perform(input: Partial<ResendConfirmationCodeRequest>, context) {
    const where = clientWithId(input.ClientId, context);
    const name = input.Username ?? '';
    checkSecretHash(where.client, name, input.SecretHash, context);
    const user = visibleUser(where, name, context);
    if (user === undefined) return { CodeDeliveryDetails: pretendedDelivery(name) };
    context.hold('unconfirmed', user.UserStatus === 'UNCONFIRMED', `UserStatus is ${user.UserStatus}`);
    const to = context.found('address', confirmedBy(where.pool, user), `the pool verifies ${where.pool.AutoVerifiedAttributes?.join(', ') || 'nothing'}`);
    return { CodeDeliveryDetails: sendCode('sign-up', user, to, codeLifetimes.confirmation, context) };
  },
});
