import type { UpdateUserPoolClientRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { clientRules, clientWithId, poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { checkClientSettings, clientFrom, clientSettingRules } from '../user-pool-clients';

/** Changes an app client. What the request leaves out goes back to its default: a well-known trap. */
export const UpdateUserPoolClient = operation({
  name: 'cognito-idp:UpdateUserPoolClient',
  says: 'Changes an app client; settings left out go back to their defaults.',
  access: 'signed',
  rules: { ...poolRules, ...clientRules, ...clientSettingRules },
  asks: aboutPool,
  perform(input: Partial<UpdateUserPoolClientRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    const { ClientId, UserPoolId, ClientName, ClientSecret, CreationDate } = clientWithId(input.ClientId, context, pool.Id).client;
    const client = clientFrom(input, { ClientId, UserPoolId, ClientName, ClientSecret, CreationDate }, context.now);
    checkClientSettings(pool, client, 'updating', context);
    context.put('AWS::Cognito::UserPoolClient', ClientId, client);
    return { UserPoolClient: client };
  },
});
