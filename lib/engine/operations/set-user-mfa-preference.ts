import type { SetUserMFAPreferenceRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { accessRules, callerOf } from '../user-pool-access';
import { preferenceRules, setPreference } from '../user-pool-mfa';

/** Switches the second factors of the user who calls on and off, and says which one comes first. */
export const SetUserMFAPreference = operation({
  name: 'cognito-idp:SetUserMFAPreference',
  says: 'Sets which second factors the user whose access token this is signs in with.',
  access: 'public',
  rules: { ...accessRules, ...preferenceRules },
  perform(input: Partial<SetUserMFAPreferenceRequest>, context) {
    setPreference(callerOf(input.AccessToken, context).user, input, context);
    return {};
  },
});
