import type { Chip } from '@/lib/stage/chip';
import type { Scene } from '@/lib/stage/scene';

/** Every JWT that travels in a run, each once. */
export function allTokens(scene: Scene): readonly string[] {
  const tokens = scene.beats.flatMap((beat) => beat.carries.flatMap((chip) => (chip.kind === 'refresh' || chip.token === undefined ? [] : [chip.token])));
  return [...new Set(tokens)];
}

/** The tokens that have been seen up to a beat (and in it), the newest of each kind, in the order in which they came. */
export function tokensUpTo(scene: Scene, index: number): readonly Chip[] {
  const seen = new Map<string, Chip>();
  for (const beat of scene.beats.slice(0, index + 1)) {
    if (beat.ghost) continue;
    for (const chip of beat.carries) if (chip.token !== undefined) seen.set(chip.kind, chip.expiresAt === undefined ? (seen.get(chip.kind) ?? chip) : chip);
  }
  return [...seen.values()];
}
