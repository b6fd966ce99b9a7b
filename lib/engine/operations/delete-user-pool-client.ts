import type { DeleteUserPoolClientRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { clientRules, clientWithId, poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';

/** Deletes an app client; its tokens cannot be renewed any more. */
export const DeleteUserPoolClient = operation({
  name: 'cognito-idp:DeleteUserPoolClient',
  says: 'Deletes an app client.',
  access: 'signed',
  rules: { ...poolRules, ...clientRules },
  asks: aboutPool,
  perform(input: Partial<DeleteUserPoolClientRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    context.put('AWS::Cognito::UserPoolClient', clientWithId(input.ClientId, context, pool.Id).client.ClientId, undefined);
    return {};
  },
});
