import type { Beat } from '@/lib/stage/beats';
import { chipNames } from '@/lib/stage/chip';
import { placeChecks, tickState } from '@/lib/stage/checks';
import { messageOf, type StageLayout } from '@/lib/stage/layout';
import { momentOf, type CheckState, type FlyingChip } from '@/lib/stage/position';
import { ChipIcon } from './chip-icon';
import { ParkedChips } from './parked-chips';

/** What moves in the lit row at time `t` (0 to 1): the travelled line, the chips, the ticks. Nothing is remembered between times. */
export function StageMoment({ layout, beat, index, t }: { readonly layout: StageLayout; readonly beat: Beat; readonly index: number; readonly t: number }) {
  const { from, y, rightward, self } = messageOf(layout, beat, index);
  const moment = momentOf(layout, beat, index, t);
  const way = rightward ? 1 : -1;
  const kind = beat.carries[0]?.kind ?? 'nothing';
  const end = moment.arrived ? moment.litTo - 5 * way : moment.litTo;
  const settled = beat.kind === 'answer' && moment.arrived;
  return (
    <g className={`moment of-${kind}`}>
      {self ? null : <path className={`lit${beat.kind === 'answer' && beat.error !== undefined ? ' lit-refused' : ''}`} d={`M${from + 3 * way} ${y}H${end}`} />}
      {settled ? <ParkedChips layout={layout} beat={beat} index={index} /> : moment.chips.map((chip) => <Flying key={chip.chip.kind} {...chip} />)}
      {placeChecks(layout, beat, index).map((placed) => (
        <Tick key={placed.of.join()} x={placed.x} y={y - 4} state={tickState(placed, moment.checks)} label={placed.label} />
      ))}
    </g>
  );
}

function Flying({ chip, x, y, width, height, named, refused }: FlyingChip) {
  return (
    <g className={`flying of-${chip.kind}`} transform={`translate(${x} ${y})`}>
      <rect className="flying-ground" width={width} height={height} rx="5" />
      <ChipIcon kind={chip.kind} x={named ? 8 : (height - 14) / 2} y={(height - 14) / 2} size={14} />
      {named ? (
        <text x="27" y={height / 2 + 4.2}>
          {chipNames[chip.kind].full}
        </text>
      ) : null}
      {refused ? (
        <g className="badge" transform={named ? `translate(${width - 10} -7)` : `translate(${width - 3} ${(height - 17) / 2})`}>
          <rect width="17" height="17" rx="3.5" />
          <path d="M5 5l7 7M12 5l-7 7" />
        </g>
      ) : null}
    </g>
  );
}

const shapes: Readonly<Record<CheckState, string | undefined>> = {
  waiting: undefined,
  passed: 'm4.2 7.8 2.3 2.3 4.3-4.8',
  failed: 'M4.5 4.5l6 6M10.5 4.5l-6 6',
  unreached: 'M4.5 7.5h6',
};

function Tick({ x, y, state, label }: { readonly x: number; readonly y: number; readonly state: CheckState; readonly label?: string }) {
  const shape = shapes[state];
  return (
    <g className={`tick tick-${state}`} transform={`translate(${x} ${y - 7.5})`}>
      {state === 'failed' ? <rect width="15" height="15" rx="3" /> : <circle cx="7.5" cy="7.5" r="6.9" />}
      {shape === undefined ? null : <path d={shape} />}
      {label === undefined ? null : (
        <text x="20" y="11.7">
          {label}
        </text>
      )}
    </g>
  );
}
