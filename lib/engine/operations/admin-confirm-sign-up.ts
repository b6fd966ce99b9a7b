import type { AdminConfirmSignUpRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { userId } from '../user-pool';
import { aboutPool, adminRules, userOfPool } from '../user-pool-admin';
import { runTrigger, triggerRules } from '../user-pool-triggers';
import { unconfirmedRules } from '../user-pool-usernames';

/** Confirms a sign-up without a code: nothing is verified. */
export const AdminConfirmSignUp = operation({
  name: 'cognito-idp:AdminConfirmSignUp',
  says: 'Confirms a user without a code.',
  access: 'signed',
  rules: { ...adminRules, ...unconfirmedRules, ...triggerRules },
  asks: aboutPool,
  perform(input: Partial<AdminConfirmSignUpRequest>, context) {
    const { pool, user } = userOfPool(input, context);
    context.hold('unconfirmed', user.UserStatus === 'UNCONFIRMED', `UserStatus is ${user.UserStatus}`, { status: user.UserStatus });
    context.put('AWS::Cognito::UserPoolUser', userId(user), { ...user, UserStatus: 'CONFIRMED', UserLastModifiedDate: context.now });
    runTrigger('PostConfirmation', pool, user, context);
    return {};
  },
});
