import { clientOfDomain, clientOfDomainRules, withParameters, type AuthorizeRequest } from '../hosted-ui';
import { operation } from '../operation';

interface Input extends AuthorizeRequest {
  readonly logout_uri?: string;
  /** The hosted UI's cookie, if the browser has it. */
  readonly cookie?: string;
}

const cite = 'https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html';

/** The user pool's `GET /logout`, by the name that CloudTrail gives it. It forgets the cookie; tokens that were given out stay good. */
export const Logout = operation({
  name: 'cognito-idp:Logout',
  says: 'Ends the hosted UI’s own session, and sends the browser to a page of the app’s, or to sign in anew.',
  access: 'public',
  rules: {
    client: { ...clientOfDomainRules.client, cite },
    logoutUri: {
      says: 'logout_uri is one of the app client’s LogoutURLs; without it, redirect_uri is one of its CallbackURLs.',
      label: 'logout_uri',
      cite,
      error: { code: 'redirect_mismatch', message: 'logout_uri is none of the app client’s sign-out URLs.', wording: 'unconfirmed' },
    },
  },
  perform(input: Input, context) {
    const { Domain, cookie, logout_uri, ...request } = input;
    const { client } = clientOfDomain(Domain, input.client_id, context);
    const known = logout_uri === undefined ? client.CallbackURLs?.includes(input.redirect_uri ?? '') : client.LogoutURLs?.includes(logout_uri);
    context.hold('logoutUri', known === true, `${logout_uri ?? input.redirect_uri ?? 'none'} is ${known ? '' : 'not '}listed`);
    if (cookie !== undefined) context.keep('hostedSession', cookie, undefined);
    return { Location: logout_uri ?? withParameters('/login', request as Readonly<Record<string, string>>) };
  },
});
