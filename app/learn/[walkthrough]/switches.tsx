import { useState } from 'react';
import { Icon } from '@/app/_components/icon';
import type { SwitchText } from '@/content/walkthroughs/walkthrough';
import type { Player } from './use-player';
import { wordingFor } from './wording';

/** About how many pixels the switches that are shown at first may take. */
const room = 640;

/** The switches that are on, and as many of the others as there is room for. */
function atFirst(switches: readonly SwitchText[], on: readonly string[]): readonly SwitchText[] {
  const widthOf = (one: SwitchText): number => 54 + one.label.length * 6.6;
  const lit = switches.filter((one) => on.includes(one.id));
  let left = lit.reduce((rest, one) => rest - widthOf(one), room);
  const others = switches.filter((one) => !on.includes(one.id) && (left -= widthOf(one)) >= 0);
  return switches.filter((one) => lit.includes(one) || others.includes(one));
}

/** The ways to break this run. They go together; the first rule that does not hold decides. */
export function Switches({ player }: { readonly player: Player }) {
  const { lesson, run, toggle, prepare } = player;
  const [open, setOpen] = useState(false);
  const { switches } = lesson;
  const shown = open ? switches : atFirst(switches, run.on);
  const hidden = switches.length - shown.length;
  if (switches.length === 0) return null;
  return (
    <fieldset className={`breakit needs-js${open ? ' breakit-open' : ''}${wordingFor(lesson).onIsGood ? ' breakit-good' : ''}`} onPointerEnter={prepare} onFocus={prepare}>
      <legend>
        <Icon name="hammer" />
        {wordingFor(lesson).switches}
      </legend>
      {shown.map((one) => (
        <label key={one.id} className="sw">
          <input type="checkbox" role="switch" checked={run.on.includes(one.id)} onChange={() => toggle(one.id)} data-switch={one.id} />
          <span className="track" aria-hidden="true" />
          {one.label}
        </label>
      ))}
      {hidden === 0 && !open ? null : (
        <button className="btn btn-quiet" type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Fewer' : `${hidden} more`} <Icon name="down" className={open ? 'i-s i-up' : 'i-s'} />
        </button>
      )}
    </fieldset>
  );
}
