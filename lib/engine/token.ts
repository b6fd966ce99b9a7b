import { decode, encode } from './base64url';
import { digest } from './mint';

/**
 * A JWT as the engine holds it. Cryptography lives at the edge (`lib/wire`): there, a token that leaves is really signed
 * with its key, and one that arrives is really verified. Inside, a *seal* stands where the signature goes; it fits only
 * the very header and claims it was made for, as a signature does. The wire never lets a seal in from outside.
 */
export interface Token {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** The header and claims as they stand in the text. */
  readonly signed: string;
  readonly signature: string;
}

/** The text of a token signed with the key named by `header.kid`. */
export function signToken(header: Readonly<Record<string, unknown>>, claims: Readonly<Record<string, unknown>>): string {
  const signed = `${encode(JSON.stringify(header))}.${encode(JSON.stringify(claims))}`;
  return `${signed}.${sealOf(signed, String(header.kid))}`;
}

/** Tokens lately decoded: the same one is shown again and again. */
const decoded = new Map<string, Token>();
const mostDecoded = 100;

/** The parts of a token, or undefined when the text is no JWT. Nothing is verified. */
export function decodeToken(text: string): Token | undefined {
  const known = decoded.get(text);
  if (known !== undefined) return known;
  const token = decodeNew(text);
  if (token === undefined) return undefined;
  if (decoded.size >= mostDecoded) decoded.clear();
  decoded.set(text, token);
  return token;
}

/** Forgets the tokens decoded so far: real ones must not outlive the page that asked for them. */
export function forgetDecoded(): void {
  decoded.clear();
}

function decodeNew(text: string): Token | undefined {
  const parts = text.split('.');
  if (parts.length !== 3) return undefined;
  const [header, claims, signature] = parts as [string, string, string];
  const [h, c] = [object(decode(header)), object(decode(claims))];
  if (h === undefined || c === undefined) return undefined;
  return { header: h, claims: c, signed: `${header}.${claims}`, signature };
}

/** Whether the token carries the seal of this key over exactly these contents. */
export function isSignedBy(token: Token, kid: string): boolean {
  return token.signature === sealOf(token.signed, kid);
}

/** The token with claims or header overwritten (null removes) and the old signature left on. */
export function forgeToken(
  text: string,
  claims: Readonly<Record<string, unknown>> = {},
  header: Readonly<Record<string, unknown>> = {},
): string {
  const token = decodeToken(text);
  if (token === undefined) throw new Error('Only a JWT can be forged.');
  return `${encode(JSON.stringify(overwrite(token.header, header)))}.${encode(JSON.stringify(overwrite(token.claims, claims)))}.${token.signature}`;
}

/** Starts every seal; the wire refuses it in anything that arrives. */
export const sealMark = 'sealed-';

/** The seal that stands for a signature over `signed` with the key `kid`. */
export function sealOf(signed: string, kid: string): string {
  return `${sealMark}${digest(`${kid}\n${signed}`)}`;
}

function object(json: string | undefined): Record<string, unknown> | undefined {
  if (json === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function overwrite(before: Readonly<Record<string, unknown>>, changes: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== null));
}
