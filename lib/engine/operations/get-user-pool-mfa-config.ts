import type { GetUserPoolMfaConfigRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { factorsOffered } from '../user-pool-mfa';
import { mfaConfig } from '../user-pool-settings';

/** Returns which second factors a user pool has; DescribeUserPool does not tell. */
export const GetUserPoolMfaConfig = operation({
  name: 'cognito-idp:GetUserPoolMfaConfig',
  says: 'Returns which second factors a user pool has.',
  access: 'signed',
  rules: poolRules,
  asks: aboutPool,
  perform(input: Partial<GetUserPoolMfaConfigRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    factorsOffered(pool);
    return mfaConfig(pool);
  },
});
