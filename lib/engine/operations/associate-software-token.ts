import type { AssociateSoftwareTokenRequest } from '@aws-sdk/client-cognito-identity-provider';
import { alphabets, text } from '../mint';
import { operation } from '../operation';
import { userId } from '../user-pool';
import { accessRules, callerOf } from '../user-pool-access';
import { authenticatorRules, checkSoftwareTokens, continueSetup, setupBehind } from '../user-pool-authenticators';
import { sessionRules } from '../user-pool-sessions';

/** Makes the secret that an authenticator app and Cognito will share. */
export const AssociateSoftwareToken = operation({
  name: 'cognito-idp:AssociateSoftwareToken',
  says: 'Begins to set up an authenticator app: returns the secret that it will share with Cognito.',
  access: 'public',
  rules: { ...accessRules, ...sessionRules, ...authenticatorRules },
  perform(input: Partial<AssociateSoftwareTokenRequest>, context) {
    const SecretCode = text(context.draw('totp'), 52, alphabets.upper);
    if (input.AccessToken !== undefined) {
      const { pool, user } = callerOf(input.AccessToken, context);
      checkSoftwareTokens(pool, context);
      context.keep('authenticator', userId(user), { ...context.record('authenticator', userId(user)), setup: SecretCode });
      return { SecretCode };
    }
    const setup = setupBehind(input.Session, context);
    checkSoftwareTokens(setup.pool, context);
    return { SecretCode, Session: continueSetup(setup, { secret: SecretCode }, context) };
  },
});
