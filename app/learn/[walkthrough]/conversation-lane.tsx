import { ChipIcon } from '@/app/_components/stage/chip-icon';
import type { Lane } from '@/lib/stage/lane';
import { chipNames } from '@/lib/stage/chip';
import { chipWidth, ease, flight } from '@/lib/stage/position';
import { usePlayhead } from '@/app/_components/stage/playhead';
import type { Player } from './use-player';

const width = 342;
const height = 74;
const line = 46;

/** One message between two actors, and the border if it lies between them. */
export function ConversationLane({ player }: { readonly player: Player }) {
  const { run, beat, playhead } = player;
  const t = usePlayhead(playhead);
  const laneOf = (id: string): Lane | undefined => run.scene.lanes.find((one) => one.id === id);
  const from = laneOf(beat.from);
  const to = laneOf(beat.to);
  if (from === undefined || to === undefined) return null;
  const rightward = beat.kind !== 'answer';
  const [left, right] = rightward ? [from, to] : [to, from];
  const crosses = side(left) !== side(right);
  const half = width / 2;
  const way = ease(Math.min(1, t / flight));
  const [start, end] = rightward ? [22, width - 34] : [width - 22, 34];
  const lit = beat.ghost ? start : start + (end - start) * way;
  const refused = beat.kind === 'request' && beat.error !== undefined && !beat.ghost;
  const [chip] = beat.carries;
  const chipW = chip === undefined ? 0 : beat.carries.length === 1 ? chipWidth(chip) : 26 * beat.carries.length;
  const chipX = Math.max(26, Math.min(width - 30 - chipW, lit - chipW / 2));
  return (
    <svg className={`lane of-${chip?.kind ?? 'nothing'}`} viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      <rect className={`ground-${left.zone}`} x="0" width={crosses ? half - 9 : half} height={height} />
      <rect className={`ground-${right.zone}`} x={crosses ? half + 9 : half} width={half} height={height} />
      {crosses ? (
        <>
          <rect className="border-ground" x={half - 9} width="18" height={height} />
          <rect x={half - 9} width="18" height={height} fill="url(#hatch)" />
          <path className="border-edge" d={`M${half - 8.5} 0V${height}M${half + 8.5} 0V${height}`} />
          <rect className="border-ground" x={half - 10} y={line - 8} width="20" height="16" />
          <path className="gate-edge" d={`M${half - 12} ${line - 8}h24M${half - 12} ${line + 8}h24`} />
        </>
      ) : null}
      <text className="lane-name" x="12" y="20">
        {left.name}
      </text>
      <text className="lane-name" x={width - 12} y="20" textAnchor="end">
        {right.name}
      </text>
      <path className="lane-rest" d={`M${start} ${line}H${end}`} />
      <path className={beat.error !== undefined && beat.kind === 'answer' ? 'lit lit-refused' : 'lit'} d={`M${start} ${line}H${lit}`} />
      <path className="lane-tip" d={rightward ? `M${end - 4} ${line - 6}l7 6-7 6` : `M${end + 4} ${line - 6}l-7 6 7 6`} />
      <circle className="lane-dot" cx={start - (rightward ? 4 : -4)} cy={line} r="4" />
      {beat.ghost
        ? null
        : beat.carries.map((one, place) => (
            <g key={one.kind} className={`flying of-${one.kind}`} transform={`translate(${chipX + place * 28} ${line - 13})`}>
              <rect className="flying-ground" width={beat.carries.length === 1 ? chipW : 24} height="26" rx="5" />
              <ChipIcon kind={one.kind} x={beat.carries.length === 1 ? 8 : 5} y={6} size={14} />
              {beat.carries.length === 1 ? (
                <text x="27" y="17">
                  {chipNames[one.kind].full}
                </text>
              ) : null}
              {refused && t >= 1 && place === beat.carries.length - 1 ? (
                <g className="badge" transform={`translate(${chipW - 10} -7)`}>
                  <rect width="17" height="17" rx="3.5" />
                  <path d="M5 5l7 7M12 5l-7 7" />
                </g>
              ) : null}
            </g>
          ))}
    </svg>
  );
}

/** Before or behind the border. */
function side(lane: Lane): 'before' | 'behind' {
  return lane.zone === 'app' || lane.zone === 'authn' ? 'before' : 'behind';
}
