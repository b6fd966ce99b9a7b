import type { DeleteUserAttributesRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { userId } from '../user-pool';
import { accessRules, callerOf } from '../user-pool-access';
import { changed, checkMutable, checkInSchema, checkWritable, mutableRules, schemaRules, writableRules } from '../user-pool-attributes';

/** Takes attributes away from the user who calls. */
export const DeleteUserAttributes = operation({
  name: 'cognito-idp:DeleteUserAttributes',
  says: 'Deletes attributes of the user whose access token this is.',
  access: 'public',
  rules: { ...accessRules, inSchema: schemaRules.inSchema, ...writableRules, ...mutableRules },
  perform(input: Partial<DeleteUserAttributesRequest>, context) {
    const { pool, client, user } = callerOf(input.AccessToken, context);
    const gone = Object.fromEntries((input.UserAttributeNames ?? []).map((name) => [name, '']));
    checkInSchema(pool, gone, context);
    checkWritable(client, gone, context);
    checkMutable(pool, user, gone, context);
    context.put('AWS::Cognito::UserPoolUser', userId(user), { ...user, Attributes: changed(user.Attributes, gone) });
    return {};
  },
});
