import type { ReactNode } from 'react';
import type { Beat } from '@/lib/stage/beats';
import { messageOf, type StageLayout, type StageSize } from '@/lib/stage/layout';
import { StageGround } from './stage-ground';
import { StageMessage, type RowState } from './stage-message';

/** What a row shows while beat `current` is lit. */
export function rowState(beat: Beat, index: number, current: number): RowState {
  if (index === current) return 'current';
  if (beat.ghost) return 'ghost';
  return index < current ? 'past' : 'future';
}

/**
 * The drawing of a run: zones, actors, the border, and a row for each beat. It is hidden from assistive technology: the
 * ordered list of rows (`rows`), which lies over it, is the accessible copy.
 */
export function Stage({
  layout,
  size = 'full',
  beats,
  current,
  refusedRow,
  answered,
  actors,
  moment,
  rows,
}: {
  readonly layout: StageLayout;
  readonly size?: StageSize;
  readonly beats: readonly Beat[];
  readonly current: number;
  /** The row of the beat that was refused, if it is the one that is lit. */
  readonly refusedRow?: boolean;
  /** The row of an answer that already shows beside the lit request, because it was refused. */
  readonly answered?: number;
  readonly actors: ReactNode;
  /** What moves: chips, ticks, AWS's words. */
  readonly moment: ReactNode;
  readonly rows: ReactNode;
}) {
  const lit = beats[current];
  const band = lit === undefined ? undefined : messageOf(layout, lit, current).top;
  return (
    <div className={`stage stage-${size} rows-of-${layout.row}${refusedRow ? ' is-refused' : ''}`}>
      <svg className="drawing" viewBox={`0 0 ${layout.width} ${layout.height}`} width={layout.width} height={layout.height} aria-hidden="true">
        <StageGround layout={layout} />
        {actors}
        {band === undefined ? null : <rect className="band" x="0.5" y={band + 0.5} width={layout.width - 1} height={layout.row - 1} />}
        <g className="lifelines-lit">
          {layout.lanes.map(({ lane, x }) => (
            <path key={lane.id} className="life" d={`M${x} ${layout.field}V${layout.height}`} />
          ))}
        </g>
        {beats.map((beat, index) => (
          <StageMessage
            key={beat.key}
            layout={layout}
            beat={beat}
            index={index}
            state={index === answered ? 'past' : rowState(beat, index, current)}
          />
        ))}
        {moment}
      </svg>
      {rows}
    </div>
  );
}
