import type { AwsError, Wording } from '@/lib/engine/refusal';
import { TruthLabel } from './truth-label';

const words: Readonly<Record<Wording, string>> = {
  observed: 'Recorded text',
  documented: 'Text from AWS’s documentation',
  model: 'Text from AWS’s service model',
  unconfirmed: 'Wording not confirmed',
};

/** How sure we are of an error's words. */
export function ErrorTruth({ error: { wording } }: { readonly error: Pick<AwsError, 'wording'> }) {
  return <TruthLabel kind={wording === 'unconfirmed' ? 'inferred' : 'recorded'}>{words[wording]}</TruthLabel>;
}
