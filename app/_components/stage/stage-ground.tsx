import type { Zone } from '@/lib/stage/lane';
import type { StageLayout } from '@/lib/stage/layout';

const heads: Readonly<Record<Zone, { readonly name: string; readonly question?: string }>> = {
  app: { name: 'Your app' },
  authn: { name: 'Authentication', question: 'Who are you?' },
  authz: { name: 'Authorization', question: 'What may you do?' },
  resource: { name: 'AWS resources' },
};

/** The zones with their names and questions, and the border between the two questions. */
export function StageGround({ layout }: { readonly layout: StageLayout }) {
  const { border, height, heads: headHeight } = layout;
  return (
    <g>
      {layout.zones.map(({ zone, x, width, empty }) => (
        <g key={zone} className={`zone zone-${zone}`}>
          <rect className="zone-ground" x={x} y="0" width={width} height={height} />
          <rect className="zone-rule" x={x} y="0" width={width} height="3" />
          <text className="zone-name" x={x + 10} y={headHeight / 2 + 5}>
            {empty && heads[zone].question !== undefined ? null : heads[zone].name}
            {heads[zone].question === undefined ? null : (
              <tspan className="zone-question" dx={empty ? 0 : 7}>
                {heads[zone].question}
              </tspan>
            )}
          </text>
        </g>
      ))}
      <g className="border">
        <rect className="border-ground" x={border.x} y="0" width={border.width} height={height} />
        <rect x={border.x} y="0" width={border.width} height={height} fill="url(#hatch)" />
        <path className="border-edge" d={`M${border.x + 0.5} 0V${height}M${border.x + border.width - 0.5} 0V${height}`} />
        {layout.actors < 100 ? null : (
          <g transform={`translate(${border.x + border.width / 2} 84) rotate(-90)`}>
            <rect className="border-ground" x="-37" y="-8" width="74" height="16" />
            <text className="border-name" textAnchor="middle" y="4">
              the border
            </text>
          </g>
        )}
      </g>
    </g>
  );
}
