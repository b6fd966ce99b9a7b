import type { Player } from './use-player';

export function CodePanel({ player }: { readonly player: Player }) {
  return <pre className="code">{player.lesson.amplify.map((one) => one.text).join('\n')}</pre>;
}
