import type { DescribeResourceServerRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { resourceServerRules, resourceServerWithId } from '../user-pool-resource-servers';

/** Returns a resource server with its scopes. */
export const DescribeResourceServer = operation({
  name: 'cognito-idp:DescribeResourceServer',
  says: 'Returns a resource server.',
  access: 'signed',
  rules: { ...poolRules, ...resourceServerRules },
  asks: aboutPool,
  perform(input: Partial<DescribeResourceServerRequest>, context) {
    poolWithId(input.UserPoolId, context);
    return { ResourceServer: resourceServerWithId(input, context) };
  },
});
