/** Ids and secrets drawn from a seed and a serial number, so that every run can be repeated. Nothing here is cryptographic. */

/** 128 bits of hash of a text (cyrb128's construction). */
export function hash128(text: string): readonly [number, number, number, number] {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ k, 597399067);
    b = c ^ Math.imul(b ^ k, 2869860233);
    c = d ^ Math.imul(c ^ k, 951274213);
    d = a ^ Math.imul(d ^ k, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [(a ^ b ^ c ^ d) >>> 0, (b ^ a) >>> 0, (c ^ a) >>> 0, (d ^ a) >>> 0];
}

/** A stream of 32-bit numbers that depends on the seed alone (sfc32's construction). */
export function stream(seed: string): () => number {
  let [a, b, c, d] = hash128(seed);
  const next = () => {
    const t = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

const lower = 'abcdefghijklmnopqrstuvwxyz0123456789';
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const mixed = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export const alphabets = { lower, upper, mixed } as const;

/** `length` characters of an alphabet. */
export function text(seed: string, length: number, alphabet: string = lower): string {
  const next = stream(seed);
  let out = '';
  for (let i = 0; i < length; i++) out += alphabet[next() % alphabet.length];
  return out;
}

/** A version-4 shaped UUID. */
export function uuid(seed: string): string {
  const hex = hash128(seed).map((word) => word.toString(16).padStart(8, '0')).join('');
  const variant = '89ab'[parseInt(hex[16] as string, 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Hexadecimal digest of a text; 32 digits. */
export function digest(value: string): string {
  return hash128(value).map((word) => word.toString(16).padStart(8, '0')).join('');
}

/** An id of AWS's kind for something that has none given: `AROA…`, `AIDA…`, `ANPA…`; the same for the same ARN. */
export function entityId(prefix: string, arn: string): string {
  return prefix + text(arn, 17, alphabets.upper);
}
