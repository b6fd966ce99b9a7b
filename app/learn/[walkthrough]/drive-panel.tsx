import Link from 'next/link';
import { useEffect, useId, useRef, useState } from 'react';
import '@/app/_styles/drive.css';
import { ErrorTruth } from '@/app/_components/error-truth';
import { Icon } from '@/app/_components/icon';
import type { IconName } from '@/app/_components/icon-sprite';
import { RichText } from '@/app/_components/rich-text';
import { VerdictMark } from '@/app/_components/verdict-mark';
import type { Outcome } from '@/content/drive/attempt';
import type { Holding } from '@/content/drive/holdings';
import { lengths, type Length } from '@/content/drive/length';
import { callName } from '@/content/drive/names';
import { signature, type Move, type Slot } from '@/content/drive/move';
import { shownMessage } from '@/lib/engine/refusal';
import { countdown } from '@/lib/stage/wallets';
import { isWaiting, type DriveView } from './drive-lab';
import type { Driving } from './use-drive';
import type { Player } from './use-player';

const lengthNames: Readonly<Record<Length, string>> = { '1': 'Last call', '3': 'Last 3', all: 'All' };

/** The learner makes the next call: which one, and what goes where. The engine answers. */
export function DrivePanel({ player }: { readonly player: Player }) {
  const { drive: driving } = player;
  const { view } = driving;
  if (view === undefined) return <p className="ahead">Loading the emulator.</p>;
  return (
    <div className="drive own-keys">
      <Lengths driving={driving} view={view} />
      {view.tried === undefined ? isWaiting(view) ? <NextCall driving={driving} view={view} /> : <Finished player={player} /> : <Answer player={player} view={view} outcome={view.tried.outcome} />}
    </div>
  );
}

function Lengths({ driving, view }: { readonly driving: Driving; readonly view: DriveView }) {
  const { drive } = view;
  const all = drive.walkthrough.scenario.calls.length;
  const place = Math.min(drive.made.length + (view.tried?.made === undefined ? 1 : 0), all);
  return (
    <div className="drive-head">
      <div className="seg seg-s" role="group" aria-label="How much you drive">
        {lengths
          .filter((length) => length !== '3' || all > 3)
          .map((length) => (
            <button key={length} type="button" aria-pressed={length === driving.length} onClick={() => driving.start(length)}>
              {lengthNames[length]}
              {length === 'all' ? ` ${all}` : ''}
            </button>
          ))}
      </div>
      <span className="num">
        Call {place} of {all}
      </span>
    </div>
  );
}

function NextCall({ driving, view }: { readonly driving: Driving; readonly view: DriveView }) {
  const { drive, goal, actor, held, now, later, hint } = view;
  const { choice } = driving;
  const [hinted, setHinted] = useState(false);
  const chosen = useRef<HTMLInputElement>(null);
  const name = useId();
  const place = drive.made.length;
  const first = useRef(place);
  useEffect(() => {
    setHinted(false);
    // Not at the very beginning: then the focus is where the reader left it.
    if (first.current !== place) chosen.current?.focus();
    first.current = place;
  }, [place]);
  const move = drive.moves.find((one) => one.id === choice.move);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        driving.send();
      }}
    >
      <h2>What is called next?</h2>
      <p className="teach goal">
        {later >= 60 && !/minutes|hour|morning/.test(goal) ? <b>{inWords(later)} later. </b> : null}
        {goal}
      </p>
      <Palette held={held} now={now} actor={actor} />
      <fieldset className="moves">
        <legend>{actor} calls</legend>
        {drive.moves.map((one, index) => (
          <div key={one.id} className={one.id === choice.move ? 'move move-on' : 'move'}>
            <label>
              <input
                ref={one.id === choice.move || (move === undefined && index === 0) ? chosen : undefined}
                type="radio"
                name={name}
                value={one.id}
                checked={one.id === choice.move}
                onChange={() => driving.choose(one.id)}
              />
              <span className="mono">{callName(one)}</span>
              {one.detail === '' ? null : <span className="detail">{one.detail}</span>}
            </label>
            {one.id === choice.move ? <Slots move={one} driving={driving} held={held} now={now} /> : null}
          </div>
        ))}
      </fieldset>
      {hinted ? (
        <p className="hint" role="status">
          The lesson calls this step: <b>{hint}</b>.
        </p>
      ) : null}
      <div className="fixrow">
        <button className="btn btn-ink" type="submit" disabled={move === undefined}>
          Send
        </button>
        {hinted ? (
          <button className="btn btn-quiet" type="button" onClick={driving.show}>
            Show me
          </button>
        ) : (
          <button className="btn btn-quiet" type="button" onClick={() => setHinted(true)}>
            Hint
          </button>
        )}
      </div>
    </form>
  );
}

