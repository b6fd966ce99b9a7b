import type { DescribeRiskConfigurationRequest } from '@aws-sdk/client-cognito-identity-provider';
import { NotEmulated } from '../../world/gap';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';

/** Returns the threat protection of a user pool. Only its absence is emulated. */
export const DescribeRiskConfiguration = operation({
  name: 'cognito-idp:DescribeRiskConfiguration',
  says: 'Returns the threat protection of a user pool.',
  access: 'signed',
  rules: poolRules,
  asks: aboutPool,
  perform(input: Partial<DescribeRiskConfigurationRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    if ((pool.UserPoolAddOns?.AdvancedSecurityMode ?? 'OFF') !== 'OFF') throw new NotEmulated('threat protection (DescribeRiskConfiguration)');
    return { RiskConfiguration: { UserPoolId: pool.Id, ...(input.ClientId === undefined ? {} : { ClientId: input.ClientId }) } };
  },
});
