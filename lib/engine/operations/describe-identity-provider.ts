import type { DescribeIdentityProviderRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { providerNamed, providerRules } from '../user-pool-identity-providers';

/** Returns an identity provider of a user pool with its details and attribute mapping. */
export const DescribeIdentityProvider = operation({
  name: 'cognito-idp:DescribeIdentityProvider',
  says: 'Returns an identity provider of a user pool.',
  access: 'signed',
  rules: { ...poolRules, ...providerRules },
  asks: aboutPool,
  perform(input: Partial<DescribeIdentityProviderRequest>, context) {
    poolWithId(input.UserPoolId, context);
    return { IdentityProvider: providerNamed(input, context) };
  },
});
