import type { UserPool, UserPoolUser } from '../world/resources';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import { userId, type ClientOfPool } from './user-pool';
import { factorsOffered } from './user-pool-mfa';
import { openChallenge, takeChallenge, type Challenge, type sessionRules } from './user-pool-sessions';

export const authenticatorRules = {
  softwareTokens: {
    says: 'The pool has authenticator apps as a second factor.',
    label: 'TOTP on',
    cite: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-totp.html',
    error: {
      code: 'SoftwareTokenMFANotFoundException',
      message: 'Software Token MFA has not been enabled by the userPool',
      wording: 'documented',
    },
  },
} as const satisfies Record<string, Rule>;

export function checkSoftwareTokens(pool: UserPool, context: OperationContext<keyof typeof authenticatorRules>): void {
  const offered = factorsOffered(pool);
  context.hold('softwareTokens', offered.includes('SOFTWARE_TOKEN_MFA'), `the pool offers ${offered.join(', ') || 'no second factor'}`);
}

/** A user who sets up an authenticator in the middle of a sign-in (MFA_SETUP). */
export interface Setup extends ClientOfPool {
  readonly user: UserPoolUser;
  readonly challenge: Challenge;
}

/** The set-up that a Session stands for, which is then used up: each step gives a new one. */
export function setupBehind(session: string | undefined, context: OperationContext<keyof typeof sessionRules>): Setup {
  const ClientId = context.record('challenge', session ?? '')?.ClientId;
  const client = ClientId === undefined ? undefined : context.get('AWS::Cognito::UserPoolClient', ClientId);
  const pool = client && context.get('AWS::Cognito::UserPool', client.UserPoolId);
  if (client === undefined || pool === undefined) return context.refuse('session', 'nobody was given this one');
  const challenge = takeChallenge(session ?? '', ['MFA_SETUP'], client, context);
  const user = context.found('session', context.get('AWS::Cognito::UserPoolUser', userId(challenge)), `its user is ${challenge.Username}`);
  return { client, pool, user, challenge };
}

/** The next Session of a set-up. */
export function continueSetup(setup: Setup, parameters: Readonly<Record<string, string>>, context: OperationContext): string {
  return openChallenge('MFA_SETUP', { ...setup, Username: setup.user.Username }, context, { ...setup.challenge.parameters, ...parameters });
}
