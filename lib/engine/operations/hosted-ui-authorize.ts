import { authorizeRules, checkAuthorize, withParameters, type AuthorizeRequest } from '../hosted-ui';
import { chosenProvider, federationRules, sendToProvider } from '../hosted-ui-federation';
import { sendBack, sessionOf } from '../hosted-ui-session';
import { operation } from '../operation';
import { triggerRules } from '../user-pool-triggers';

interface Input extends AuthorizeRequest {
  /** The hosted UI's cookie, if the browser has it. */
  readonly cookie?: string;
}

/**
 * The user pool's `GET /oauth2/authorize`, by the name that CloudTrail gives it: where an app sends people to sign in.
 * Whoever is signed in already goes straight back; whoever named a provider goes there.
 */
export const OAuth2AuthorizeGet = operation({
  name: 'cognito-idp:OAuth2_Authorize_GET',
  says: 'Sends the browser to the sign-in page, to another provider, or (when signed in already) back to the app.',
  access: 'public',
  rules: { ...authorizeRules, ...federationRules, ...triggerRules },
  perform(input: Input, context) {
    const { cookie, ...request } = input;
    const who = checkAuthorize(request, context);
    const provider = chosenProvider(who, context);
    const session = request.prompt === 'login' ? undefined : sessionOf(cookie, context);
    const user = session && context.get('AWS::Cognito::UserPoolUser', `${session.UserPoolId}/${session.Username}`);
    if (session !== undefined && user?.Enabled && session.UserPoolId === who.pool.Id) return sendBack({ ...who, user }, session.authTime, context);
    if (provider !== undefined) return sendToProvider(who, provider, context);
    const { Domain: _domain, ...shown } = who.hosted;
    return { Location: withParameters('/login', shown as Readonly<Record<string, string>>) };
  },
});
