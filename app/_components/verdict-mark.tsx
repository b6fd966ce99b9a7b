import { Icon } from './icon';
import type { IconName } from './icon-sprite';

export type MarkKind = 'ok' | 'no' | 'match' | 'skip' | 'wait';

const icons: Readonly<Record<MarkKind, IconName | undefined>> = { ok: 'check', no: 'cross', match: 'check', skip: 'minus', wait: undefined };

/**
 * A tick, cross, dash or dashed ring; words stand beside it. `ok` is "as intended": what merely matched is `match`, so that an
 * attack never looks green.
 */
export function VerdictMark({ kind }: { readonly kind: MarkKind }) {
  const icon = icons[kind];
  return (
    <span className={`mark mark-${kind}`} aria-hidden="true">
      {icon === undefined ? null : <Icon name={icon} />}
    </span>
  );
}
