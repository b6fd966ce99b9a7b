import { useSyncExternalStore } from 'react';
import { DriveLoader, RepairLoader } from './mode-loaders';
import { FixCard } from './fix-card';
import { Question } from './question';
import type { Player } from './use-player';

/** What stands under the lit step: the learner's own call, the way to mend a broken run, or a question. */
export function Below({ player }: { readonly player: Player }) {
  const { mode, run, question } = player;
  const narrow = useNarrow();
  if (mode === 'drive') return <DriveLoader player={player} />;
  if (mode === 'repair') return narrow ? <RepairLoader player={player} /> : null;
  if (run.scene.refusal !== undefined) return <FixCard player={player} />;
  return question === undefined ? null : <Question player={player} question={question} />;
}

const narrowScreen = '(max-width: 640px)';

/** Whether the run is shown as a conversation. The forms of Repair are many, so they are made for the one place that is shown. */
function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(narrowScreen);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(narrowScreen).matches,
    () => false,
  );
}
