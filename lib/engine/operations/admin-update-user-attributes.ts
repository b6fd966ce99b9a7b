import type { AdminUpdateUserAttributesRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { userId } from '../user-pool';
import { aboutPool, adminRules, userOfPool } from '../user-pool-admin';
import { attributesIn, changed, checkMutable, checkSchema, mutableRules, schemaRules, unverified } from '../user-pool-attributes';
import { aliasRules, checkAlias } from '../user-pool-usernames';

/** Changes attributes of a user; no app client’s WriteAttributes count here, but immutable stays immutable. */
export const AdminUpdateUserAttributes = operation({
  name: 'cognito-idp:AdminUpdateUserAttributes',
  says: 'Changes attributes of a user.',
  access: 'signed',
  rules: { ...adminRules, ...schemaRules, ...mutableRules, ...aliasRules },
  asks: aboutPool,
  perform(input: Partial<AdminUpdateUserAttributesRequest>, context) {
    const { pool, user } = userOfPool(input, context);
    const attributes = attributesIn(input.UserAttributes);
    checkSchema(pool, attributes, context);
    checkMutable(pool, user, attributes, context);
    for (const attribute of ['email', 'phone_number']) {
      const address = attributes[attribute];
      if (address) checkAlias(user, pool, attribute, address, context);
    }
    const Attributes = changed(user.Attributes, { ...unverified(user.Attributes, attributes), ...attributes });
    context.put('AWS::Cognito::UserPoolUser', userId(user), { ...user, Attributes, UserLastModifiedDate: context.now });
    return {};
  },
});
