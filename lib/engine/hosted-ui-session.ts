import type { UserPoolUser } from '../world/resources';
import { withParameters, type Authorized, type AuthorizeRequest } from './hosted-ui';
import { text, uuid } from './mint';
import type { OperationContext } from './operation';
import type { Records } from './state';
import { issueTokens, type Grant } from './user-pool-tokens';

/** Seconds for which the hosted UI remembers who signed in (aws-facts §2.4). */
const sessionLife = 3600;
/** Seconds for which an authorization code is good (aws-facts §2.4). */
const codeLife = 300;

/** Where the browser goes next, and with what. */
export interface Redirect {
  readonly Location: string;
  /** The parameters that the app reads from its address. */
  readonly redirect: Readonly<Record<string, string>>;
  /** The hosted UI's cookie, under which it remembers the user. */
  readonly cookie?: string;
}

/** The user's session in the hosted UI that a cookie stands for, if it still does. */
export function sessionOf(cookie: string | undefined, context: Pick<OperationContext, 'now' | 'record'>): Records['hostedSession'] | undefined {
  const session = context.record('hostedSession', cookie ?? '');
  return session !== undefined && context.now < session.expiresAt ? session : undefined;
}

/** Remembers who signed in, and sends them back to the app. */
export function enter(who: Authorized & { readonly user: UserPoolUser }, context: OperationContext): Redirect {
  const cookie = uuid(context.draw('cookie'));
  const { UserPoolId, Username } = who.user;
  context.keep('hostedSession', cookie, { UserPoolId, Username, authTime: context.now, expiresAt: context.now + sessionLife });
  return { ...sendBack(who, context.now, context), cookie };
}

/** Sends a signed-in user back to the app: with a code, or (implicit flow) with the tokens in the fragment. */
export function sendBack(who: Authorized & { readonly user: UserPoolUser }, authTime: number, context: OperationContext): Redirect {
  const { hosted } = who;
  const redirectUri = hosted.redirect_uri ?? '';
  const parameters = hosted.response_type === 'code' ? { code: newCode(who, hosted, authTime, context) } : implicitTokens(who, hosted, authTime, context);
  const redirect = { ...parameters, ...(hosted.state === undefined ? {} : { state: hosted.state }) };
  return { Location: withParameters(redirectUri, redirect, hosted.response_type === 'code' ? '?' : '#'), redirect };
}

function newCode(who: Authorized & { readonly user: UserPoolUser }, hosted: AuthorizeRequest, authTime: number, context: OperationContext): string {
  const code = uuid(context.draw('code'));
  context.keep('authorizationCode', code, {
    UserPoolId: who.pool.Id,
    ClientId: who.client.ClientId,
    Username: who.user.Username,
    redirectUri: hosted.redirect_uri ?? '',
    scope: hosted.scope ?? '',
    authTime,
    expiresAt: context.now + codeLife,
    ...(hosted.code_challenge === undefined ? {} : { codeChallenge: hosted.code_challenge }),
    ...(hosted.nonce === undefined ? {} : { nonce: hosted.nonce }),
  });
  return code;
}

function implicitTokens(who: Authorized & { readonly user: UserPoolUser }, hosted: AuthorizeRequest, authTime: number, context: OperationContext) {
  const scope = hosted.scope ?? '';
  const grant: Grant = { ...who, scope, authTime, originJti: uuid(context.draw('origin')), nonce: hosted.nonce };
  const { AccessToken, IdToken, ExpiresIn } = issueTokens(grant, context);
  return {
    ...(scope.split(' ').includes('openid') ? { id_token: IdToken } : {}),
    access_token: AccessToken,
    expires_in: String(ExpiresIn),
    token_type: 'Bearer',
  };
}

/** Opaque text that stands for a way in: a `state` for another provider. */
export function opaque(seed: string): string {
  return text(seed, 64);
}
