import type { DeleteResourceServerRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { resourceServerRules, resourceServerWithId } from '../user-pool-resource-servers';

/** Deletes a resource server with its scopes. */
export const DeleteResourceServer = operation({
  name: 'cognito-idp:DeleteResourceServer',
  says: 'Deletes a resource server.',
  access: 'signed',
  rules: { ...poolRules, ...resourceServerRules },
  asks: aboutPool,
  perform(input: Partial<DeleteResourceServerRequest>, context) {
    poolWithId(input.UserPoolId, context);
    const { UserPoolId, Identifier } = resourceServerWithId(input, context);
    context.put('AWS::Cognito::UserPoolResourceServer', `${UserPoolId}/${Identifier}`, undefined);
    return {};
  },
});
