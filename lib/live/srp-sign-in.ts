import { fromBase64, toBase64 } from '../wire/bytes';
import { claimSignature, clientKey, clientPublic, fromDigits, toNumber } from '../wire/srp';

/** The browser's side of one sign-in by SRP: its secret number, and the public one that is sent. */
export interface SrpStart {
  readonly a: bigint;
  readonly SRP_A: string;
}

export function startSrp(): SrpStart {
  const a = toNumber(crypto.getRandomValues(new Uint8Array(128)));
  return { a, SRP_A: clientPublic(a).toString(16) };
}

/** What PASSWORD_VERIFIER asks for: that the browser knows the password, without it. */
export interface SrpProof {
  readonly PASSWORD_CLAIM_SIGNATURE: string;
  readonly TIMESTAMP: string;
}

/** Answers the challenge of a user pool. `at` is in epoch seconds. @throws Error when the challenge is none */
export async function proveBySrp(
  { a, SRP_A }: SrpStart,
  challenge: Readonly<Record<string, string>>,
  { userPoolId, password, at }: { readonly userPoolId: string; readonly password: string; readonly at: number },
): Promise<SrpProof> {
  const { SRP_B = '', SALT = '', SECRET_BLOCK = '', USER_ID_FOR_SRP = '' } = challenge;
  const [A, B, salt, block] = [fromDigits(SRP_A), fromDigits(SRP_B), fromDigits(SALT), fromBase64(SECRET_BLOCK)];
  if (A === undefined || B === undefined || salt === undefined || block === undefined) throw new Error('The user pool’s SRP challenge cannot be read.');
  const user = { poolName: userPoolId.slice(userPoolId.indexOf('_') + 1), userId: USER_ID_FOR_SRP, password, salt };
  const TIMESTAMP = timestampOf(at);
  const key = await clientKey({ A, B }, a, user);
  return { PASSWORD_CLAIM_SIGNATURE: toBase64(await claimSignature(key, user, block, TIMESTAMP)), TIMESTAMP };
}

/** `Sun Nov 1 09:05:00 UTC 2026`: the day of the month without a zero before it, as the user pool wants it. */
export function timestampOf(at: number): string {
  const [weekday, day, month, year, time] = new Date(at * 1000).toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}
