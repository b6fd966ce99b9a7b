import { DriveLoader } from './drive-loader';
import { FixCard } from './fix-card';
import { Question } from './question';
import type { Player } from './use-player';

/** What stands under the lit step: the learner's own call, the way to mend a broken run, or a question. */
export function Below({ player }: { readonly player: Player }) {
  const { mode, run, question } = player;
  if (mode === 'drive') return <DriveLoader player={player} />;
  if (run.scene.refusal !== undefined) return <FixCard player={player} />;
  return question === undefined ? null : <Question player={player} question={question} />;
}
