import type { IconName } from './icon-sprite';

/** A 16 px icon in the text's colour; words always stand beside it or in its button's label. */
export function Icon({ name, className = '' }: { readonly name: IconName; readonly className?: string }) {
  return (
    <svg className={`i ${className}`} viewBox="0 0 16 16" aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}
