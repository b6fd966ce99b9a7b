import type { AdminSetUserMFAPreferenceRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { aboutPool, adminRules, userOfPool } from '../user-pool-admin';
import { preferenceRules, setPreference } from '../user-pool-mfa';

/** Switches a user’s second factors on and off. */
export const AdminSetUserMFAPreference = operation({
  name: 'cognito-idp:AdminSetUserMFAPreference',
  says: 'Sets which second factors a user signs in with.',
  access: 'signed',
  rules: { ...adminRules, ...preferenceRules },
  asks: aboutPool,
  perform(input: Partial<AdminSetUserMFAPreferenceRequest>, context) {
    setPreference(userOfPool(input, context).user, input, context);
    return {};
  },
});
