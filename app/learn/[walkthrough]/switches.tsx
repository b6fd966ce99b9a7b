import { useState } from 'react';
import { Icon } from '@/app/_components/icon';
import type { Player } from './use-player';

const shownAtFirst = 4;

/** The ways to break this run. They go together; the first rule that does not hold decides. */
export function Switches({ player }: { readonly player: Player }) {
  const { lesson, run, toggle, prepare } = player;
  const [open, setOpen] = useState(false);
  const { switches } = lesson;
  const off = switches.filter((one) => !run.on.includes(one.id));
  const hidden = off.slice(Math.max(0, shownAtFirst - run.on.length));
  const shown = open ? switches : switches.filter((one) => !hidden.includes(one));
  return (
    <fieldset className={`breakit needs-js${open ? ' breakit-open' : ''}`} onPointerEnter={prepare} onFocus={prepare}>
      <legend>
        <Icon name="hammer" />
        Break this run
      </legend>
      {shown.map((one) => (
        <label key={one.id} className="sw">
          <input type="checkbox" role="switch" checked={run.on.includes(one.id)} onChange={() => toggle(one.id)} data-switch={one.id} />
          <span className="track" aria-hidden="true" />
          {one.label}
        </label>
      ))}
      {hidden.length === 0 && !open ? null : (
        <button className="btn btn-quiet" type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Fewer' : `${hidden.length} more`} <Icon name="down" className={open ? 'i-s i-up' : 'i-s'} />
        </button>
      )}
    </fieldset>
  );
}
