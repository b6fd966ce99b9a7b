import { decodeToken } from '../../engine/token';
import type { State } from '../../engine/state';
import { totpAt, totpPeriod } from '../../engine/totp';
import { get } from '../../world/world';
import { sameText, type Bytes } from '../bytes';

type Fields = Readonly<Record<string, unknown>>;
type Texts = Readonly<Record<string, string>>;

/** The six digits that an authenticator app shows for a Base32 secret (RFC 6238, SHA-1, half a minute). */
export async function realTotp(secret: string, epochSeconds: number): Promise<string> {
  const key = await crypto.subtle.importKey('raw', fromBase32(secret), { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']);
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(epochSeconds / totpPeriod)));
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, counter.buffer));
  const offset = mac.getUint8(19) & 15;
  return String((mac.getUint32(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** `now`: the account's time, by which the engine judges; `wall`: the time by which authenticator apps show their codes. */
export interface Times {
  readonly now: number;
  readonly wall: number;
}

/** The input with the engine's own code where a right one was, and one that is right at no time where a wrong one was. */
export async function totpIn(input: Fields, state: State, times: Times): Promise<Fields> {
  const responses = input.ChallengeResponses as Texts | undefined;
  const code = input.UserCode ?? responses?.SOFTWARE_TOKEN_MFA_CODE;
  if (typeof code !== 'string') return input;
  const secret = secretFor(input, state);
  if (secret === undefined) return input;
  const engineCode = await engineCodeFor(code, secret, times);
  if (input.UserCode !== undefined) return { ...input, UserCode: engineCode };
  return { ...input, ChallengeResponses: { ...responses, SOFTWARE_TOKEN_MFA_CODE: engineCode } };
}

async function engineCodeFor(code: string, secret: string, { now, wall }: Times): Promise<string> {
  for (const skew of skews) if (sameText(await realTotp(secret, wall + skew), code)) return totpAt(secret, now + skew);
  const right = skews.map((skew) => totpAt(secret, now + skew));
  return ['000000', '000001', '000002', '000003'].find((one) => !right.includes(one)) as string;
}

/** Now, or half a minute earlier or later. */
const skews = [0, -totpPeriod, totpPeriod];

/** The secret that the code must fit: one being set up, or the one of the user who is signing in. */
function secretFor(input: Fields, { records, world }: State): string | undefined {
  const challenge = records.challenge?.get(String(input.Session));
  if (challenge !== undefined) {
    return challenge.parameters.secret ?? get(world, 'AWS::Cognito::UserPoolUser', `${challenge.UserPoolId}/${challenge.Username}`)?.totpSecret;
  }
  const claims = decodeToken(String(input.AccessToken))?.claims;
  const poolId = String(claims?.iss).split('/').at(-1);
  return records.authenticator?.get(`${poolId}/${String(claims?.username)}`)?.setup;
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function fromBase32(text: string): Bytes {
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const letter of text.toUpperCase()) {
    const value = base32.indexOf(letter);
    if (value < 0) continue;
    buffer = ((buffer << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 255);
    }
  }
  return Uint8Array.from(bytes);
}
