import { clientSecretRule, clientWithSecret } from '../hosted-ui-token';
import { operation } from '../operation';
import type { ErrorTemplate } from '../refusal';
import { decodeToken } from '../token';

interface Input {
  readonly Domain?: string;
  readonly token?: string;
  readonly client_id?: string;
  readonly client_secret?: string;
}

const cite = 'https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html';
const refuses = (code: string, status = 400): ErrorTemplate => ({ code, message: code, status, wording: 'documented' });

/** The user pool's `POST /oauth2/revoke`: RevokeToken for OAuth clients. (CloudTrail lists no name for it; this one follows its neighbours’.) */
export const RevokePost = operation({
  name: 'cognito-idp:Revoke_POST',
  says: 'Revokes a refresh token and the access tokens that it gave.',
  access: 'public',
  rules: {
    client: { says: 'The app client exists in the user pool whose domain this is.', label: 'client exists', cite, error: refuses('invalid_client', 401) },
    clientSecret: { ...clientSecretRule.clientSecret, cite, error: refuses('invalid_client', 401) },
    token: { says: 'There is a token, and the app client has revocation switched on.', label: 'revocation on', cite, error: refuses('invalid_request') },
    kind: { says: 'It is a refresh token: ID and access tokens cannot be revoked one by one.', label: 'refresh token', cite, error: refuses('unsupported_token_type') },
  },
  perform(input: Input, context) {
    const { client } = clientWithSecret(input, context);
    const text = input.token ?? '';
    const on = client.EnableTokenRevocation !== false;
    context.hold('token', text !== '' && on, text === '' ? 'there is no token' : `EnableTokenRevocation is ${on}`);
    const jwt = decodeToken(text);
    context.hold('kind', jwt === undefined, jwt === undefined ? 'it is no JWT' : `token_use is ${jwt.claims.token_use}`);
    const refresh = context.record('refresh', text);
    if (refresh?.ClientId !== client.ClientId) return {};
    context.keep('refresh', text, { ...refresh, revoked: true });
    context.keep('revocation', refresh.originJti, context.now);
    return {};
  },
});
