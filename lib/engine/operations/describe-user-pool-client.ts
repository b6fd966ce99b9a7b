import type { DescribeUserPoolClientRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { clientRules, clientWithId, poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';

/** Returns an app client with all settings, its secret among them. */
export const DescribeUserPoolClient = operation({
  name: 'cognito-idp:DescribeUserPoolClient',
  says: 'Returns an app client, with its secret.',
  access: 'signed',
  rules: { ...poolRules, ...clientRules },
  asks: aboutPool,
  perform(input: Partial<DescribeUserPoolClientRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    return { UserPoolClient: clientWithId(input.ClientId, context, pool.Id).client };
  },
});
