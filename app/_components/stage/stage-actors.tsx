import { chipNames } from '@/lib/stage/chip';
import type { PlacedLane, StageLayout } from '@/lib/stage/layout';
import { textWidth } from '@/lib/stage/layout';
import { countdown, type HeldChip, type Wallet } from '@/lib/stage/wallets';
import { ChipIcon } from './chip-icon';

/** The actors with their icons, names and (where there is room) wallets. */
export function StageActors({
  layout,
  wallets,
  active = [],
}: {
  readonly layout: StageLayout;
  readonly wallets?: readonly Wallet[];
  /** Lanes that take part in the lit beat. */
  readonly active?: readonly string[];
}) {
  const compact = wallets === undefined;
  return (
    <g>
      {layout.lanes.map((placed) => (
        <g key={placed.lane.id} className={`actor${active.includes(placed.lane.id) ? ' actor-active' : ''}`}>
          <Name placed={placed} y={layout.heads + (compact ? layout.actors / 2 + 4 : 22)} />
          {compact ? null : (
            <>
              <text className="actor-detail" x={placed.x} y={layout.heads + 38} textAnchor="middle">
                {placed.lane.detail}
              </text>
              <StageWallet placed={placed} wallet={wallets.find((one) => one.lane === placed.lane.id)} top={layout.heads + 46} bottom={layout.field - 3} />
            </>
          )}
        </g>
      ))}
    </g>
  );
}

function Name({ placed, y }: { readonly placed: PlacedLane; readonly y: number }) {
  const width = textWidth(placed.lane.name, 'plain') + 4;
  const left = placed.x - (width + 22) / 2;
  return (
    <>
      <svg className="actor-icon" x={left} y={y - 12.5} width="16" height="16" viewBox="0 0 16 16">
        <use href={`#i-${placed.lane.icon}`} />
      </svg>
      <text className="actor-name" x={left + 22} y={y}>
        {placed.lane.name}
      </text>
    </>
  );
}

function StageWallet({
  placed,
  wallet,
  top,
  bottom,
}: {
  readonly placed: PlacedLane;
  readonly wallet: Wallet | undefined;
  readonly top: number;
  readonly bottom: number;
}) {
  const { left, width, x } = placed;
  const chips = wallet?.chips ?? [];
  const room = bottom - top;
  const height = Math.min(24, Math.floor((room + 2) / Math.max(1, chips.length)) - 2);
  const below = top + Math.max(1, chips.length) * (height + 2);
  return (
    <>
      <path className="life" d={`M${x} ${below + 3}V${bottom + 3}`} />
      {chips.length === 0 ? (
        <>
          <rect className="empty" x={left + 0.5} y={top + 0.5} width={width - 1} height="23" rx="4" />
          <text className="empty-says" x={x} y={top + 16} textAnchor="middle">
            {wallet?.says}
          </text>
        </>
      ) : (
        chips.map((held, index) => <Held key={held.chip.kind} held={held} x={left} y={top + index * (height + 2)} width={width} height={height} />)
      )}
    </>
  );
}

function Held({ held, x, y, width, height }: { readonly held: HeldChip; readonly x: number; readonly y: number; readonly width: number; readonly height: number }) {
  const { chip, state, remaining } = held;
  const middle = height / 2;
  return (
    <g className={`held of-${chip.kind} held-${state}`} transform={`translate(${x} ${y})`}>
      <rect x="0.5" y="0.5" width={width - 1} height={height - 1} rx="4" />
      <ChipIcon kind={chip.kind} x={6} y={middle - 7} size={14} />
      <text className="held-name" x="25" y={middle + 4.2}>
        {state === 'arriving' ? 'arriving' : chipNames[chip.kind].short}
      </text>
      {state === 'arriving' ? null : (
        <text className="held-time" x={width - 7} y={middle + 4.2} textAnchor="end">
          {remaining === undefined ? shortened(chip.text) : countdown(remaining)}
        </text>
      )}
    </g>
  );
}

/** The first part of an identity's GUID: enough to see that it is the same one. */
function shortened(text: string | undefined): string {
  return text === undefined ? '' : `${(text.split(':')[1] ?? text).slice(0, 8)}…`;
}
