import type { VerifySoftwareTokenRequest } from '@aws-sdk/client-cognito-identity-provider';
import type { UserPoolUser } from '../../world/resources';
import { operation } from '../operation';
import { isTotp } from '../totp';
import { userId } from '../user-pool';
import { accessRules, callerOf } from '../user-pool-access';
import { authenticatorRules, checkSoftwareTokens, continueSetup, setupBehind } from '../user-pool-authenticators';
import { sessionRules } from '../user-pool-sessions';

/** Ends the set-up of an authenticator app: it shows a code that fits the secret. */
export const VerifySoftwareToken = operation({
  name: 'cognito-idp:VerifySoftwareToken',
  says: 'Proves with a code that an authenticator app has the secret, and registers it.',
  access: 'public',
  rules: {
    ...accessRules,
    ...sessionRules,
    ...authenticatorRules,
    userCode: {
      says: 'The code fits the secret that AssociateSoftwareToken returned.',
      label: 'code',
      cite: 'https://github.com/aws-samples/aws-amplify-auth-starters/issues/15',
      error: { code: 'EnableSoftwareTokenMFAException', message: 'Code mismatch and fail enable Software Token MFA' },
    },
  },
  perform(input: Partial<VerifySoftwareTokenRequest>, context) {
    const code = input.UserCode ?? '';
    const register = (user: UserPoolUser, secret: string | undefined, mfa: UserPoolUser['mfa']) => {
      const right = isTotp(secret, code, context.now);
      context.hold('userCode', right, right ? 'it fits' : secret === undefined ? 'no secret was asked for' : 'it does not fit');
      context.keep('authenticator', userId(user), { used: code });
      context.put('AWS::Cognito::UserPoolUser', userId(user), { ...user, totpSecret: secret, mfa });
    };
    if (input.AccessToken !== undefined) {
      const { pool, user } = callerOf(input.AccessToken, context);
      checkSoftwareTokens(pool, context);
      register(user, context.record('authenticator', userId(user))?.setup, user.mfa ?? { enabled: [] });
      return { Status: 'SUCCESS' };
    }
    const setup = setupBehind(input.Session, context);
    checkSoftwareTokens(setup.pool, context);
    const enabled = [...(setup.user.mfa?.enabled ?? []), 'SOFTWARE_TOKEN_MFA'];
    register(setup.user, setup.challenge.parameters.secret, { enabled, preferred: 'SOFTWARE_TOKEN_MFA' });
    return { Status: 'SUCCESS', Session: continueSetup(setup, { verified: 'true' }, context) };
  },
});
