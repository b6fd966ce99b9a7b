import type { GlobalSignOutRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { accessRules, callerOf, signOutEverywhere } from '../user-pool-access';

/** Ends all of a user's sign-ins. ID tokens stay good for whoever does not ask Cognito; so do AWS credentials. */
export const GlobalSignOut = operation({
  name: 'cognito-idp:GlobalSignOut',
  says: 'Revokes the refresh and access tokens of all sign-ins of the user whose access token this is.',
  access: 'public',
  rules: accessRules,
  perform(input: Partial<GlobalSignOutRequest>, context) {
    signOutEverywhere(callerOf(input.AccessToken, context).user, context);
    return {};
  },
});
