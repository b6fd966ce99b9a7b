import { useEffect, useMemo, useRef } from 'react';
import { Stage, rowState } from '@/app/_components/stage/stage';
import { StageActors } from '@/app/_components/stage/stage-actors';
import { StageMoment } from '@/app/_components/stage/stage-moment';
import { StageRefusal } from '@/app/_components/stage/stage-refusal';
import { answerKey, outerStep } from '@/lib/stage/beats';
import { boxesOf, layoutOf, messageOf, type StageLayout } from '@/lib/stage/layout';
import { flight } from '@/lib/stage/position';
import { walletsAt } from '@/lib/stage/wallets';
import { usePlayhead, useReached } from '@/app/_components/stage/playhead';
import type { Player } from './use-player';
import { wordingFor } from './wording';
import { shownMessage } from '@/lib/engine/refusal';

/** The stage of the player: the drawing, and over it a link for each row. */
export function StageView({ player }: { readonly player: Player }) {
  const { run, index, beat, playhead } = player;
  const { scene } = run;
  const layout = useMemo(() => layoutOf(scene.lanes, Math.max(scene.beats.length, run.rows ?? 0)), [run.rows, scene]);
  const arrived = useReached(playhead, flight);
  const over = useReached(playhead, 1);
  const t = over ? 1 : arrived ? flight : 0;
  const answerRow = scene.beats.findIndex((one) => one.key === answerKey(outerStep(beat.step)));
  const told = scene.beats[answerRow]?.error;
  const isRefused = over && beat.error !== undefined && !beat.ghost;
  const wrap = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Where the stage is larger than its place, the lit message is brought into sight.
    const box = wrap.current;
    const column = box?.closest('.stagecol');
    if (box === null || column === null || column === undefined) return;
    const { from, to, top } = messageOf(layout, beat, index);
    if (box.scrollWidth > box.clientWidth) box.scrollTo({ left: (from + to) / 2 - box.clientWidth / 2 });
    const end = box.offsetTop + top + 3 * layout.row;
    if (column.scrollHeight > column.clientHeight) column.scrollTo({ top: Math.max(0, end - column.clientHeight) });
  }, [beat, index, layout]);
  return (
    <div className="stagewrap" ref={wrap} tabIndex={0} role="group" aria-label="Diagram of the run">
      <Stage
        layout={layout}
        beats={scene.beats}
        current={index}
        refusedRow={isRefused}
        answered={isRefused && beat.kind === 'request' ? answerRow : undefined}
        actors={<StageActors layout={layout} wallets={walletsAt(scene.beats, scene.lanes, index, t)} active={beat.ghost ? [] : [beat.from, beat.to]} />}
        moment={
          <>
            {beat.ghost ? null : <Moment player={player} layout={layout} />}
            {isRefused && told !== undefined ? <StageRefusal layout={layout} beats={scene.beats} index={answerRow} message={shownMessage(told)} /> : null}
            {scene.refusal === undefined ? null : <GhostKey player={player} layout={layout} />}
          </>
        }
        rows={<Rows player={player} />}
      />
    </div>
  );
}

/** Renders once a frame while a beat plays; nothing around it does. */
function Moment({ player, layout }: { readonly player: Player; readonly layout: StageLayout }) {
  const t = usePlayhead(player.playhead);
  return <StageMoment layout={layout} beat={player.beat} index={player.index} t={t} />;
}

/** Says what the dotted rows are, in the first of them that has room. */
function GhostKey({ player, layout }: { readonly player: Player; readonly layout: StageLayout }) {
  const { beats } = player.run.scene;
  const needed = 236;
  for (const [row, beat] of [...beats.entries()].reverse()) {
    if (!beat.ghost || row === player.index) continue;
    const right = Math.max(...boxesOf(layout, beat, row).map((box) => box.x + box.width));
    if (right + 18 + needed > layout.width) continue;
    return (
      <text className="ghost-key" x={right + 18} y={layout.field + row * layout.row + layout.row * 0.64 + 4}>
        {wordingFor(player.lesson).ghosts}
      </text>
    );
  }
  return null;
}

/** The rows as links: each leads to its step, with or without scripts. */
function Rows({ player }: { readonly player: Player }) {
  const { run, lesson, index, go, hrefOf } = player;
  return (
    <ol className="rows" aria-label="Steps">
      {run.scene.beats.map((beat, row) => {
        const state = rowState(beat, row, index);
        return (
          <li key={beat.key}>
            <a
              href={hrefOf(row + 1)}
              data-state={state}
              data-beat={beat.key}
              aria-current={row === index ? 'step' : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                go(row, { animate: true, jump: true });
              }}
            >
              <span className="n num">{row + 1}</span>
              <span className="sr">
                {lesson.narration[beat.key]?.title ?? beat.label.text}
                {beat.ghost ? ' (never reached)' : ''}
              </span>
            </a>
          </li>
        );
      })}
    </ol>
  );
}
