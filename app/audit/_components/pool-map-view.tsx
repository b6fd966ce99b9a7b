import type { IconName } from '@/app/_components/icon-sprite';
import type { MapNode, PoolMap } from '@/lib/report/pool-map';

/** Places of the map, in CSS pixels. */
const width = 1240;
const top = 52;
const step = 70;
const height = 52;
const columns = { source: { x: 20, width: 250 }, pool: { x: 366, width: 214 }, role: { x: 640, width: 260 }, reach: { x: 980, width: 240 } } as const;

const icons: Readonly<Record<MapNode['kind'], IconName>> = {
  'user-pool': 'pool',
  provider: 'idp',
  guest: 'guest',
  untrusted: 'warn',
  role: 'iam',
  dormant: 'iam',
  reach: 's3',
};

/** Providers, pool, roles and what they reach, from left to right over the same border as everywhere. A table says the same. */
export function PoolMapView({ map, many }: { readonly map: PoolMap; readonly many: boolean }) {
  const rows = Math.max(map.sources.length, map.roles.length, map.reaches.length, 2);
  const tall = top + rows * step + 24;
  const spread = (count: number, index: number): number => top + ((rows - count) * step) / 2 + index * step;
  const middle = (nodes: readonly MapNode[], id: string): number => spread(nodes.length, nodes.findIndex((node) => node.id === id)) + height / 2;
  const pool = top + ((rows - 1) * step) / 2 - 13;
  const poolMiddle = pool + 39;
  const sourcesIn = [...new Set(map.ways.map(({ source }) => source))];
  const id = `map-${map.pool.id.replaceAll(':', '-')}`;
  return (
    <section aria-labelledby={id} className="mapsec">
      <div className="mh">
        <h2 className="h-sec" id={id}>
          {many ? `Who can reach what: ${map.pool.name}` : 'Who can reach what'}
        </h2>
        <p className="mlegend">
          <span className="ml ml-bad">unwanted path</span>
          <span className="ml ml-id">signed in</span>
          <span className="ml ml-cr">role session</span>
          <span className="ml ml-guest">guest, as intended</span>
        </p>
      </div>
      <div className="mapwrap" tabIndex={0} role="group" aria-label="Pool map, scrollable">
        <svg className="map" viewBox={`0 0 ${width} ${tall}`} width={width} height={tall} aria-hidden="true">
          <defs>
            <pattern id={`${id}-hatch`} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <path d="M0 0V5" className="hatch" />
            </pattern>
          </defs>
          <Zone x={0} width={300} tall={tall} zone="authn" title="Who are you?" />
          <Zone x={320} width={610} tall={tall} zone="authz" title="What may you do?" />
          <Zone x={930} width={310} tall={tall} zone="resource" title="What is reached" />
          <rect x="300" y="0" width="20" height={tall} className="mb" />
          <rect x="300" y="0" width="20" height={tall} fill={`url(#${id}-hatch)`} />
          <path className="mbe" d={`M300.5 0V${tall}M319.5 0V${tall}`} />
          {map.sources.map((source) => {
            const way = map.ways.filter((one) => one.source === source.id);
            const from = middle(map.sources, source.id);
            const lands = poolMiddle + (sourcesIn.indexOf(source.id) - (sourcesIn.length - 1) / 2) * 14;
            if (way.length === 0) return <path key={source.id} className="lk lk-none" d={curve(270, from, 342, poolMiddle + (from > poolMiddle ? 24 : -24))} />;
            const bad = way.some((one) => one.bad);
            return <path key={source.id} className={bad ? 'lk lk-bad' : source.kind === 'guest' ? 'lk lk-guest' : 'lk lk-id'} d={curve(270, from, 366, lands)} />;
          })}
          {linksToRoles(map).map(({ role, kind }) => (
            <path key={role} className={`lk lk-${kind}`} d={curve(580, poolMiddle, 640, middle(map.roles, role))} />
          ))}
          {map.grants.map(({ role, reach, bad }) => (
            <path key={`${role} ${reach}`} className={`lk ${bad ? 'lk-bad' : 'lk-cr'}`} d={curve(900, middle(map.roles, role), 980, middle(map.reaches, reach))} />
          ))}
          {map.sources.map((node, index) => (
            <Node key={node.id} node={node} column="source" y={spread(map.sources.length, index)} />
          ))}
          <g className="nd nd-pool" transform={`translate(${columns.pool.x} ${pool})`}>
            <rect width={columns.pool.width} height="78" rx="7" />
            <Glyph name="idpool" y={31} />
            <text x="36" y="34" className="nt">
              {fit(map.pool.name, 20)}
            </text>
            <text x="36" y="52" className="ns">
              {map.pool.note}
            </text>
          </g>
          {map.roles.map((node, index) => (
            <Node key={node.id} node={node} column="role" y={spread(map.roles.length, index)} />
          ))}
          {map.reaches.map((node, index) => (
            <Node key={node.id} node={node} column="reach" y={spread(map.reaches.length, index)} />
          ))}
        </svg>
      </div>
      <details className="more map-table">
        <summary>The same as a table</summary>
        <div className="table-wrap" tabIndex={0} role="group" aria-label="Ways into this pool">
          <table>
            <thead>
              <tr>
                <th scope="col">Who</th>
                <th scope="col">Flow</th>
                <th scope="col">Role</th>
                <th scope="col">Reaches</th>
              </tr>
            </thead>
            <tbody>
              {map.ways.map((way) => (
                <tr key={`${way.source} ${way.role}`}>
                  <td>{titleOf(map.sources, way.source)}</td>
                  <td>{way.flow === 'enhanced' ? 'enhanced' : 'basic (classic)'}</td>
                  <td>
                    {titleOf(map.roles, way.role)}
                    {way.bad ? ' (unwanted)' : ''}
                  </td>
                  <td>
                    {map.grants
                      .filter((grant) => grant.role === way.role)
                      .map((grant) => titleOf(map.reaches, grant.reach))
                      .join(', ') || 'nothing'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

function Zone({ x, width: wide, tall, zone, title }: { readonly x: number; readonly width: number; readonly tall: number; readonly zone: string; readonly title: string }) {
  return (
    <>
      <rect className={`zone zone-${zone}`} x={x} y="0" width={wide} height={tall} />
      <rect className={`zt-${zone}`} x={x} y="0" width={wide} height="3" />
      <text className={`mq mq-${zone}`} x={x + 20} y="26">
        {title}
      </text>
    </>
  );
}

function Node({ node, column, y }: { readonly node: MapNode; readonly column: keyof typeof columns; readonly y: number }) {
  const { x, width: wide } = columns[column];
  return (
    <g className={`nd nd-${node.kind}${node.bad ? ' nd-hot' : ''}`} transform={`translate(${x} ${y})`}>
      <rect width={wide} height={height} rx="7" />
      <Glyph name={node.kind === 'reach' ? iconOf(node.id) : icons[node.kind]} y={18} />
      <text x="36" y="23" className="nt">
        {fit(node.title, column === 'source' ? 26 : 28)}
      </text>
      <text x="36" y="39" className="ns">
        {fit(node.detail, column === 'source' ? 32 : 34)}
      </text>
    </g>
  );
}

function Glyph({ name, y }: { readonly name: IconName; readonly y: number }) {
  return (
    <svg x="11" y={y} width="16" height="16" viewBox="0 0 16 16" className="pi">
      <use href={`#i-${name}`} />
    </svg>
  );
}

function iconOf(id: string): IconName {
  const service = id.split(' ')[0];
  if (service === 's3') return 's3';
  if (service === 'dynamodb') return 'ddb';
  if (service === 'lambda') return 'lambda';
  return service === 'iam' ? 'iam' : 'app';
}

function linksToRoles({ ways, roles }: PoolMap): readonly { readonly role: string; readonly kind: 'bad' | 'guest' | 'cr' }[] {
  return roles.flatMap(({ id }) => {
    const mine = ways.filter((way) => way.role === id);
    if (mine.length === 0) return [];
    const kind = mine.some((way) => way.bad) ? 'bad' : mine.every((way) => way.anonymous) ? 'guest' : 'cr';
    return [{ role: id, kind } as const];
  });
}

function titleOf(nodes: readonly MapNode[], id: string): string {
  return nodes.find((node) => node.id === id)?.title ?? id;
}

function curve(x1: number, y1: number, x2: number, y2: number): string {
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}

function fit(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters - 1)}…`;
}
