import type { State } from '../../engine/state';
import { secretHashIn } from './secret-hash';
import { challengeOut, proofIn } from './srp';
import { totpIn, type Times } from './totp';
import { tokensIn, tokensOut } from './tokens';

type Fields = Readonly<Record<string, unknown>>;

/**
 * An input as it came over the wire, as the engine takes it: real signatures, proofs and hashes have been checked, and
 * stand-ins are put where they were right. No stand-in from outside gets through.
 */
export async function inbound(operation: string, input: Fields, state: State, times: Times): Promise<Fields> {
  let crossed = await tokensIn(input);
  if (operation.startsWith('cognito-idp:')) {
    crossed = await secretHashIn(crossed, state);
    crossed = await proofIn(crossed, state);
    crossed = await totpIn(crossed, state, times);
  }
  return crossed;
}

/** An output of the engine's, as it goes over the wire: really signed, with real SRP numbers. */
export async function outbound(operation: string, sent: Fields, output: Fields, state: State): Promise<Fields> {
  const crossed = operation.startsWith('cognito-idp:') ? await challengeOut(sent, output, state) : output;
  return tokensOut(crossed);
}
