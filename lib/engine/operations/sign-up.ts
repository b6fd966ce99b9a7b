import type { SignUpRequest } from '@aws-sdk/client-cognito-identity-provider';
import type { UserPool } from '../../world/resources';
import { operation } from '../operation';
import { checkSecretHash, clientRules, clientWithId, secretRules, userId } from '../user-pool';
import { attributesIn, checkRequired, checkSchema, checkWritable, requiredRules, schemaRules, writableRules } from '../user-pool-attributes';
import { codeLifetimes, confirmedBy, sendCode } from '../user-pool-codes';
import { checkNewPassword, newPasswordRules } from '../user-pool-passwords';
import { runTrigger, triggerRules } from '../user-pool-triggers';
import { checkNewName, newNameRules, newUser } from '../user-pool-usernames';

/** Makes an account for whoever asks, unless the pool keeps that to its administrators. */
export const SignUp = operation({
  name: 'cognito-idp:SignUp',
  says: 'Registers a new user, who has yet to confirm with the code that is sent.',
  access: 'public',
  rules: {
    ...clientRules,
    ...secretRules,
    open: {
      says: 'The pool lets people sign themselves up.',
      label: 'sign-up open',
      cite: 'audit-rules S10',
      error: { code: 'NotAuthorizedException', message: 'SignUp is not permitted for this user pool' },
    },
    ...newNameRules,
    ...writableRules,
    ...schemaRules,
    ...requiredRules,
    ...newPasswordRules,
    ...triggerRules,
  },
  perform(input: Partial<SignUpRequest>, context) {
    const { client, pool } = clientWithId(input.ClientId, context);
    const name = input.Username ?? '';
    checkSecretHash(client, name, input.SecretHash, context);
    const closed = pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly === true;
    context.hold('open', !closed, closed ? 'AllowAdminCreateUserOnly is true' : 'AllowAdminCreateUserOnly is not set');
    const sent = attributesIn(input.UserAttributes);
    checkWritable(client, sent, context);
    const attributes = checkNewName(pool, name, sent, context);
    checkSchema(pool, attributes, context);
    const user = newUser(pool, name, attributes, 'UNCONFIRMED', context);
    checkRequired(pool, user.Attributes, context);
    const password = input.Password;
    if (password !== undefined || !signsInByCode(pool)) checkNewPassword(pool, password ?? '', context);
    const { autoConfirmUser, autoVerifyEmail, autoVerifyPhone } = runTrigger('PreSignUp', pool, user, context) ?? {};
    const verified = {
      ...(autoVerifyEmail && attributes.email ? { email_verified: 'true' } : {}),
      ...(autoVerifyPhone && attributes.phone_number ? { phone_number_verified: 'true' } : {}),
    };
    context.put('AWS::Cognito::UserPoolUser', userId(user), {
      ...user,
      Attributes: { ...user.Attributes, ...verified },
      ...(autoConfirmUser ? { UserStatus: 'CONFIRMED' } : {}),
      ...(password === undefined ? {} : { password }),
    });
    if (autoConfirmUser) runTrigger('PostConfirmation', pool, user, context);
    const to = autoConfirmUser ? undefined : confirmedBy(pool, user);
    return {
      UserConfirmed: autoConfirmUser === true,
      ...(to === undefined ? {} : { CodeDeliveryDetails: sendCode('sign-up', user, to, codeLifetimes.confirmation, context) }),
      UserSub: user.Attributes.sub,
    };
  },
});

/** Whether people can do without a password: codes by e-mail or text message let them in. */
function signsInByCode(pool: UserPool): boolean {
  return pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors?.some((factor) => factor.endsWith('_OTP')) === true;
}
