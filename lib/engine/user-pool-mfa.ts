import { NotRead } from '../world/gap';
import type { UserPool, UserPoolUser } from '../world/resources';

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
  const usable = offered.filter((factor) => isUsable(factor, user));
  return usable.length === 0 ? 'setup' : usable;
}

function isUsable(factor: SecondFactor, user: UserPoolUser): boolean {
  if (factor === 'SOFTWARE_TOKEN_MFA') return user.totpSecret !== undefined;
  if (factor === 'SMS_MFA') return user.Attributes.phone_number !== undefined;
  return user.Attributes.email_verified === 'true';
}
