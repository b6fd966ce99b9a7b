import type { Call, Input, InputValue } from '../engine/scenario';
import { from } from '../engine/scenario';
import type { UserPoolClient } from '../world/resources';
import type { MadeUpPerson } from './people';

/** Whoever has a refresh token of an app client has it renewed, by the operation that the client's rotation asks for. */
export function renewCall(client: UserPoolClient, refreshToken: InputValue, who: Pick<MadeUpPerson, 'email'>, more: Partial<Call> = {}): Call {
  const { ClientId, ClientSecret, RefreshTokenRotation } = client;
  const call = { id: 'renew', by: 'mallory', ...more };
  if (RefreshTokenRotation?.Feature === 'ENABLED') {
    const secret: Input = ClientSecret === undefined ? {} : { ClientSecret };
    return { ...call, operation: 'cognito-idp:GetTokensFromRefreshToken', input: { ClientId, RefreshToken: refreshToken, ...secret } };
  }
  const hash: Input = ClientSecret === undefined ? {} : { SECRET_HASH: { $secretHash: { secret: ClientSecret, username: who.email, clientId: ClientId } } };
  return { ...call, operation: 'cognito-idp:InitiateAuth', input: { AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId, AuthParameters: { REFRESH_TOKEN: refreshToken, ...hash } } };
}

/** The ID token that a renewal gave. */
export function renewedIdToken(id = 'renew'): InputValue {
  return from(id, 'AuthenticationResult.IdToken');
}
