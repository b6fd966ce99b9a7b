import { chipNames } from '@/lib/stage/chip';
import { countdownInWords, walletsAt } from '@/lib/stage/wallets';
import type { Player } from './use-player';

/** Who holds what, for those who cannot see the drawing. */
export function Wallets({ player }: { readonly player: Player }) {
  const { run, index } = player;
  const { lanes, beats } = run.scene;
  return (
    <dl className="sr" aria-label="Who holds what">
      {walletsAt(beats, lanes, index).map((wallet) => (
        <div key={wallet.lane}>
          <dt>{lanes.find((lane) => lane.id === wallet.lane)?.name} holds</dt>
          <dd>
            {wallet.says ??
              wallet.chips
                .map(({ chip, remaining }) => `${chipNames[chip.kind].full}${remaining === undefined ? '' : `, ${countdownInWords(remaining)}`}`)
                .join('; ')}
          </dd>
        </div>
      ))}
    </dl>
  );
}
