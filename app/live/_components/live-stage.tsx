import { useEffect, useMemo } from 'react';
import { Icon } from '@/app/_components/icon';
import { Playhead, usePlayhead, useReached } from '@/app/_components/stage/playhead';
import { Stage, rowState } from '@/app/_components/stage/stage';
import { StageActors } from '@/app/_components/stage/stage-actors';
import { StageMoment } from '@/app/_components/stage/stage-moment';
import { StageRefusal } from '@/app/_components/stage/stage-refusal';
import { answerKey, outerStep, type Beat } from '@/lib/stage/beats';
import { layoutOf, type StageLayout } from '@/lib/stage/layout';
import { flight } from '@/lib/stage/position';
import type { sceneOfTrace } from '@/lib/stage/trace-scene';
import { walletsAt } from '@/lib/stage/wallets';

type LiveScene = ReturnType<typeof sceneOfTrace>;

interface Props {
  readonly scene: LiveScene;
  /** The lit row; -1 before anything is sent. */
  readonly current: number;
  onChoose(key: string): void;
}

/** The stage of a live run: rows that have come can be chosen, rows ahead wait. On a narrow screen the same rows are a list. */
export function LiveStage({ scene, current, onChoose }: Props) {
  const { beats, lanes, reached } = scene;
  const layout = useMemo(() => layoutOf(lanes, beats.length), [beats.length, lanes]);
  const playhead = useMemo(() => new Playhead(), []);
  const beat = beats[current];
  useEffect(() => playhead.play(1), [beat?.key, playhead]);
  const arrived = useReached(playhead, flight);
  const over = useReached(playhead, 1);
  const refused = over && beat?.kind === 'request' && beat.error !== undefined;
  const answered = beat === undefined ? -1 : beats.findIndex((one) => one.key === answerKey(outerStep(beat.step)));
  const told = beats[answered]?.error;
  return (
    <>
      <div className="stagewrap live-stagewrap" tabIndex={0} role="group" aria-label="Diagram of the run">
        <Stage
          layout={layout}
          beats={beats}
          current={current}
          refusedRow={refused}
          answered={refused ? answered : undefined}
          actors={<StageActors layout={layout} wallets={walletsAt(beats, lanes, current, over ? 1 : arrived ? flight : 0)} active={beat === undefined ? [] : [beat.from, beat.to]} />}
          moment={
            beat === undefined ? null : (
              <>
                <Moment layout={layout} beat={beat} index={current} playhead={playhead} />
                {refused && told !== undefined && told.message !== '' ? <StageRefusal layout={layout} beats={beats} index={answered} message={told.message} /> : null}
              </>
            )
          }
          rows={<Rows {...{ scene, current, onChoose }} />}
        />
      </div>
      <ol className="live-list" aria-label="Steps">
        {beats.map((one, row) => (
          <li key={one.key} data-state={row < reached ? rowState(one, row, current) : 'future'}>
            <RowButton ahead={row >= reached} lit={row === current} onChoose={() => onChoose(one.key)}>
              <span className="n num">{row + 1}</span>
              <span className="fromto">
                {nameOf(scene, one.from)} <Icon name="arrow" className="i-s" /> {nameOf(scene, one.to)}
              </span>
              <span className={one.label.voice === 'wire' ? 'what mono' : 'what'}>{one.label.text}</span>
              {one.hidden ? <span className="truth truth-inferred">Inferred</span> : null}
            </RowButton>
          </li>
        ))}
      </ol>
    </>
  );
}

function Moment({ layout, beat, index, playhead }: { readonly layout: StageLayout; readonly beat: Beat; readonly index: number; readonly playhead: Playhead }) {
  return <StageMoment layout={layout} beat={beat} index={index} t={usePlayhead(playhead)} />;
}

function Rows({ scene, current, onChoose }: Props) {
  return (
    <ol className="rows" aria-label="Steps">
      {scene.beats.map((beat, row) => (
        <li key={beat.key}>
          <RowButton ahead={row >= scene.reached} lit={row === current} state={rowState(beat, row, current)} onChoose={() => onChoose(beat.key)}>
            <span className="n num">{row + 1}</span>
            <span className="sr">
              {nameOf(scene, beat.from)} to {nameOf(scene, beat.to)}: {beat.label.text}
              {beat.hidden ? ' (inferred)' : ''}
            </span>
          </RowButton>
        </li>
      ))}
    </ol>
  );
}

/** A row that has come is a button; one that is ahead is only text. */
function RowButton({ ahead, lit, state, onChoose, children }: { readonly ahead: boolean; readonly lit: boolean; readonly state?: string; onChoose(): void; readonly children: React.ReactNode }) {
  if (ahead) {
    return (
      <span className="row-ahead" data-state={lit ? 'current' : 'future'}>
        {children}
      </span>
    );
  }
  return (
    <button type="button" data-state={state} aria-current={lit ? 'step' : undefined} onClick={onChoose}>
      {children}
    </button>
  );
}

function nameOf({ lanes }: LiveScene, id: string): string {
  return lanes.find((lane) => lane.id === id)?.name ?? id;
}
