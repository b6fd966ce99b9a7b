import { exchange, tokenRules, type TokenRequest } from '../hosted-ui-token';
import { operation } from '../operation';

/** The user pool's `POST /oauth2/token`, by the name that CloudTrail gives it. */
export const TokenPost = operation({
  name: 'cognito-idp:Token_POST',
  says: 'Exchanges an authorization code, a refresh token or a client’s own credentials for tokens.',
  access: 'public',
  rules: tokenRules,
  perform: (input: TokenRequest, context) => exchange(input, context),
});
