import { NotRead } from '../world/gap';
import type { UserPool, UserPoolUser } from '../world/resources';
import { apiReference } from './api-reference';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import { userId } from './user-pool';

export type SecondFactor = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP';

/** The second factors that a pool offers. Throws NotRead when MFA is on and `GetUserPoolMfaConfig` was not read. */
export function factorsOffered(pool: UserPool): readonly SecondFactor[] {
  if ((pool.MfaConfiguration ?? 'OFF') === 'OFF') return [];
  const offered: SecondFactor[] = [];
  if (pool.SmsMfaConfiguration !== undefined) offered.push('SMS_MFA');
  if (pool.SoftwareTokenMfaConfiguration?.Enabled) offered.push('SOFTWARE_TOKEN_MFA');
  if (pool.EmailMfaConfiguration !== undefined) offered.push('EMAIL_OTP');
  if (offered.length === 0) throw new NotRead(`cognito-idp:GetUserPoolMfaConfig ${pool.Id}`);
  return offered;
}

/** The second factors that a user has switched on. Someone who brought a TOTP secret along has that one. */
export function factorsEnabled(user: UserPoolUser): readonly string[] {
  return user.mfa?.enabled ?? (user.totpSecret === undefined ? [] : ['SOFTWARE_TOKEN_MFA']);
}

/**
 * The factors that a sign-in must ask for: none, one, or several to choose from. `setup`: MFA is required and the user
 * has nothing set up yet.
 */
export function factorsAsked(pool: UserPool, user: UserPoolUser): readonly SecondFactor[] | 'setup' {
  const offered = factorsOffered(pool);
  const enabled = offered.filter((factor) => factorsEnabled(user).includes(factor));
  const preferred = enabled.find((factor) => factor === user.mfa?.preferred);
  if (preferred !== undefined) return [preferred];
  if (enabled.length > 0 || pool.MfaConfiguration !== 'ON') return enabled;
  const usable = offered.filter((factor) => isReady(factor, user));
  return usable.length === 0 ? 'setup' : usable;
}

function isReady(factor: SecondFactor, user: UserPoolUser): boolean {
  if (factor === 'SOFTWARE_TOKEN_MFA') return user.totpSecret !== undefined;
  if (factor === 'SMS_MFA') return user.Attributes.phone_number !== undefined;
  return user.Attributes.email_verified === 'true';
}

export const preferenceRules = {
  authenticator: {
    says: 'Who switches authenticator codes on has verified an authenticator.',
    label: 'authenticator',
    cite: apiReference('cognito-idp', 'SetUserMFAPreference'),
    error: { code: 'InvalidParameterException', message: 'User has not verified software token mfa' },
  },
  mfaAddress: {
    says: 'Who switches codes by text message or e-mail on has a phone number or a verified e-mail address.',
    label: 'address',
    cite: apiReference('cognito-idp', 'SetUserMFAPreference'),
    error: { code: 'InvalidParameterException', message: ({ factor }) => `The user has no address for ${factor}`, wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

interface Setting {
  readonly Enabled?: boolean;
  readonly PreferredMfa?: boolean;
}

/** The settings of SetUserMFAPreference and AdminSetUserMFAPreference. */
export interface Preferences {
  readonly SMSMfaSettings?: Setting;
  readonly SoftwareTokenMfaSettings?: Setting;
  readonly EmailMfaSettings?: Setting;
}

/** Switches a user's second factors on and off. What is left out stays as it is. */
export function setPreference(user: UserPoolUser, input: Preferences, context: OperationContext<keyof typeof preferenceRules>): void {
  let enabled: readonly string[] = factorsEnabled(user);
  let preferred = user.mfa?.preferred;
  const settings = { SMS_MFA: input.SMSMfaSettings, SOFTWARE_TOKEN_MFA: input.SoftwareTokenMfaSettings, EMAIL_OTP: input.EmailMfaSettings } as const;
  for (const [factor, setting] of Object.entries(settings) as [SecondFactor, Setting | undefined][]) {
    if (setting === undefined) continue;
    const ready = setting.Enabled !== true || isReady(factor, user);
    const rule = factor === 'SOFTWARE_TOKEN_MFA' ? 'authenticator' : 'mfaAddress';
    context.hold(rule, ready, `${factor} ${ready ? 'is' : 'is not'} ready`, { factor });
    enabled = [...enabled.filter((one) => one !== factor), ...(setting.Enabled ? [factor] : [])];
    if (setting.PreferredMfa) preferred = factor;
    else if (preferred === factor) preferred = undefined;
  }
  context.put('AWS::Cognito::UserPoolUser', userId(user), { ...user, mfa: { enabled, ...(preferred && enabled.includes(preferred) ? { preferred } : {}) } });
}
