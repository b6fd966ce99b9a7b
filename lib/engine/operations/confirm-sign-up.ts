import type { ConfirmSignUpRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { checkSecretHash, clientRules, clientWithId, secretRules, userId, userRules, visibleUser } from '../user-pool';
import { codeRules, takeCode } from '../user-pool-codes';
import { runTrigger, triggerRules } from '../user-pool-triggers';
import { aliasRules, otherWith, unconfirmedRules } from '../user-pool-usernames';

/** Confirms a sign-up with the code that was sent: whoever has it has the e-mail address or phone number. */
export const ConfirmSignUp = operation({
  name: 'cognito-idp:ConfirmSignUp',
  says: 'Confirms a new user with the code that was sent at sign-up.',
  access: 'public',
  rules: { ...clientRules, ...secretRules, ...userRules, ...unconfirmedRules, ...codeRules, ...aliasRules, ...triggerRules },
  perform(input: Partial<ConfirmSignUpRequest>, context) {
    const where = clientWithId(input.ClientId, context);
    const { pool } = where;
    const name = input.Username ?? '';
    checkSecretHash(where.client, name, input.SecretHash, context);
    const user = visibleUser(where, name, context);
    if (user === undefined) return context.refuse('codeCurrent', 'there is no such user');
    context.hold('unconfirmed', user.UserStatus === 'UNCONFIRMED', `UserStatus is ${user.UserStatus}`, { status: user.UserStatus });
    const { attribute = 'email' } = takeCode('sign-up', user, input.ConfirmationCode, context);
    const other = otherWith(user, pool, attribute, user.Attributes[attribute] ?? '', context);
    const free = other === undefined || input.ForceAliasCreation === true;
    context.hold('alias', free, other === undefined ? 'it is free' : `it is ${other.Username}’s`, { name: attribute });
    if (other !== undefined) {
      context.put('AWS::Cognito::UserPoolUser', userId(other), { ...other, Attributes: { ...other.Attributes, [`${attribute}_verified`]: 'false' } });
    }
    const Attributes = { ...user.Attributes, [`${attribute}_verified`]: 'true' };
    const confirmed = { ...user, UserStatus: 'CONFIRMED' as const, Attributes, UserLastModifiedDate: context.now };
    context.put('AWS::Cognito::UserPoolUser', userId(user), confirmed);
    runTrigger('PostConfirmation', pool, confirmed, context);
    return {};
  },
});
