import { digest, hash128 } from './mint';

/** Which guest of which pool an id was made for. */
export interface GuestNumber {
  /** The pool's place among the pools that have had guests. */
  readonly pool: number;
  /** The guest's place among the pool's guests. */
  readonly guest: number;
}

/**
 * A UUID that a guest's number can be read out of again by who knows the seed: six digits of pool and ten of guest,
 * hidden under a mask, then a check over both. So an account knows its guests without keeping them.
 */
export function guestUuid(seed: string, { pool, guest }: GuestNumber): string {
  const numbers = pool.toString(16).padStart(6, '0') + guest.toString(16).padStart(10, '0');
  const check = checkOf(seed, numbers);
  const digits = masked(numbers, seed, check) + check;
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(12, 15)}-${'89ab'[parseInt(check[0] as string, 16) % 4]}${digits.slice(15, 18)}-${digits.slice(18)}`;
}

/** The number in a guest's UUID; undefined when this account made no such id. */
export function guestNumber(seed: string, uuid: string): GuestNumber | undefined {
  if (uuid.length !== 36) return undefined;
  const digits = uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(15, 18) + uuid.slice(20, 23) + uuid.slice(24);
  const check = digits.slice(16);
  const numbers = masked(digits.slice(0, 16), seed, check);
  const number = { pool: parseInt(numbers.slice(0, 6), 16), guest: parseInt(numbers.slice(6), 16) };
  return guestUuid(seed, number) === uuid ? number : undefined;
}

function checkOf(seed: string, numbers: string): string {
  return digest(`${seed}/guest/${numbers}`).slice(0, 14);
}

/** Sixteen digits with a mask laid over them; laid twice, it is gone. */
function masked(digits: string, seed: string, check: string): string {
  const [high, low] = hash128(`${seed}/mask/${check}`);
  return xor(digits.slice(0, 8), high) + xor(digits.slice(8), low);
}

function xor(digits: string, mask: number): string {
  return ((parseInt(digits, 16) ^ mask) >>> 0).toString(16).padStart(8, '0');
}
