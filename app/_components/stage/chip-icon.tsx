import type { ChipKind } from '@/lib/stage/chip';

/** The icon of a thing that travels, inside a drawing. */
export function ChipIcon({ kind, x, y, size }: { readonly kind: ChipKind; readonly x: number; readonly y: number; readonly size: number }) {
  return (
    <svg className="chip-icon" x={x} y={y} width={size} height={size} viewBox="0 0 16 16">
      <use href={`#i-${kind}`} />
    </svg>
  );
}
