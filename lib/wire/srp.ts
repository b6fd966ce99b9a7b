import { concat, fromHex, hmacSha256, sha256, toHex, utf8, type Bytes } from './bytes';

/**
 * The Secure Remote Password protocol as Cognito speaks it (aws-facts §2.1): SRP-6a over the 3072-bit group of RFC 5054
 * with SHA-256, in which numbers are hashed as signed bytes (a leading zero where the first bit is set).
 */
export const groupPrime = BigInt(
  `0x${[
    'FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B',
    '302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE6',
    '49286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D',
    '670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718',
    '3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7D',
    'B3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C',
    'BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
  ].join('')}`,
);
const generator = 2n;

/** Whose password: the part of the user pool's id after `_`, the user's name in the pool, and the pool's salt for them. */
export interface SrpUser {
  readonly poolName: string;
  readonly userId: string;
  readonly password: string;
  readonly salt: bigint;
}

/** What both sides know of one sign-in besides the password. */
export interface SrpExchange {
  readonly A: bigint;
  readonly B: bigint;
}

/** The client's public number for its secret one. */
export function clientPublic(a: bigint): bigint {
  return power(generator, a);
}

/** The server's public number for its secret one: `B = k·v + g^b`. */
export async function serverPublic(b: bigint, verifier: bigint): Promise<bigint> {
  return modulo((await multiplier()) * verifier + power(generator, b));
}

/** What a server keeps instead of a password: `v = g^x`. */
export async function verifierOf(user: SrpUser): Promise<bigint> {
  return power(generator, await privateKey(user));
}

/** The key as the server works it out; undefined for a public number that would give it away (A ≡ 0). */
export async function serverKey({ A, B }: SrpExchange, b: bigint, verifier: bigint): Promise<Bytes | undefined> {
  const u = await scrambler({ A, B });
  if (modulo(A) === 0n || u === 0n) return undefined;
  return derivedKey(power(modulo(A * power(verifier, u)), b), u);
}

/** The key as the client works it out from the password. */
export async function clientKey({ A, B }: SrpExchange, a: bigint, user: SrpUser): Promise<Bytes> {
  const [u, x, k] = [await scrambler({ A, B }), await privateKey(user), await multiplier()];
  const S = power(modulo(B - k * power(generator, x)), a + u * x);
  return derivedKey(S, u);
}

/** PASSWORD_CLAIM_SIGNATURE, before Base64. */
export function claimSignature(
  key: Uint8Array,
  user: Pick<SrpUser, 'poolName' | 'userId'>,
  secretBlock: Uint8Array,
  timestamp: string,
): Promise<Bytes> {
  return hmacSha256(key, concat(utf8(user.poolName), utf8(user.userId), secretBlock, utf8(timestamp)));
}

/** A number as SRP hashes it: an even number of digits, and a leading zero byte where it would look negative. */
export function padded(value: bigint): Bytes {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return fromHex(/^[89a-f]/.test(even) ? `00${even}` : even);
}

export function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes) || '0'}`);
}

/** The number that hexadecimal digits stand for, or undefined when they are none. */
export function fromDigits(hex: string): bigint | undefined {
  return /^[0-9a-fA-F]{1,800}$/.test(hex) ? BigInt(`0x${hex}`) : undefined;
}

async function privateKey({ poolName, userId, password, salt }: SrpUser): Promise<bigint> {
  const inner = await sha256(`${poolName}${userId}:${password}`);
  return toNumber(await sha256(concat(padded(salt), inner)));
}

let k: Promise<bigint> | undefined;

function multiplier(): Promise<bigint> {
  return (k ??= sha256(concat(padded(groupPrime), padded(generator))).then(toNumber));
}

async function scrambler({ A, B }: SrpExchange): Promise<bigint> {
  return toNumber(await sha256(concat(padded(A), padded(B))));
}

async function derivedKey(S: bigint, u: bigint): Promise<Bytes> {
  const strong = await hmacSha256(padded(u), padded(S));
  return (await hmacSha256(strong, concat(utf8('Caldera Derived Key'), Uint8Array.of(1)))).slice(0, 16);
}

function modulo(value: bigint): bigint {
  const rest = value % groupPrime;
  return rest < 0n ? rest + groupPrime : rest;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = modulo(base);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % groupPrime;
    square = (square * square) % groupPrime;
  }
  return result;
}
