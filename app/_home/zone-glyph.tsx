import { zones as allZones, type Zone } from '@/lib/stage/lane';

const names: Readonly<Record<Zone, string>> = { app: 'your app', authn: 'authentication', authz: 'authorization', resource: 'resources' };

/** Four boxes, of which those are filled that a lesson travels. */
export function ZoneGlyph({ zones }: { readonly zones: readonly Zone[] }) {
  return (
    <span className="zg" role="img" aria-label={`Travels ${zones.map((zone) => names[zone]).join(', ')}`}>
      {allZones.map((zone) => (
        <i key={zone} className={zones.includes(zone) ? `g-${zone} on` : `g-${zone}`} />
      ))}
    </span>
  );
}
