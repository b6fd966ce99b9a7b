import type { Beat } from '@/lib/stage/beats';
import { messageOf, type StageLayout } from '@/lib/stage/layout';
import { ChipIcon } from './chip-icon';

/** What an answer brought, left on its line for the rest of the run. */
export function ParkedChips({ layout, beat, index }: { readonly layout: StageLayout; readonly beat: Beat; readonly index: number }) {
  if (beat.kind !== 'answer' || beat.ghost) return null;
  const { from, to, y } = messageOf(layout, beat, index);
  return beat.carries.map(({ kind }, place) => (
    <g key={kind} className={`parked of-${kind}`} transform={`translate(${Math.max(from, to) - 38 - place * 22} ${y - 9})`}>
      <rect width="18" height="18" rx="4" />
      <ChipIcon kind={kind} x={2.5} y={2.5} size={13} />
    </g>
  ));
}
