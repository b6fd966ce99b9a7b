'use client';

import { useMemo, useState } from 'react';
import { Icon } from '@/app/_components/icon';
import { beatTime, Playhead, usePlayhead } from '@/app/_components/stage/playhead';
import { Stage, rowState } from '@/app/_components/stage/stage';
import { StageActors } from '@/app/_components/stage/stage-actors';
import { StageMoment } from '@/app/_components/stage/stage-moment';
import type { Beat } from '@/lib/stage/beats';
import { layoutOf, type StageLayout } from '@/lib/stage/layout';
import type { Scene } from '@/lib/stage/scene';

/** A proof that plays: the compact stage, a beat at a time. It rests on its last beat, where the claim is proved. `name` says what is drawn. */
export function ProofStage({ scene, name = 'the proof' }: { readonly scene: Scene; readonly name?: string }) {
  const { beats, lanes } = scene;
  const layout = useMemo(() => layoutOf(lanes, beats.length, 'proof'), [beats.length, lanes]);
  const playhead = useMemo(() => new Playhead(), []);
  const [current, setCurrent] = useState(beats.length - 1);
  const beat = beats[current] as Beat;
  const go = (index: number, play = true): void => {
    setCurrent(Math.max(0, Math.min(beats.length - 1, index)));
    if (play) playhead.play(1);
    else playhead.jump(1);
  };
  const replay = (): void => {
    let at = 0;
    go(0);
    const timer = setInterval(() => {
      at += 1;
      if (at >= beats.length) clearInterval(timer);
      else go(at);
    }, beatTime + 300);
  };
  const says = sentence(scene, beat);
  return (
    <div className="proof">
      <div className="proofwrap" tabIndex={0} role="group" aria-label={`Diagram of ${name}`}>
        <Stage
          layout={layout}
          size="proof"
          beats={beats}
          current={current}
          refusedRow={false}
          actors={<StageActors layout={layout} active={[beat.from, beat.to]} />}
          moment={<Moment layout={layout} beat={beat} index={current} playhead={playhead} />}
          rows={
            <ol className="rows" aria-label={`Steps of ${name}`}>
              {beats.map((one, index) => (
                <li key={one.key}>
                  <button type="button" data-state={rowState(one, index, current)} aria-current={index === current ? 'step' : undefined} onClick={() => go(index)}>
                    <span className="n num">{index + 1}</span>
                    <span className="sr">{sentence(scene, one)}</span>
                  </button>
                </li>
              ))}
            </ol>
          }
        />
      </div>
      <div className="proof-deck needs-js">
        <button className="btn btn-sq" type="button" aria-label="Previous step" disabled={current === 0} onClick={() => go(current - 1, false)}>
          <Icon name="prev" />
        </button>
        <button className="btn btn-sq" type="button" aria-label="Next step" disabled={current === beats.length - 1} onClick={() => go(current + 1)}>
          <Icon name="next" />
        </button>
        <button className="btn" type="button" onClick={replay}>
          <Icon name="play" />
          Replay
        </button>
        <p role="status" aria-live="polite">
          <b className="num">
            Step {current + 1} of {beats.length}.
          </b>{' '}
          {says}
        </p>
      </div>
    </div>
  );
}

function Moment({ layout, beat, index, playhead }: { readonly layout: StageLayout; readonly beat: Beat; readonly index: number; readonly playhead: Playhead }) {
  return <StageMoment layout={layout} beat={beat} index={index} t={usePlayhead(playhead)} />;
}

/** “Anyone asks the identity pool: GetId.” */
function sentence({ lanes }: Scene, beat: Beat): string {
  const name = (id: string): string => lanes.find((lane) => lane.id === id)?.name ?? id;
  const what = beat.label.note === undefined ? beat.label.text : `${beat.label.text} ${beat.label.note}`;
  if (beat.kind === 'local') return `${name(beat.from)}: ${what}.`;
  return beat.kind === 'request' ? `${name(beat.from)} asks ${name(beat.to)}: ${what}.` : `${name(beat.from)} answers: ${what}.`;
}
