import type { UserPool, UserPoolUser } from '../world/resources';
import { alphabets, text } from './mint';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import type { Records } from './state';

/** The rules that meet whoever tries a password. */
export const passwordRules = {
  attempts: {
    says: 'After five wrong passwords, each further one locks the user out for twice as long: 1 second to about 15 minutes.',
    label: 'attempts',
    cite: 'aws-facts §2.3',
    error: { code: 'NotAuthorizedException', message: 'Password attempts exceeded', wording: 'documented' },
  },
  password: {
    says: 'The user exists and the password is right.',
    label: 'password',
    cite: 'aws-facts §3d',
    error: { code: 'NotAuthorizedException', message: 'Incorrect username or password.' },
  },
} as const satisfies Record<string, Rule>;

const longestLockout = 900;

/** Applies the outcome of a password try to `<pool>/<user>`; wrong ones count even though AWS refuses. */
export function checkPassword(id: string, right: boolean, actual: string, context: OperationContext<keyof typeof passwordRules>): void {
  const failures = stillCounting(context.record('failedSignIns', id), context.now);
  const wait = (failures?.last ?? 0) + lockout(failures?.count ?? 0) - context.now;
  context.hold('attempts', wait <= 0, `${failures?.count ?? 0} failures${wait > 0 ? `, locked for ${wait} s more` : ''}`);
  if (!right) context.keepAnyway('failedSignIns', id, { count: (failures?.count ?? 0) + 1, last: context.now });
  context.hold('password', right, actual);
  if (failures !== undefined) context.keep('failedSignIns', id, undefined);
}

/** Seconds of lockout after so many failures: 2^(n−5). */
function lockout(failures: number): number {
  return failures < 5 ? 0 : Math.min(2 ** (failures - 5), longestLockout);
}

/** A quarter of an hour without an attempt forgets the failures. */
function stillCounting(failures: Records['failedSignIns'] | undefined, now: number): Records['failedSignIns'] | undefined {
  return failures !== undefined && now - failures.last < longestLockout ? failures : undefined;
}

const day = 86_400;

/** When a temporary password stops working, in epoch seconds. */
export function temporaryUntil(pool: UserPool, user: UserPoolUser): number {
  const days = pool.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays ?? pool.AdminCreateUserConfig?.UnusedAccountValidityDays ?? 7;
  return (user.temporaryPasswordAt ?? user.UserCreateDate ?? Infinity) + days * day;
}

export const newPasswordRules = {
  passwordPolicy: {
    says: 'The new password meets the pool’s password policy.',
    label: 'password policy',
    cite: 'https://github.com/aws-amplify/aws-sdk-android/issues/2370',
    error: { code: 'InvalidPasswordException', message: ({ lack }) => `Password did not conform with policy: ${lack}` },
  },
} as const satisfies Record<string, Rule>;

/** The same where an administrator sets the password; AWS words it a little differently. */
export const adminPasswordRules = {
  passwordPolicy: {
    ...newPasswordRules.passwordPolicy,
    cite: 'https://github.com/data-dot-all/dataall/issues/690',
    error: { code: 'InvalidPasswordException', message: ({ lack }) => `Password did not conform with password policy: ${lack}` },
  },
} as const satisfies Record<string, Rule>;

export function checkNewPassword(pool: UserPool, password: string, context: OperationContext<keyof typeof newPasswordRules>): void {
  const lack = lackOf(pool, password);
  context.hold('passwordPolicy', lack === undefined, lack ?? 'it has all that the policy asks for', { lack: lack ?? '' });
}

/** What the policy misses in a password, as AWS words it; a pool without a policy has AWS's default one. */
function lackOf(pool: UserPool, password: string): string | undefined {
  const policy = pool.Policies?.PasswordPolicy ?? { RequireUppercase: true, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true };
  if (password.length < (policy.MinimumLength ?? 8)) return 'Password not long enough';
  if (policy.RequireUppercase && !/[A-Z]/.test(password)) return 'Password must have uppercase characters';
  if (policy.RequireLowercase && !/[a-z]/.test(password)) return 'Password must have lowercase characters';
  if (policy.RequireNumbers && !/[0-9]/.test(password)) return 'Password must have numeric characters';
  if (policy.RequireSymbols && !/[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/.test(password)) return 'Password must have symbol characters';
  return undefined;
}

/** A temporary password that the pool's policy accepts. */
export function temporaryPassword(pool: UserPool, context: Pick<OperationContext, 'draw'>): string {
  const length = Math.max(8, pool.Policies?.PasswordPolicy?.MinimumLength ?? 8) - 4;
  return `Aa1!${text(context.draw('password'), length, alphabets.lower)}`;
}
