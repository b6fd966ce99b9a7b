import { digest } from './mint';

/** Starts what the wire hands in as a verifier: after it stands the verifier's real SHA-256. No real verifier has a colon. */
export const hashedVerifierMark = 'S256:';

/**
 * Stands for PKCE's S256 challenge inside the engine: the challenge of a verifier. The wire works out the real SHA-256 of a
 * verifier that arrives and hands that in behind the mark, to be compared with the challenge that was sent.
 */
export function codeChallengeOf(verifier: string): string {
  return verifier.startsWith(hashedVerifierMark) ? verifier.slice(hashedVerifierMark.length) : `challenge-${digest(verifier)}`;
}
