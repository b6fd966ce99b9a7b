import type { Call } from '../../lib/engine/scenario';
import type { Step } from '../../lib/engine/trace';
import { labelOfRequest } from '../../lib/stage/label';

/** How a call is called where people choose it: AWS’s name on the wire, or what one does at a provider outside AWS. */
export function callName({ operation, input }: Pick<Call, 'operation' | 'input'>): string {
  const { Provider } = input;
  if (operation.startsWith('outside-provider:') && typeof Provider === 'string') return `Sign in at ${Provider.replace('https://', '').replace(/\/.*$/, '')}`;
  return labelOfRequest({ operation, sent: input } as unknown as Step).text;
}

/** The same of a step that has happened. */
export function stepName({ operation, sent }: Step): string {
  return callName({ operation, input: sent as Call['input'] });
}
