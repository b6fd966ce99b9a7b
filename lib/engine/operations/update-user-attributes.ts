import type { UpdateUserAttributesRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { accessRules, callerOf } from '../user-pool-access';
import { attributesIn, checkMutable, checkSchema, checkWritable, mutableRules, schemaRules, writableRules } from '../user-pool-attributes';
import { updateOwnAttributes } from '../user-pool-profile';
import { aliasRules } from '../user-pool-usernames';

/** Changes what users may change of themselves. What they may change is the app client's WriteAttributes. */
export const UpdateUserAttributes = operation({
  name: 'cognito-idp:UpdateUserAttributes',
  says: 'Changes attributes of the user whose access token this is.',
  access: 'public',
  rules: { ...accessRules, ...schemaRules, ...writableRules, ...mutableRules, ...aliasRules },
  perform(input: Partial<UpdateUserAttributesRequest>, context) {
    const { pool, client, user } = callerOf(input.AccessToken, context);
    const attributes = attributesIn(input.UserAttributes);
    checkSchema(pool, attributes, context);
    checkWritable(client, attributes, context);
    checkMutable(pool, user, attributes, context);
    return { CodeDeliveryDetailsList: updateOwnAttributes(pool, user, attributes, context) };
  },
});
