import type { ReactNode } from 'react';

/** `recorded`: an error text that others saw on AWS, quoted by the engine. */
export type TruthKind = 'simulated' | 'live' | 'inferred' | 'recorded';

const words: Readonly<Record<TruthKind, string>> = {
  simulated: 'Simulated',
  live: 'Live',
  inferred: 'Inferred',
  recorded: 'Recorded text',
};

/** Says where a payload comes from: a shape and a word, never colour alone. */
export function TruthLabel({ kind, children }: { readonly kind: TruthKind; readonly children?: ReactNode }) {
  return <span className={`truth truth-${kind}`}>{children ?? words[kind]}</span>;
}
