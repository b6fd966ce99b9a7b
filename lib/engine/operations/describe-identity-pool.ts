import type { DescribeIdentityPoolInput } from '@aws-sdk/client-cognito-identity';
import { aboutPool, poolNamed, poolRule } from '../identity-pool';
import { operation } from '../operation';

export const DescribeIdentityPool = operation({
  name: 'cognito-identity:DescribeIdentityPool',
  says: 'Returns the settings of an identity pool.',
  access: 'signed',
  rules: poolRule,
  asks: aboutPool,
  perform: (input: DescribeIdentityPoolInput, context) => poolNamed(input.IdentityPoolId, context),
});
