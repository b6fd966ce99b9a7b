import { digest } from './mint';

/**
 * Stands for PASSWORD_CLAIM_SIGNATURE inside the engine: only who knows the password can make it for this SECRET_BLOCK.
 * The wire checks the real SRP signature with real arithmetic and hands in this proof when it is right.
 */
export function proofOf(password: string, secretBlock: string): string {
  return `proof-${digest(`${password}\n${secretBlock}`)}`;
}
