import { hashedVerifierMark } from '../../engine/code-challenge';
import { sha256, toBase64url } from '../bytes';

/** The input with the real SHA-256 of a PKCE verifier, to be compared with the challenge that the app sent. */
export async function verifierIn(input: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
  const { code_verifier: verifier } = input;
  if (typeof verifier !== 'string') return input;
  return { ...input, code_verifier: `${hashedVerifierMark}${await codeChallenge(verifier)}` };
}

/** The S256 challenge of a verifier (RFC 7636). */
export async function codeChallenge(verifier: string): Promise<string> {
  return toBase64url(await sha256(verifier));
}
