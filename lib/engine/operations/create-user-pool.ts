import type { CreateUserPoolRequest } from '@aws-sdk/client-cognito-identity-provider';
import { text } from '../mint';
import { operation } from '../operation';
import { checkPoolSettings, describedPool, newPool, poolSettingRules, type UserPoolInput } from '../user-pool-settings';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Makes a user pool. Its schema, aliases and case sensitivity are for good. */
export const CreateUserPool = operation({
  name: 'cognito-idp:CreateUserPool',
  says: 'Creates a user pool.',
  access: 'signed',
  rules: poolSettingRules,
  perform(input: Partial<CreateUserPoolRequest>, context) {
    const pool = newPool(`${context.region}_${text(context.draw('user pool'), 9, letters)}`, input as UserPoolInput, context);
    checkPoolSettings(pool, context);
    context.put('AWS::Cognito::UserPool', pool.Id, pool);
    return { UserPool: describedPool(pool) };
  },
});
