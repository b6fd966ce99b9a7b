import type { UserPool, UserPoolUser } from '../world/resources';
import { apiReference } from './api-reference';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import { addressOf, codeLifetimes, sendCode, type CodeDelivery, type Destination } from './user-pool-codes';
import { statusRules } from './user-pool-next-step';

/** The rules for setting a forgotten password anew. */
export const recoveryRules = {
  enabled: statusRules.enabled,
  recovery: {
    says: 'The pool lets users recover by themselves.',
    label: 'recovery on',
    cite: apiReference('cognito-idp', 'ForgotPassword'),
    error: { code: 'NotAuthorizedException', message: 'Contact administrator to reset password.', wording: 'unconfirmed' },
  },
  resettable: {
    says: 'The user has a password to forget: no temporary one, and not one at another provider.',
    label: 'has a password',
    cite: apiReference('cognito-idp', 'ForgotPassword'),
    error: { code: 'NotAuthorizedException', message: 'User password cannot be reset in the current state.' },
  },
  reachable: {
    says: 'The user has a verified address of a kind that the pool recovers with.',
    label: 'verified address',
    cite: apiReference('cognito-idp', 'ForgotPassword'),
    error: {
      code: 'InvalidParameterException',
      message: 'Cannot reset password for the user as there is no registered/verified email or phone_number',
    },
  },
} as const satisfies Record<string, Rule>;

/** Sends the code with which a new password can be set, good for an hour. */
export function sendRecoveryCode(pool: UserPool, user: UserPoolUser, context: OperationContext<keyof typeof recoveryRules>): CodeDelivery {
  context.hold('enabled', user.Enabled, `Enabled is ${user.Enabled}`);
  const mechanisms = mechanismsOf(pool);
  context.hold('recovery', mechanisms[0] !== 'admin_only', `the pool recovers by ${mechanisms.join(', then ')}`);
  const resettable = user.UserStatus === 'CONFIRMED' || user.UserStatus === 'RESET_REQUIRED' || user.UserStatus === 'UNCONFIRMED';
  context.hold('resettable', resettable, `UserStatus is ${user.UserStatus}`);
  const to = mechanisms.map((mechanism) => addressFor(mechanism, user)).find((address) => address !== undefined);
  return sendCode('password', user, context.found('reachable', to, to?.attribute ?? 'no verified address'), codeLifetimes.password, context);
}

/** Ways to recover, the first one first; phone before e-mail where the pool says nothing. */
function mechanismsOf(pool: UserPool): readonly string[] {
  const set = pool.AccountRecoverySetting?.RecoveryMechanisms ?? [];
  if (set.length === 0) return ['verified_phone_number', 'verified_email'];
  return [...set].sort((a, b) => a.Priority - b.Priority).map(({ Name }) => Name);
}

function addressFor(mechanism: string, user: UserPoolUser): Destination | undefined {
  if (mechanism === 'verified_email') return addressOf(user, 'email');
  return mechanism === 'verified_phone_number' ? addressOf(user, 'phone_number') : undefined;
}
