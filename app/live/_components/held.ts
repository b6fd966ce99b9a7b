import type { Trace } from '@/lib/engine/trace';
import { chipOrder, chipsIn, type Chip } from '@/lib/stage/chip';

/** What the browser holds now: the newest of each kind that an answer brought. */
export function heldIn({ steps }: Pick<Trace, 'steps'>): readonly Chip[] {
  const held = new Map<Chip['kind'], Chip>();
  for (const step of steps) {
    const guest = step.sent.Logins === undefined && step.operation.startsWith('cognito-identity:');
    for (const chip of chipsIn(step.output ?? {}, 'answer')) {
      const kind = chip.kind === 'identity' && guest ? 'guest' : chip.kind;
      held.set(kind, { ...chip, kind });
    }
  }
  return chipOrder.flatMap((kind) => held.get(kind) ?? []);
}

/** The key that the temporary credentials consist of, by its fields. */
export function credentialsIn({ steps }: Pick<Trace, 'steps'>): Readonly<Record<string, unknown>> | undefined {
  return steps.findLast((step) => step.output?.Credentials !== undefined)?.output?.Credentials as Readonly<Record<string, unknown>> | undefined;
}