/** What can be put into the call: the same things as in the wallet on the stage, with those that are over. */
function Palette({ held, now, actor }: { readonly held: readonly Holding[]; readonly now: number; readonly actor: string }) {
  return (
    <div className="palette">
      <h3>{actor} holds</h3>
      {held.length === 0 ? (
        <p>nothing yet</p>
      ) : (
        <ul>
          {held.map((one) => (
            <li key={one.id} className={`chip chip-${isOver(one, now) ? 'expired' : one.kind}`}>
              {one.kind === 'session' || one.kind === 'sub' ? null : <Icon name={one.kind as IconName} />}
              {one.name}
              <span className="t">{one.expiresAt === undefined ? '' : countdown(one.expiresAt - now)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Slots({ move, driving, held, now }: { readonly move: Move; readonly driving: Driving; readonly held: readonly Holding[]; readonly now: number }) {
  const id = useId();
  if (move.slots.length === 0) return null;
  return (
    <div className="slots">
      {move.slots.map((slot) => (
        <div key={slot.id} className="slot">
          <label htmlFor={`${id}-${slot.id}`}>
            <code>{slot.field}</code>
          </label>
          <select id={`${id}-${slot.id}`} value={driving.choice.filling[slot.id] ?? ''} onChange={(event) => driving.fill(slot.id, event.target.value === '' ? undefined : event.target.value)}>
            <option value="">{emptyName(slot)}</option>
            {held.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
                {alike(one, held) ? ` from ${one.from}` : ''}
                {isOver(one, now) ? ', expired' : ''}
              </option>
            ))}
          </select>
        </div>
      ))}
    </div>
  );
}

function emptyName(slot: Slot): string {
  if (slot.id === signature.id) return 'nothing: unsigned';
  return slot.optional ? 'left out' : 'choose…';
}

function alike(one: Holding, held: readonly Holding[]): boolean {
  return held.filter((other) => other.name === one.name).length > 1;
}

function isOver({ expiresAt }: Holding, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}

const titles: Readonly<Record<Outcome['kind'], string>> = {
  right: 'That is the call',
  refused: 'Refused',
  elsewhere: 'That is another call',
  unsendable: 'That cannot be sent',
  unknown: 'Nobody can tell here',
};

/** What came of the learner's call, in AWS's words first. */
function Answer({ player, view, outcome }: { readonly player: Player; readonly view: DriveView; readonly outcome: Outcome }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Of the two places in which this can stand, only one is shown.
    if (heading.current?.offsetParent !== null) heading.current?.focus();
  }, [view]);
  const right = outcome.kind === 'right';
  return (
    <section className="answer">
      <h2 ref={heading} tabIndex={-1}>
        <VerdictMark kind={right ? 'match' : outcome.kind === 'refused' ? 'no' : 'skip'} />
        {titles[outcome.kind]}
      </h2>
      <Told outcome={outcome} />
      {right && view.tried?.made !== undefined ? <Lesson player={player} made={view.tried.made} otherWay={outcome.otherWay} /> : null}
      <div className="fixrow">
        <button className="btn btn-ink" type="button" onClick={player.drive.goOn}>
          {right ? (isWaiting(view) ? 'Next call' : 'To the end') : 'Try another call'} <Icon name="next" />
        </button>
      </div>
    </section>
  );
}

function Told({ outcome }: { readonly outcome: Outcome }) {
  if (outcome.kind === 'unknown') return <p>The emulator does not know what AWS does here: {outcome.what}.</p>;
  if (outcome.kind === 'unsendable') return <p className="teach">{outcome.misconception}</p>;
  const { error } = outcome.step;
  return (
    <>
      {error === undefined ? null : (
        <>
          <div className="dirhead">
            <h3>{outcome.kind === 'right' ? 'Refused, as the lesson wants to show' : 'The answer'}</h3>
            <ErrorTruth error={error} />
          </div>
          <pre className="code code-bad" tabIndex={0}>
            <b className="bad">
              {error.status} {error.code}
            </b>
            {'\n'}
            {shownMessage(error)}
          </pre>
        </>
      )}
      {outcome.kind === 'elsewhere' ? <p className="teach">{outcome.says}</p> : null}
      {outcome.kind === 'refused' && outcome.entry !== undefined ? (
        <p className="teach">
          {outcome.entry.means} <Link href={`/errors#${outcome.entry.slug}`} prefetch={false}>More about this error</Link>
        </p>
      ) : null}
      {outcome.kind !== 'right' && outcome.misconception !== undefined ? <p className="teach">{outcome.misconception}</p> : null}
      {outcome.kind === 'refused' && outcome.entry === undefined && outcome.misconception === undefined ? <Rule outcome={outcome} /> : null}
    </>
  );
}

/** Where the catalogue has no word about it, the rule speaks for itself. */
function Rule({ outcome }: { readonly outcome: Extract<Outcome, { readonly kind: 'refused' }> }) {
  const reason = outcome.step.reasons.find((one) => !one.holds);
  if (reason === undefined) return null;
  return (
    <p className="teach">
      The rule that does not hold: {reason.says} Found: {reason.actual}.
    </p>
  );
}

function Lesson({ player, made, otherWay }: { readonly player: Player; readonly made: string; readonly otherWay: boolean }) {
  const paragraphs = player.lesson.narration[made]?.explain ?? [];
  return (
    <>
      {otherWay ? <p className="teach">The lesson puts it another way. Yours yields the same, and that is what counts.</p> : null}
      {paragraphs.map((paragraph) => (
        <p key={paragraph} className="teach">
          <RichText text={paragraph} />
        </p>
      ))}
    </>
  );
}

function Finished({ player }: { readonly player: Player }) {
  const { drive: driving, nextLesson } = player;
  const longer = lengths[lengths.indexOf(driving.length) + 1];
  return (
    <section className="answer">
      <h2>
        <VerdictMark kind="match" />
        Driven to the end
      </h2>
      <p className="teach">Every call is made, and the run ends as the lesson’s own does.</p>
      <div className="fixrow">
        {longer === undefined ? null : (
          <button className="btn btn-ink" type="button" onClick={() => driving.start(longer)}>
            {longer === 'all' ? 'Drive every call' : 'Drive the last 3'}
          </button>
        )}
        <button className="btn" type="button" onClick={() => player.setMode('repair')}>
          Repair
        </button>
        {nextLesson === undefined ? null : (
          <Link className="btn" href={`/learn/${nextLesson.slug}`} prefetch={false}>
            Next lesson <Icon name="arrow" />
          </Link>
        )}
      </div>
    </section>
  );
}

function inWords(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.round((seconds % 3600) / 60);
  const parts = [hours === 0 ? '' : `${hours} ${hours === 1 ? 'hour' : 'hours'}`, minutes === 0 ? '' : `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`];
  return parts.filter((part) => part !== '').join(' ');
}
