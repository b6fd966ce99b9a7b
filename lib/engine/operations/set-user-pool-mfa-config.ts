import type { SetUserPoolMfaConfigRequest } from '@aws-sdk/client-cognito-identity-provider';
import type { UserPool } from '../../world/resources';
import { apiReference } from '../api-reference';
import { operation } from '../operation';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { mfaConfig } from '../user-pool-settings';

/** Sets which second factors a user pool has, and whether users must have one. */
export const SetUserPoolMfaConfig = operation({
  name: 'cognito-idp:SetUserPoolMfaConfig',
  says: 'Sets which second factors a user pool has.',
  access: 'signed',
  rules: {
    ...poolRules,
    factor: {
      says: 'A pool that asks for a second factor has one to ask for.',
      label: 'a factor',
      cite: apiReference('cognito-idp', 'SetUserPoolMfaConfig'),
      error: { code: 'InvalidParameterException', message: 'MFA is on without a second factor.', wording: 'unconfirmed' },
    },
  },
  asks: aboutPool,
  perform(input: Partial<SetUserPoolMfaConfigRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    const { UserPoolId: _id, ...config } = input;
    const before = mfaConfig(pool);
    const after = { ...pool, ...config } as UserPool;
    const any = after.SmsMfaConfiguration ?? after.EmailMfaConfiguration ?? (after.SoftwareTokenMfaConfiguration?.Enabled || undefined);
    const MfaConfiguration = after.MfaConfiguration ?? before.MfaConfiguration;
    context.hold('factor', MfaConfiguration === 'OFF' || any !== undefined, `MfaConfiguration is ${MfaConfiguration}`);
    context.put('AWS::Cognito::UserPool', pool.Id, { ...after, LastModifiedDate: context.now });
    return mfaConfig(after);
  },
});
