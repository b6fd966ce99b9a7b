import { memo } from 'react';
import type { Beat } from '@/lib/stage/beats';
import { messageOf, type StageLayout } from '@/lib/stage/layout';
import { ParkedChips } from './parked-chips';

export type RowState = 'past' | 'current' | 'future' | 'ghost';

/** One row of the drawing: its line, its label, and the gates that it passes. What moves on it is drawn elsewhere. */
export const StageMessage = memo(function StageMessage({
  layout,
  beat,
  index,
  state,
}: {
  readonly layout: StageLayout;
  readonly beat: Beat;
  readonly index: number;
  readonly state: RowState;
}) {
  const { from, to, y, rightward, self, labelX, labelY, crossesBorder, gateX, viaX } = messageOf(layout, beat, index);
  const { border } = layout;
  const refused = beat.kind === 'answer' && beat.error !== undefined;
  const way = rightward ? 1 : -1;
  const { text, note, voice } = beat.label;
  return (
    <g className={`msg${refused ? ' msg-refused' : ''}${beat.hidden ? ' msg-hidden' : ''}`} data-state={state}>
      {crossesBorder ? (
        <>
          <rect className="gate" x={border.x - 1} y={y - 7} width={border.width + 2} height="14" />
          <path className="gate-edge" d={`M${border.x - 3} ${y - 7.5}h${border.width + 6}M${border.x - 3} ${y + 7.5}h${border.width + 6}`} />
        </>
      ) : null}
      {self ? (
        <>
          <path className="wire wire-self" d={`M${from} ${y - 9}h20a6.5 6.5 0 0 1 0 13h-15`} />
          <path className="tip" d={`M${from + 8} ${y - 1}l-6 5 6 5`} />
        </>
      ) : (
        <>
          <path className="wire" d={`M${from + 3 * way} ${y}H${to - 5 * way}`} />
          <path className="tip" d={`M${to - 9 * way} ${y - 5}L${to - 3 * way} ${y}L${to - 9 * way} ${y + 5}`} />
          <circle className="dot" cx={from} cy={y} r="3" />
          {viaX === undefined ? null : <circle className="via" cx={viaX} cy={y} r="3.5" />}
        </>
      )}
      {gateX === undefined ? null : <path className={`gate-iam gate-${beat.gate}`} d={`M${gateX - 8} ${y}l8-8 8 8-8 8z`} />}
      <text className={voice === 'wire' ? 'label' : 'label label-plain'} x={labelX} y={labelY}>
        {text}
        {note === undefined ? null : (
          <tspan className="label-note" dx="8">
            {note}
          </tspan>
        )}
      </text>
      {state === 'past' ? <ParkedChips layout={layout} beat={beat} index={index} /> : null}
    </g>
  );
});
