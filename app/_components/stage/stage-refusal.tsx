import type { Beat } from '@/lib/stage/beats';
import type { StageLayout } from '@/lib/stage/layout';
import { placeRefusal } from '@/lib/stage/refusal-card';

/** AWS's exact words, in a box near the actor that refused. */
export function StageRefusal({
  layout,
  beats,
  index,
  message,
}: {
  readonly layout: StageLayout;
  readonly beats: readonly Beat[];
  /** The row of the answer that says no. */
  readonly index: number;
  readonly message: string;
}) {
  const { x, y, width, height, lines } = placeRefusal(layout, beats, index, message);
  return (
    <g className="refusal" transform={`translate(${x} ${y})`}>
      <rect width={width} height={height} rx="7" />
      {lines.map((line, row) => (
        <text key={line} x="11" y={21 + row * 18}>
          {line}
        </text>
      ))}
    </g>
  );
}
