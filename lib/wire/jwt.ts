import { hash128 } from '../engine/mint';
import { decodeToken, isSignedBy, sealMark, sealOf, type Token } from '../engine/token';
import { fromBase64url, toBase64url, utf8 } from './bytes';
import { publicDemoKeys, type DemoKey } from './demo-keys';

/** The algorithms of Cognito's tokens: RS256 for user pools, RS512 for the identity pool's own token (aws-facts §2.7, §2.12). */
export type Algorithm = 'RS256' | 'RS512';

/** A public key as a JWKS lists it. */
export interface PublicJwk {
  readonly kid: string;
  readonly alg: Algorithm;
  readonly kty: 'RSA';
  readonly use: 'sig';
  readonly n: string;
  readonly e: string;
}

/** The public demo key with this key id: always the same one, and never one key for ID tokens and access tokens. */
export function demoKeyOf(kid: string): DemoKey {
  const forAccess = publicDemoKeys.slice(-2);
  const keys = kid.endsWith('-access') ? forAccess : publicDemoKeys.slice(0, -2);
  return keys[hash128(kid)[0] % keys.length] as DemoKey;
}

/** The public half of the keys with these key ids. */
export function jwksOf(kids: readonly string[], alg: Algorithm = 'RS256'): { readonly keys: readonly PublicJwk[] } {
  return {
    keys: kids.map((kid) => {
      const { kty, n, e } = demoKeyOf(kid);
      return { kid, alg, kty, use: 'sig', n, e };
    }),
  };
}

/**
 * The token with a real signature where the engine's seal was. A seal that does not fit (a forged token) becomes a real
 * signature that does not fit either. What is no sealed token comes back as it is.
 */
export function signSealed(text: string): Promise<string> {
  const known = signedBefore.get(text);
  if (known !== undefined) return known;
  const signed = signAnew(text);
  if (signedBefore.size >= remembered) signedBefore.delete(signedBefore.keys().next().value as string);
  signedBefore.set(text, signed);
  return signed;
}

/** A token is signed the same way every time, and the player shows the same ones again and again. */
const signedBefore = new Map<string, Promise<string>>();
const remembered = 256;

async function signAnew(text: string): Promise<string> {
  const token = decodeToken(text);
  if (token === undefined || !token.signature.startsWith(sealMark)) return text;
  // A forger may write any algorithm into the header; what was signed once was signed with one of Cognito's.
  const alg = algorithmOf(token) ?? 'RS256';
  const kid = String(token.header.kid);
  const fits = isSignedBy(token, kid);
  const signature = await signText(fits ? token.signed : token.signature, kid, alg);
  return `${token.signed}.${signature}`;
}

/**
 * A token from outside, as the engine may see it: with the engine's seal if its signature is good under the key that its
 * header names; otherwise as it is, unless it pretends to a seal, which is then broken.
 */
export async function sealVerified(text: string): Promise<string> {
  const token = decodeToken(text);
  if (token === undefined) return text;
  if (await isGood(token)) return `${token.signed}.${sealOf(token.signed, String(token.header.kid))}`;
  return token.signature.startsWith(sealMark) ? `${token.signed}.no-${token.signature}` : text;
}

/** The signature of a text with the demo key of this id, in Base64url. */
export async function signText(text: string, kid: string, alg: Algorithm): Promise<string> {
  const key = await cryptoKey(kid, alg, 'sign');
  return toBase64url(new Uint8Array(await crypto.subtle.sign('RSASSA-PKCS1-v1_5', key, utf8(text))));
}

/** Whether this is the signature of a text with the demo key of this id. */
export async function isTextSigned(text: string, signature: string, kid: string, alg: Algorithm): Promise<boolean> {
  const bytes = fromBase64url(signature);
  if (bytes === undefined) return false;
  return crypto.subtle.verify('RSASSA-PKCS1-v1_5', await cryptoKey(kid, alg, 'verify'), bytes, utf8(text));
}

/** Whether the token's signature is good under the demo key that its header names. */
async function isGood(token: Token): Promise<boolean> {
  const alg = algorithmOf(token);
  if (alg === undefined || typeof token.header.kid !== 'string') return false;
  return isTextSigned(token.signed, token.signature, token.header.kid, alg);
}

function algorithmOf({ header }: Token): Algorithm | undefined {
  return header.alg === 'RS256' || header.alg === 'RS512' ? header.alg : undefined;
}

const imported = new Map<string, Promise<CryptoKey>>();

function cryptoKey(kid: string, alg: Algorithm, use: 'sign' | 'verify'): Promise<CryptoKey> {
  const { kty, n, e, ...secret } = demoKeyOf(kid);
  const name = `${use} ${alg} ${n}`;
  let key = imported.get(name);
  if (key === undefined) {
    const jwk = use === 'sign' ? { kty, n, e, ...secret } : { kty, n, e };
    key = crypto.subtle.importKey('jwk', jwk, { name: 'RSASSA-PKCS1-v1_5', hash: `SHA-${alg.slice(2)}` }, false, [use]);
    imported.set(name, key);
  }
  return key;
}
