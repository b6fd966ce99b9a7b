import { hash128 } from './mint';

/** Seconds for which a time-based code is good. */
export const totpPeriod = 30;

/**
 * Stands for the six digits of an authenticator app inside the engine: good for one secret and one half minute.
 * The wire checks real RFC 6238 codes and hands in this one when they are right.
 */
export function totpAt(secret: string, epochSeconds: number): string {
  const [word] = hash128(`${secret}/${Math.floor(epochSeconds / totpPeriod)}`);
  return String(word % 1_000_000).padStart(6, '0');
}

/** Whether this is an authenticator's code now, or half a minute earlier or later. */
export function isTotp(secret: string | undefined, code: string, epochSeconds: number): boolean {
  return secret !== undefined && [0, -totpPeriod, totpPeriod].some((skew) => totpAt(secret, epochSeconds + skew) === code);
}
