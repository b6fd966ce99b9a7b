import type { UserPoolUser } from '../world/resources';
import type { AuthorizeRequest } from './hosted-ui';
import { enter, type Redirect } from './hosted-ui-session';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import type { ClientOfPool } from './user-pool';
import { addressOf, sendOneTimeCode, type Destination } from './user-pool-codes';
import { factorsAsked, factorsOffered, type SecondFactor } from './user-pool-mfa';
import { temporaryUntil } from './user-pool-passwords';
import { openChallenge } from './user-pool-sessions';
import { signIn, type IssuedTokens } from './user-pool-tokens';
import { runTrigger, triggerRules } from './user-pool-triggers';

/** Through which app client someone comes in, and whether by the hosted UI: then what the app asked of it. */
export interface Entrance extends ClientOfPool {
  readonly hosted?: AuthorizeRequest;
}

/** Someone on the way in: the user is known, and so is the app client. */
export interface SigningIn extends Entrance {
  readonly user: UserPoolUser;
}

/** What a step of a sign-in answers: the next challenge, tokens, or (in the hosted UI) the way back to the app. */
export type AuthAnswer =
  | {
      readonly ChallengeName: string;
      readonly Session?: string;
      readonly ChallengeParameters: Readonly<Record<string, string>>;
      readonly AvailableChallenges?: readonly string[];
    }
  | { readonly AuthenticationResult: IssuedTokens; readonly ChallengeParameters: Readonly<Record<string, never>> }
  | Redirect;

/** The rules that a user must meet before they get in, whatever they proved. */
export const statusRules = {
  reset: {
    says: 'The user’s password has not been reset by an administrator or an import.',
    label: 'no reset',
    cite: 'aws-facts §3d',
    error: { code: 'PasswordResetRequiredException', message: 'Password reset required for the user' },
  },
  enabled: {
    says: 'The user is enabled.',
    label: 'user enabled',
    cite: 'aws-facts §3d',
    error: { code: 'NotAuthorizedException', message: 'User is disabled.' },
  },
  confirmed: {
    says: 'The user has confirmed the sign-up.',
    label: 'confirmed',
    cite: 'aws-facts §3d',
    error: { code: 'UserNotConfirmedException', message: 'User is not confirmed.' },
  },
  temporaryPassword: {
    says: 'A temporary password is used within the days that the pool gives it.',
    label: 'password in time',
    cite: 'aws-facts §3d',
    error: {
      code: 'NotAuthorizedException',
      message: 'Temporary password has expired and must be reset by an administrator.',
      wording: 'unconfirmed',
    },
  },
  ...triggerRules,
} as const satisfies Record<string, Rule>;

export type StatusRule = keyof typeof statusRules;

/** Asked before a password is looked at: imported users have none yet. */
export function checkReset(user: UserPoolUser, context: OperationContext<StatusRule>): void {
  context.hold('reset', user.UserStatus !== 'RESET_REQUIRED', `UserStatus is ${user.UserStatus}`);
}

/** Applies the rules of the user's status. */
export function checkStatus({ pool, user }: SigningIn, context: OperationContext<StatusRule>): void {
  context.hold('enabled', user.Enabled, `Enabled is ${user.Enabled}`);
  context.hold('confirmed', user.UserStatus !== 'UNCONFIRMED', `UserStatus is ${user.UserStatus}`);
  if (user.UserStatus !== 'FORCE_CHANGE_PASSWORD') return;
  const left = temporaryUntil(pool, user) - context.now;
  context.hold('temporaryPassword', left > 0, `the temporary password is good for ${left} s`);
}

/** After the password: a new one where it was temporary, then the second factor. */
export function afterPassword(who: SigningIn, context: OperationContext<StatusRule>): AuthAnswer {
  checkStatus(who, context);
  if (who.user.UserStatus === 'FORCE_CHANGE_PASSWORD') return newPasswordRequired(who, context);
  return afterFirstFactor(who, context);
}

/** After the first factor: a second one where the pool or the user asks for it, else tokens. */
export function afterFirstFactor(who: SigningIn, context: OperationContext<StatusRule>): AuthAnswer {
  const factors = factorsAsked(who.pool, who.user);
  if (factors === 'setup') return challenged('MFA_SETUP', who, { MFAS_CAN_SETUP: JSON.stringify(factorsOffered(who.pool)) }, context);
  if (factors.length > 1) return challenged('SELECT_MFA_TYPE', who, { MFAS_CAN_CHOOSE: JSON.stringify(factors) }, context);
  const [factor] = factors;
  return factor === undefined ? tokens(who, context) : askFor(factor, who, context);
}

/** The challenge of one second factor. */
export function askFor(factor: SecondFactor, who: SigningIn, context: OperationContext): AuthAnswer {
  if (factor === 'SOFTWARE_TOKEN_MFA') return challenged(factor, who, {}, context);
  const to = addressOf(who.user, factor === 'EMAIL_OTP' ? 'email' : 'phone_number', false);
  if (to === undefined) throw new Error(`${who.user.Username} has no address for ${factor}.`);
  return sendOneTimePassword(factor, who, to, context);
}

/** Sends a code, of 8 digits by e-mail or as a first factor and of 6 as SMS_MFA, and asks for it. */
export function sendOneTimePassword(ChallengeName: string, who: SigningIn, to: Destination, context: OperationContext): AuthAnswer {
  const lifetime = (who.client.AuthSessionValidity ?? 3) * 60;
  const { DeliveryMedium, Destination, code, codeId } = sendOneTimeCode(who.user, to, lifetime, context, ChallengeName === 'SMS_MFA' ? 6 : 8);
  const parameters = { CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium, CODE_DELIVERY_DESTINATION: Destination };
  return challenged(ChallengeName, who, parameters, context, { code, codeId });
}

/** Opens a challenge and answers with it. */
export function challenged(
  ChallengeName: string,
  who: SigningIn,
  ChallengeParameters: Readonly<Record<string, string>>,
  context: OperationContext,
  hidden: Readonly<Record<string, string>> = {},
): AuthAnswer {
  const kept = { ...ChallengeParameters, ...hidden, ...(who.hosted === undefined ? {} : { hosted: JSON.stringify(who.hosted) }) };
  const Session = openChallenge(ChallengeName, { ...who, Username: who.user.Username }, context, kept);
  return { ChallengeName, Session, ChallengeParameters: { ...ChallengeParameters, USER_ID_FOR_SRP: who.user.Username } };
}

/** The end of every sign-in. */
export function tokens(who: SigningIn, context: OperationContext<StatusRule>): AuthAnswer {
  runTrigger('PostAuthentication', who.pool, who.user, context);
  if (who.hosted !== undefined) return enter({ ...who, hosted: who.hosted }, context);
  return { AuthenticationResult: signIn(who, context), ChallengeParameters: {} };
}

function newPasswordRequired(who: SigningIn, context: OperationContext): AuthAnswer {
  const { sub: _sub, ...attributes } = who.user.Attributes;
  const parameters = {
    requiredAttributes: JSON.stringify(missingAttributes(who).map((name) => `userAttributes.${name}`)),
    userAttributes: JSON.stringify(attributes),
  };
  return challenged('NEW_PASSWORD_REQUIRED', who, parameters, context);
}

/** The attributes that the pool requires and the user does not have yet. */
export function missingAttributes({ pool, user }: Pick<SigningIn, 'pool' | 'user'>): readonly string[] {
  return (pool.SchemaAttributes ?? []).filter(({ Name, Required }) => Required && user.Attributes[Name] === undefined).map(({ Name }) => Name);
}
