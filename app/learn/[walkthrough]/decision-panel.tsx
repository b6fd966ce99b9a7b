import { DecisionView } from '@/app/_components/decision-view';
import type { Step } from '@/lib/engine/trace';
import type { Player } from './use-player';

/** What IAM was asked at this step, and how its policies answer; where none is read, the next step at which one is. */
export function DecisionPanel({ player }: { readonly player: Player }) {
  const { run, index, beat, question, answers, go } = player;
  const { beats, steps, good, policies } = run.scene;
  const stepOf = (row: number): Step | undefined => {
    const at = beats[row];
    return at === undefined || at.kind === 'local' ? undefined : (at.ghost ? good : steps)?.[at.step];
  };
  const here = stepOf(index)?.decisions ?? [];
  if (here.length > 0) {
    return here.map((decision, place) => <DecisionView key={place} decision={decision} policies={policies} detail={player.detail} />);
  }
  const next = beats.findIndex((_one, row) => row > index && (stepOf(row)?.decisions.length ?? 0) > 0);
  const open = question !== undefined && answers[question.id] === undefined;
  if (next < 0 || beats[next]?.ghost !== beat.ghost) {
    return <p className="ahead"><b>No policy is read at step {index + 1}</b>, and none after it in this run.</p>;
  }
  if (open) {
    return (
      <p className="ahead">
        <b>No policy is read at step {index + 1}.</b> The next is at step {next + 1}. It would answer the question below, so answer or skip that first.
      </p>
    );
  }
  return (
    <>
      <p className="ahead">
        <b>No policy is read at step {index + 1}.</b> This is what{' '}
        <button className="linklike" type="button" onClick={() => go(next, { animate: true, jump: true })}>
          step {next + 1}
        </button>{' '}
        will decide.
      </p>
      {stepOf(next)?.decisions.map((decision, place) => <DecisionView key={place} decision={decision} policies={policies} />)}
    </>
  );
}
