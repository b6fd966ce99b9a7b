import type { DescribeUserPoolRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { describedPool } from '../user-pool-settings';

/** Returns a user pool with its settings and schema. */
export const DescribeUserPool = operation({
  name: 'cognito-idp:DescribeUserPool',
  says: 'Returns a user pool.',
  access: 'signed',
  rules: poolRules,
  asks: aboutPool,
  perform(input: Partial<DescribeUserPoolRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    return { UserPool: describedPool(pool) };
  },
});
