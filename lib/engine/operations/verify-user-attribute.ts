import type { VerifyUserAttributeRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { userId } from '../user-pool';
import { accessRules, callerOf } from '../user-pool-access';
import { codeRules, takeCode } from '../user-pool-codes';
import { addressOnly, addressRules } from '../user-pool-profile';
import { aliasRules, checkAlias } from '../user-pool-usernames';

/** Proves that the user who calls owns an e-mail address or phone number; a change that waited for this takes effect. */
export const VerifyUserAttribute = operation({
  name: 'cognito-idp:VerifyUserAttribute',
  says: 'Verifies an e-mail address or phone number of the user whose access token this is.',
  access: 'public',
  rules: { ...accessRules, ...addressRules, ...codeRules, ...aliasRules },
  perform(input: Partial<VerifyUserAttributeRequest>, context) {
    const { pool, user } = callerOf(input.AccessToken, context);
    const attribute = addressOnly(input.AttributeName, context);
    const { value = '' } = takeCode(`attribute ${attribute}`, user, input.Code, context);
    checkAlias(user, pool, attribute, value, context);
    context.put('AWS::Cognito::UserPoolUser', userId(user), {
      ...user,
      Attributes: { ...user.Attributes, [attribute]: value, [`${attribute}_verified`]: 'true' },
      UserLastModifiedDate: context.now,
    });
    return {};
  },
});
