import type { RevokeTokenRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { decodeToken } from '../token';
import { clientRules, clientWithId } from '../user-pool';

/** Ends one sign-in: its refresh token, and the access tokens that were made with it. */
export const RevokeToken = operation({
  name: 'cognito-idp:RevokeToken',
  says: 'Revokes a refresh token and the access tokens that it gave.',
  access: 'public',
  rules: {
    ...clientRules,
    clientSecret: {
      says: 'An app client with a secret sends it along.',
      label: 'secret',
      cite: 'aws-facts §2.6',
      error: { code: 'UnauthorizedException', message: 'Invalid client secret.', wording: 'unconfirmed' },
    },
    revocation: {
      says: 'The app client has token revocation switched on.',
      label: 'revocation on',
      cite: 'aws-facts §2.6',
      error: { code: 'UnsupportedOperationException', message: 'Revocation is not enabled for this client.', wording: 'unconfirmed' },
    },
    kind: {
      says: 'It is a refresh token: ID and access tokens cannot be revoked one by one.',
      label: 'refresh token',
      cite: 'aws-facts §2.6',
      error: { code: 'UnsupportedTokenTypeException', message: 'Only refresh tokens can be revoked.', wording: 'unconfirmed' },
    },
    owner: {
      says: 'The refresh token was given to this app client.',
      label: 'own token',
      cite: 'aws-facts §2.6',
      error: { code: 'UnauthorizedException', message: 'The token belongs to another client.', wording: 'unconfirmed' },
    },
  },
  perform(input: Partial<RevokeTokenRequest>, context) {
    const { client } = clientWithId(input.ClientId, context);
    const knows = client.ClientSecret === input.ClientSecret;
    context.hold('clientSecret', knows, knows ? 'it fits the app client' : 'it is not the app client’s');
    context.hold('revocation', client.EnableTokenRevocation !== false, `EnableTokenRevocation is ${client.EnableTokenRevocation ?? 'on by default'}`);
    const text = input.Token ?? '';
    const jwt = decodeToken(text);
    context.hold('kind', jwt === undefined, jwt === undefined ? 'it is no JWT' : `token_use is ${jwt.claims.token_use}`);
    const refresh = context.record('refresh', text);
    if (refresh === undefined) return {};
    context.hold('owner', refresh.ClientId === client.ClientId, `it was given to ${refresh.ClientId}`);
    context.keep('refresh', text, { ...refresh, revoked: true });
    context.keep('revocation', refresh.originJti, context.now);
    return {};
  },
});
