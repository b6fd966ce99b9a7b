import type { CreateUserPoolClientRequest } from '@aws-sdk/client-cognito-identity-provider';
import { text } from '../mint';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { checkClientSettings, clientFrom, clientSettingRules } from '../user-pool-clients';

/** Makes an app client, with a secret if asked for. */
export const CreateUserPoolClient = operation({
  name: 'cognito-idp:CreateUserPoolClient',
  says: 'Creates an app client of a user pool.',
  access: 'signed',
  rules: { ...poolRules, ...clientSettingRules },
  asks: aboutPool,
  perform(input: Partial<CreateUserPoolClientRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    const secret = input.GenerateSecret ? { ClientSecret: text(context.draw('secret'), 51) } : {};
    const fixed = { ClientId: text(context.draw('client'), 26), UserPoolId: pool.Id, ...secret, CreationDate: context.now };
    const client = clientFrom(input, fixed, context.now);
    checkClientSettings(pool, client, 'creating', context);
    context.put('AWS::Cognito::UserPoolClient', client.ClientId, client);
    return { UserPoolClient: client };
  },
});
