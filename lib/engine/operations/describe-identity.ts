import type { DescribeIdentityInput } from '@aws-sdk/client-cognito-identity';
import { aboutIdentity, identityCalled, identityRules } from '../identity-pool';
import { describeIdentity } from '../identities';
import { operation } from '../operation';

export const DescribeIdentity = operation({
  name: 'cognito-identity:DescribeIdentity',
  says: 'Returns what is known of an identity: its providers, not its users’ names there.',
  access: 'signed',
  rules: { identity: identityRules.identity },
  asks: (input: DescribeIdentityInput, context) => aboutIdentity(input.IdentityId, context),
  perform: (input: DescribeIdentityInput, context) => describeIdentity(identityCalled(input.IdentityId, context), context),
});
