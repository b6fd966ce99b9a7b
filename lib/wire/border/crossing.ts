import type { State } from '../../engine/state';
import { verifierIn } from './pkce';
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
    crossed = await verifierIn(crossed);
  }
  return crossed;
}

/** An output of the engine's, as it goes over the wire: really signed, with real SRP numbers. */
export async function outbound(operation: string, sent: Fields, output: Fields, state: State): Promise<Fields> {
  const crossed = operation.startsWith('cognito-idp:') ? await challengeOut(sent, output, state) : output;
  return signedOutput(crossed);
}

/** Every token signed, also where it stands in an address: the implicit flow gives them in its fragment. */
export async function signedOutput(sealed: Fields): Promise<Fields> {
  const signed = await tokensOut(sealed);
  if (typeof sealed.Location !== 'string' || typeof sealed.redirect !== 'object' || sealed.redirect === null) return signed;
  let Location = sealed.Location;
  for (const [name, before] of Object.entries(sealed.redirect)) {
    const after: unknown = (signed.redirect as Fields)[name];
    if (after !== before) Location = Location.replace(encodeURIComponent(String(before)), encodeURIComponent(String(after)));
  }
  return { ...signed, Location };
}
