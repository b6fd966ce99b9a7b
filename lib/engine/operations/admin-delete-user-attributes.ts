import type { AdminDeleteUserAttributesRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { userId } from '../user-pool';
import { aboutPool, adminRules, userOfPool } from '../user-pool-admin';
import { changed, checkInSchema, checkMutable, mutableRules, schemaRules } from '../user-pool-attributes';

/** Takes attributes away from a user. */
export const AdminDeleteUserAttributes = operation({
  name: 'cognito-idp:AdminDeleteUserAttributes',
  says: 'Deletes attributes of a user.',
  access: 'signed',
  rules: { ...adminRules, inSchema: schemaRules.inSchema, ...mutableRules },
  asks: aboutPool,
  perform(input: Partial<AdminDeleteUserAttributesRequest>, context) {
    const { pool, user } = userOfPool(input, context);
    const gone = Object.fromEntries((input.UserAttributeNames ?? []).map((name) => [name, '']));
    checkInSchema(pool, gone, context);
    checkMutable(pool, user, gone, context);
    context.put('AWS::Cognito::UserPoolUser', userId(user), { ...user, Attributes: changed(user.Attributes, gone) });
    return {};
  },
});
