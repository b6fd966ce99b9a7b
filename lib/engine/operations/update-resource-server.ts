import type { UpdateResourceServerRequest } from '@aws-sdk/client-cognito-identity-provider';
import type { UserPoolResourceServer } from '../../world/resources';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { resourceServerRules, resourceServerWithId } from '../user-pool-resource-servers';

/** Changes a resource server. Scopes left out are gone. */
export const UpdateResourceServer = operation({
  name: 'cognito-idp:UpdateResourceServer',
  says: 'Changes a resource server’s name and scopes.',
  access: 'signed',
  rules: { ...poolRules, ...resourceServerRules },
  asks: aboutPool,
  perform(input: Partial<UpdateResourceServerRequest>, context) {
    poolWithId(input.UserPoolId, context);
    const { UserPoolId, Identifier } = resourceServerWithId(input, context);
    const ResourceServer = { UserPoolId, Identifier, Name: input.Name, Scopes: input.Scopes } as UserPoolResourceServer;
    context.put('AWS::Cognito::UserPoolResourceServer', `${UserPoolId}/${Identifier}`, ResourceServer);
    return { ResourceServer };
  },
});
