import type { Exchange } from '../lib/snapshot/snapshot';

/**
 * How many calls must follow one another in a reading, whoever makes it: a call that names something comes after the first
 * call whose answer told of it. Names that no answer tells of were known before.
 */
export function longestChain(exchanges: readonly Exchange[]): readonly Exchange[] {
  const answers = exchanges.map(({ output }) => (output === undefined ? '' : unescaped(JSON.stringify(output))));
  const before = new Map<Exchange, Exchange | undefined>();
  let told: number[] = [];
  for (;;) {
    const found = exchanges.flatMap((exchange, index) => {
      if (before.has(exchange)) return [];
      const named = namesIn(exchange.input).filter((name) => answers.some((answer, other) => other !== index && answer.includes(name)));
      const tellers = named.map((name) => told.find((other) => answers[other]?.includes(name)));
      return tellers.includes(undefined) ? [] : [{ exchange, index, teller: tellers.map((teller) => exchanges[teller as number] as Exchange).at(-1) }];
    });
    if (found.length === 0) break;
    for (const { exchange, teller } of found) before.set(exchange, teller);
    told = [...told, ...found.map(({ index }) => index)];
  }
  if (before.size < exchanges.length) throw new Error('Some calls name what only they tell of.');
  const chains = exchanges.map((exchange) => chainTo(exchange, before));
  return chains.reduce((longest, chain) => (chain.length > longest.length ? chain : longest), []);
}

function chainTo(exchange: Exchange, before: ReadonlyMap<Exchange, Exchange | undefined>): readonly Exchange[] {
  const teller = before.get(exchange);
  return teller === undefined ? [exchange] : [...chainTo(teller, before), exchange];
}

function namesIn(input: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.values(input).filter((value) => typeof value === 'string');
}

/** IAM answers with policies as the parts of an address. */
function unescaped(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
}
