import type { AdminCreateUserRequest } from '@aws-sdk/client-cognito-identity-provider';
import { apiReference } from '../api-reference';
import { operation } from '../operation';
import { poolRules, poolWithId, userId, userNamed } from '../user-pool';
import { aboutPool, printed } from '../user-pool-admin';
import { attributeList, attributesIn, checkRequired, checkSchema, requiredRules, schemaRules } from '../user-pool-attributes';
import { addressOf, deliver } from '../user-pool-codes';
import { adminPasswordRules, checkNewPassword, temporaryPassword, temporaryUntil } from '../user-pool-passwords';
import { runTrigger, triggerRules } from '../user-pool-triggers';
import { checkNewName, newNameRules, newUser } from '../user-pool-usernames';

/** Makes a user with a temporary password, which is sent to them; the first sign-in replaces it. */
export const AdminCreateUser = operation({
  name: 'cognito-idp:AdminCreateUser',
  says: 'Creates a user with a temporary password.',
  access: 'signed',
  rules: {
    ...poolRules,
    resendable: {
      says: 'An invitation is sent again only to a user who has not used it yet.',
      label: 'resend',
      cite: apiReference('cognito-idp', 'AdminCreateUser'),
      error: { code: 'UnsupportedUserStateException', message: 'Resend is for users who have not signed in yet.', wording: 'unconfirmed' },
    },
    ...newNameRules,
    ...schemaRules,
    ...requiredRules,
    ...adminPasswordRules,
    ...triggerRules,
  },
  asks: aboutPool,
  perform(input: Partial<AdminCreateUserRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    const name = input.Username ?? '';
    const password = input.TemporaryPassword ?? temporaryPassword(pool, context);
    let user = input.MessageAction === 'RESEND' ? userNamed(pool, name, context) : undefined;
    if (input.MessageAction === 'RESEND') {
      const waiting = user?.UserStatus === 'FORCE_CHANGE_PASSWORD';
      context.hold('resendable', waiting, user === undefined ? 'there is no such user' : `UserStatus is ${user.UserStatus}`);
    }
    if (user === undefined) {
      const attributes = checkNewName(pool, name, attributesIn(input.UserAttributes), context, 'User account already exists');
      checkSchema(pool, attributes, context);
      user = newUser(pool, name, attributes, 'FORCE_CHANGE_PASSWORD', context);
      checkRequired(pool, user.Attributes, context);
      runTrigger('PreSignUp', pool, user, context);
    }
    checkNewPassword(pool, password, context);
    const created = { ...user, password, temporaryPasswordAt: context.now };
    context.put('AWS::Cognito::UserPoolUser', userId(user), created);
    const to = addressOf(user, input.DesiredDeliveryMediums?.includes('EMAIL') ? 'email' : 'phone_number', false) ?? addressOf(user, 'email', false);
    if (input.MessageAction !== 'SUPPRESS' && to !== undefined) {
      deliver('invitation', user, to, password, temporaryUntil(pool, created) - context.now, context);
    }
    return { User: printed(user, attributeList(user)) };
  },
});
