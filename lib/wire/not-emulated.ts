import type { AwsError } from '../engine/refusal';

/**
 * Our ignorance on the wire: codes that AWS does not have, with a status that clients do not take for a passing fault.
 * Undefined for anything else that was thrown.
 */
export function ignoranceOf(thrown: unknown): AwsError | undefined {
  if (!(thrown instanceof Error)) return undefined;
  // By name: our server and Next's route each carry their own copy of the class.
  const code = { NotEmulated: 'LifeguardNotEmulated', NotRead: 'LifeguardNotRead' }[thrown.name];
  if (code === undefined) return undefined;
  return { code, message: `${thrown.message}. This is Lifeguard's word, not AWS's.`, status: 501, wording: 'observed' };
}

/** A bug of ours. Its stack is for the terminal. */
export const fault: AwsError = {
  code: 'LifeguardFault',
  message: 'Lifeguard failed at this request. This is no answer of AWS\'s; the terminal that Lifeguard runs in says why.',
  status: 501,
  wording: 'observed',
};
