import type { GetUserAttributeVerificationCodeRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { accessRules, callerOf } from '../user-pool-access';
import { addressOf, codeLifetimes, sendCode } from '../user-pool-codes';
import { addressOnly, addressRules } from '../user-pool-profile';

/** Sends a code to the user's own e-mail address or phone number, for VerifyUserAttribute. */
export const GetUserAttributeVerificationCode = operation({
  name: 'cognito-idp:GetUserAttributeVerificationCode',
  says: 'Sends a code with which the user whose access token this is can verify an e-mail address or phone number.',
  access: 'public',
  rules: { ...accessRules, ...addressRules },
  perform(input: Partial<GetUserAttributeVerificationCodeRequest>, context) {
    const { user } = callerOf(input.AccessToken, context);
    const attribute = addressOnly(input.AttributeName, context);
    const to = context.found('address', addressOf(user, attribute, false), `${attribute} is ${user.Attributes[attribute] ?? 'absent'}`, { name: attribute });
    return { CodeDeliveryDetails: sendCode(`attribute ${attribute}`, user, to, codeLifetimes.confirmation, context) };
  },
});
