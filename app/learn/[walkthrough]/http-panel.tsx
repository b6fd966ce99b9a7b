import type { Player } from './use-player';

export function HttpPanel({ player }: { readonly player: Player }) {
  const step = player.run.scene.steps[player.beat.step];
  return <pre className="code">{JSON.stringify(step?.sent, null, 2)}</pre>;
}
