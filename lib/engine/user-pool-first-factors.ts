import type { UserPoolUser } from '../world/resources';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import { userId } from './user-pool';
import { addressOf } from './user-pool-codes';
import { afterPassword, challenged, checkStatus, sendOneTimePassword, statusRules, type AuthAnswer, type Entrance, type SigningIn } from './user-pool-next-step';
import { parameterRules, type Parameters } from './user-pool-parameters';
import { checkPassword, passwordRules } from './user-pool-passwords';
import { passwordVerifier } from './user-pool-srp';

export const firstFactorRules = { ...parameterRules, ...passwordRules, ...statusRules } as const satisfies Record<string, Rule>;

type FirstFactorContext = OperationContext<keyof typeof firstFactorRules>;

/** Checks a password sent as it is, and goes on. `user` is undefined where the app client hides that there is none. */
export function signInWithPassword(
  where: Entrance,
  user: UserPoolUser | undefined,
  name: string,
  password: string | undefined,
  context: FirstFactorContext,
): AuthAnswer {
  const right = user?.password !== undefined && user.password === password;
  checkPassword(userId({ UserPoolId: where.pool.Id, Username: user?.Username ?? name }), right, saysOfPassword(user, right), context);
  return afterPassword({ ...where, user: user as UserPoolUser }, context);
}

/** What a password check found, in plain words. */
export function saysOfPassword(user: UserPoolUser | undefined, right: boolean): string {
  if (user === undefined) return 'there is no such user';
  return right ? 'the password is right' : 'the password is wrong';
}

/** The first factors that this user can choose from in a choice-based sign-in (USER_AUTH). */
function available({ pool, user }: SigningIn): readonly string[] {
  const allowed = pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD'];
  return [
    ...(allowed.includes('EMAIL_OTP') && addressOf(user, 'email') ? ['EMAIL_OTP'] : []),
    ...(allowed.includes('SMS_OTP') && addressOf(user, 'phone_number') ? ['SMS_OTP'] : []),
    ...(allowed.includes('PASSWORD') && user.password !== undefined ? ['PASSWORD', 'PASSWORD_SRP'] : []),
  ];
}

/** Offers the first factors. */
export function selectChallenge(who: SigningIn, context: FirstFactorContext): AuthAnswer {
  return { ...challenged('SELECT_CHALLENGE', who, {}, context), ChallengeParameters: {}, AvailableChallenges: available(who) } as AuthAnswer;
}

/** Goes on with the first factor that was chosen; one that is not to be had leads back to the choice. */
export function chooseFirstFactor(choice: string, who: SigningIn, sent: Parameters, context: FirstFactorContext): AuthAnswer {
  if (!available(who).includes(choice)) return selectChallenge(who, context);
  if (choice === 'PASSWORD') {
    if (sent.PASSWORD === undefined) return challenged(choice, who, {}, context);
    return signInWithPassword(who, who.user, who.user.Username, sent.PASSWORD, context);
  }
  if (choice === 'PASSWORD_SRP') {
    if (sent.SRP_A === undefined) return challenged(choice, who, {}, context);
    return passwordVerifier(who, who.user.Username, context, 'session');
  }
  checkStatus(who, context);
  const to = addressOf(who.user, choice === 'EMAIL_OTP' ? 'email' : 'phone_number');
  if (to === undefined) throw new Error(`${choice} was offered without an address.`);
  return sendOneTimePassword(choice, who, to, context);
}
