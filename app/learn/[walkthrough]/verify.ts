import type { PublicJwk } from '@/lib/wire/jwt';

/** Checks a token's signature with the browser's own cryptography. */
export async function isSignatureGood(token: string, keys: readonly PublicJwk[]): Promise<boolean> {
  const [header = '', claims = '', signature = ''] = token.split('.');
  try {
    const { kid, alg } = JSON.parse(atob(padded(header))) as { readonly kid?: string; readonly alg?: string };
    const jwk = keys.find((key) => key.kid === kid && key.alg === alg);
    if (jwk === undefined) return false;
    const hash = alg === 'RS512' ? 'SHA-512' : 'SHA-256';
    const key = await crypto.subtle.importKey('jwk', { ...jwk }, { name: 'RSASSA-PKCS1-v1_5', hash }, false, ['verify']);
    const bytes = Uint8Array.from(atob(padded(signature)), (letter) => letter.charCodeAt(0));
    return await crypto.subtle.verify('RSASSA-PKCS1-v1_5', key, bytes, new TextEncoder().encode(`${header}.${claims}`));
  } catch {
    return false;
  }
}

/** The token with one letter of its claims changed. */
export function withOneByteChanged(token: string): string {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const at = Math.floor(claims.length / 2);
  const letter = claims[at] === 'A' ? 'B' : 'A';
  return `${header}.${claims.slice(0, at)}${letter}${claims.slice(at + 1)}.${signature}`;
}

function padded(base64url: string): string {
  const base64 = base64url.replaceAll('-', '+').replaceAll('_', '/');
  return base64 + '='.repeat((4 - (base64.length % 4)) % 4);
}
