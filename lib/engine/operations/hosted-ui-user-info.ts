import { operation } from '../operation';
import type { ErrorTemplate, Rule } from '../refusal';
import { accessRules, callerOf } from '../user-pool-access';
import { readableAttributes } from '../user-pool-claims';

interface Input {
  /** The bearer token of the Authorization header. */
  readonly access_token?: string;
}

const cite = 'https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html';

/** The same rules as for an API call with an access token, in OAuth's words. */
function inOAuthsWords(rule: Rule, error: Pick<ErrorTemplate, 'code' | 'status'>): Rule {
  return { ...rule, cite, error: { ...error, message: error.code, wording: 'unconfirmed' } };
}

const invalidToken = { code: 'invalid_token', status: 401 };

/** The user pool's `GET /oauth2/userInfo`, by the name that CloudTrail gives it. */
export const UserInfoGet = operation({
  name: 'cognito-idp:UserInfo_GET',
  says: 'Tells an app who the user of an access token is, as far as the token’s scopes go.',
  access: 'public',
  rules: {
    accessToken: inOAuthsWords(accessRules.accessToken, invalidToken),
    accessCurrent: inOAuthsWords(accessRules.accessCurrent, invalidToken),
    accessRevoked: inOAuthsWords(accessRules.accessRevoked, invalidToken),
    scope: inOAuthsWords({ ...accessRules.scope, says: 'The access token carries the scope openid.' }, { code: 'insufficient_scope', status: 403 }),
    tokenUser: inOAuthsWords(accessRules.tokenUser, invalidToken),
    tokenUserEnabled: inOAuthsWords(accessRules.tokenUserEnabled, invalidToken),
  },
  perform(input: Input, context) {
    const { client, user, claims } = callerOf(input.access_token, context, 'openid');
    return { sub: user.Attributes.sub, ...Object.fromEntries(readableAttributes(client, user, String(claims.scope))), username: user.Username };
  },
});
