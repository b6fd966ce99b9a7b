import { useEffect, useId, useRef } from 'react';
import { UndoAll } from '@/app/_components/repair/undo-all';
import { WorldEditor } from '@/app/_components/repair/world-editor';
import { Icon } from '@/app/_components/icon';
import { VerdictMark, type MarkKind } from '@/app/_components/verdict-mark';
import type { Verdict } from '@/content/repair/repair';
import { realEdits } from '@/lib/world/edit';
import { problemsOf, type RepairView } from './repair-lab';
import type { Player } from './use-player';

/** The account as forms. The run is made again when asked for, and what came of it stands above. */
export function RepairPanel({ player }: { readonly player: Player }) {
  const { repair: repairing } = player;
  const { view, edits } = repairing;
  if (view === undefined) return <p className="ahead">Loading the emulator.</p>;
  const { repair, broken, walkthrough } = view;
  const real = realEdits(broken, edits, walkthrough.scenario.world);
  const waiting = JSON.stringify(sorted(real)) !== JSON.stringify(sorted(repair.edits));
  const count = Object.keys(real).length;
  return (
    <div className="repair own-keys">
      <Outcome view={view} waiting={waiting} />
      <div className="fixrow">
        <button className="btn btn-ink" type="button" onClick={repairing.run}>
          Run again
        </button>
        <UndoAll count={count} onUndo={repairing.undoAll} />
      </div>
      <h2 className="world-title">What can be changed in this account</h2>
      <WorldEditor world={broken} things={repair.things} first={repair.touched} edits={edits} problems={problemsOf(view, edits)} onEdit={repairing.edit} />
    </div>
  );
}

const titles: Readonly<Record<Verdict['kind'], string>> = {
  untouched: 'Nothing is broken',
  repaired: 'Repaired',
  refused: 'Refused',
  otherwise: 'It runs, but not as it should',
  stuck: 'It stops half way',
  before: 'The story cannot begin',
  unknown: 'Nobody can tell here',
};

const marks: Readonly<Record<Verdict['kind'], MarkKind>> = { untouched: 'skip', repaired: 'ok', refused: 'no', otherwise: 'no', stuck: 'no', before: 'no', unknown: 'skip' };

/** How the last run compares with the lesson's own, in words. */
function Outcome({ view, waiting }: { readonly view: RepairView; readonly waiting: boolean }) {
  const { verdict, problems, sent } = view.repair;
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  const first = useRef(view);
  useEffect(() => {
    if (first.current === view) return;
    first.current = view;
    heading.current?.focus();
  }, [view]);
  const refused = Object.keys(problems).length;
  const title = verdict.kind === 'repaired' && !verdict.wasBroken ? 'As in the lesson' : titles[verdict.kind];
  return (
    <section className="answer" aria-labelledby={id}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        <VerdictMark kind={verdict.kind === 'repaired' && !verdict.wasBroken ? 'match' : marks[verdict.kind]} />
        {title}
      </h2>
      <Words verdict={verdict} />
      {refused === 0 ? null : (
        <p>
          {refused === 1 ? 'One field could not be used as it is typed' : `${refused} fields could not be used as they are typed`}; this run has {refused === 1 ? 'it' : 'them'} as before.
        </p>
      )}
      {verdict.kind === 'repaired' || verdict.kind === 'untouched'
        ? null
        : sent.map((one) => (
            <p key={one.id} className="teach">
              “{one.label}” changes what is sent, not what is set up. Its cause is no setting of this account: turn it off, or make the call yourself in Drive.
            </p>
          ))}
      {waiting ? (
        <p className="waiting" role="status">
          <Icon name="refresh" className="i-s" /> Changed since this run. Run again to see what comes of it.
        </p>
      ) : null}
    </section>
  );
}

function Words({ verdict }: { readonly verdict: Verdict }) {
  switch (verdict.kind) {
    case 'untouched':
      return <p className="teach">This is the lesson’s own account. Change something in it, or switch something on under the stage and mend it here.</p>;
    case 'repaired':
      return <p className="teach">{verdict.wasBroken ? 'Every call is answered as in the good run, so the account is mended. Other ways count as well.' : 'Your change makes no difference to this run: every call is answered as before.'}</p>;
    case 'refused':
      return (
        <p className="teach">
          <code>{verdict.call}</code> is refused, and the caller is told <code>{verdict.code}</code>. {verdict.rule} {verdict.found === undefined ? null : `Found: ${verdict.found}.`}
        </p>
      );
    case 'otherwise':
      return (
        <ul className="otherwise">
          {verdict.calls.map((call) => (
            <li key={call.step} className="teach">
              <code>{call.step}</code> {call.here === 'ok' ? 'is let through' : `is refused with ${call.here}`}; in the good run it {call.good === 'ok' ? 'succeeds' : `is refused with ${call.good}`}.
            </li>
          ))}
        </ul>
      );
    case 'stuck':
    case 'before':
      return <p className="teach">{verdict.says}</p>;
    case 'unknown':
      return <p className="teach">The emulator does not know what AWS does with this: {verdict.what}.</p>;
  }
}

function sorted(edits: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(edits).sort(([a], [b]) => (a < b ? -1 : 1));
}
