import type { AwsError } from '../engine/refusal';

/**
 * What was thrown, as an error on the wire: our ignorance, or a bug of ours, whose stack goes to the terminal. The codes
 * are none of AWS's, and the status is one that clients do not take for a passing fault.
 */
export function failureOf(thrown: unknown): AwsError {
  // By name: our server and Next's route each carry their own copy of the classes.
  const code = thrown instanceof Error ? ignorance[thrown.name] : undefined;
  if (code === undefined) console.error(thrown);
  const message = code === undefined ? 'Lifeguard failed at this request; the terminal that it runs in says why' : (thrown as Error).message;
  return { code: code ?? 'LifeguardFault', message: `${message}. This is Lifeguard's word, not AWS's.`, status: 501, wording: 'observed' };
}

const ignorance: Readonly<Record<string, string>> = { NotEmulated: 'LifeguardNotEmulated', NotRead: 'LifeguardNotRead' };
