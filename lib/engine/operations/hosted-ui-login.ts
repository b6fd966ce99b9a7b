import { authorizeRules, checkAuthorize, type AuthorizeRequest } from '../hosted-ui';
import { operation } from '../operation';
import { userNamed } from '../user-pool';
import { firstFactorRules, signInWithPassword } from '../user-pool-first-factors';
import { checkReset } from '../user-pool-next-step';
import { required } from '../user-pool-parameters';
import { runTrigger } from '../user-pool-triggers';

interface Input extends AuthorizeRequest {
  readonly username?: string;
  readonly password?: string;
}

/** The sign-in page's form, by the name that CloudTrail gives it. The page tells nobody who exists, whatever the app client says. */
export const LoginPost = operation({
  name: 'cognito-idp:login_POST',
  says: 'Takes user name and password on the sign-in page: sends the browser back to the app, or asks for a second factor.',
  access: 'public',
  rules: {
    ...authorizeRules,
    localUsers: {
      says: 'The app client lets the user pool’s own users sign in: COGNITO is among its providers.',
      label: 'local users',
      cite: 'https://docs.aws.amazon.com/cognito/latest/developerguide/login-endpoint.html',
      error: { code: 'invalid_request', message: 'The app client has no sign-in with a password.', wording: 'unconfirmed' },
    },
    ...firstFactorRules,
  },
  perform(input: Input, context) {
    const { username, password, ...request } = input;
    const who = checkAuthorize(request, context);
    const providers = who.client.SupportedIdentityProviders ?? ['COGNITO'];
    context.hold('localUsers', providers.includes('COGNITO'), `SupportedIdentityProviders: ${providers.join(', ')}`);
    const name = required('username', { username }, context);
    const user = userNamed(who.pool, name, context);
    if (user !== undefined) checkReset(user, context);
    runTrigger('PreAuthentication', who.pool, user ?? { Username: name }, context);
    return signInWithPassword(who, user, name, required('password', { password }, context), context);
  },
});
