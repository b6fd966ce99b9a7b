import type { UpdateUserPoolRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { checkPoolSettings, poolSettingRules, updatedPool, type UserPoolInput } from '../user-pool-settings';

/** Changes a user pool. What the request leaves out goes back to its default: a well-known trap. */
export const UpdateUserPool = operation({
  name: 'cognito-idp:UpdateUserPool',
  says: 'Changes a user pool; settings left out go back to their defaults.',
  access: 'signed',
  rules: { ...poolRules, ...poolSettingRules },
  asks: aboutPool,
  perform(input: Partial<UpdateUserPoolRequest>, context) {
    const pool = updatedPool(poolWithId(input.UserPoolId, context), input as UserPoolInput, context.now);
    checkPoolSettings(pool, context);
    context.put('AWS::Cognito::UserPool', pool.Id, pool);
    return {};
  },
});
