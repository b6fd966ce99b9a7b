import type { GetTokensFromRefreshTokenRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { clientRules, clientWithId } from '../user-pool';
import { checkNotReused, clientSecretRules, checkClientSecret, grantBehind, refreshRules, reuseRules, rotate } from '../user-pool-refresh';
import { issueTokens } from '../user-pool-tokens';
import { triggerRules } from '../user-pool-triggers';

/** Renews a sign-in; where rotation is on, with a new refresh token too. */
export const GetTokensFromRefreshToken = operation({
  name: 'cognito-idp:GetTokensFromRefreshToken',
  says: 'Gives new tokens for a refresh token; with rotation, a new refresh token too.',
  access: 'public',
  rules: { ...clientRules, ...clientSecretRules, ...reuseRules, ...refreshRules, ...triggerRules },
  perform(input: Partial<GetTokensFromRefreshTokenRequest>, context) {
    const { client } = clientWithId(input.ClientId, context);
    checkClientSecret(client, input.ClientSecret, context);
    const text = input.RefreshToken ?? '';
    checkNotReused(text, client, context);
    const grant = grantBehind(text, client, context);
    const RefreshToken = rotate(text, grant, context);
    const { IdToken, ...others } = issueTokens(grant, context);
    return { AuthenticationResult: { ...others, ...(RefreshToken === undefined ? {} : { RefreshToken }), IdToken } };
  },
});
