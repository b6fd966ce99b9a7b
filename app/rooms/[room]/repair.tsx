import { useEffect, useRef, useState } from 'react';
import { Icon } from '@/app/_components/icon';
import { UndoAll } from '@/app/_components/repair/undo-all';
import { appKey } from '@/content/rooms/app-key';
import type { RoomText } from './view';
import type { Playing, Workshop } from './use-room';

/** The account and the app as forms. Until somebody wants them there is one button. */
export function Repair({ room, playing }: { readonly room: RoomText; readonly playing: Playing }) {
  const { workshop, openWorkshop } = playing;
  const [asked, setAsked] = useState(false);
  return (
    <section className="room-repair own-keys" aria-labelledby="repair">
      <h2 id="repair">Repair it</h2>
      {workshop === undefined ? (
        <>
          <p>Nobody tells you what to change. Any repair counts that lets everything work that should, and nothing that should not.</p>
          <div className="fixrow needs-js">
            <button
              className="btn btn-ink"
              type="button"
              aria-busy={asked}
              onClick={() => {
                setAsked(true);
                openWorkshop();
              }}
            >
              {asked ? 'Opening the account' : 'Open the account'}
            </button>
          </div>
        </>
      ) : (
        <Open room={room} playing={playing} workshop={workshop} focus={asked} />
      )}
    </section>
  );
}

function Open({ room, playing, workshop: { lab, room: whole }, focus }: { readonly room: RoomText; readonly playing: Playing; readonly workshop: Workshop; readonly focus: boolean }) {
  const { edits, view } = playing;
  const things = lab.thingsOf(whole.world);
  const problems = lab.problemsOf(whole, edits);
  const count = Object.keys(edits).length;
  const waiting = JSON.stringify(sorted(edits)) !== JSON.stringify(sorted(view.edits));
  const head = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (focus) head.current?.focus();
  }, [focus]);
  return (
    <>
      <p className="room-count num" ref={head} tabIndex={-1}>
        {count === 1 ? '1 change' : `${count} changes`} · par {room.par}
      </p>
      <div className="fixrow">
        <button className="btn btn-ink" type="button" onClick={playing.tryIt}>
          Try it
        </button>
        <UndoAll count={count} onUndo={playing.undoAll} />
      </div>
      <p className="room-waiting" role="status">
        {waiting ? (
          <>
            <Icon name="refresh" className="i-s" /> Changed since the run that is shown.
          </>
        ) : null}
      </p>
      <AppForm room={room} playing={playing} />
      <h3 className="world-title">The account</h3>
      <lab.WorldEditor world={whole.world} things={things} first={things.map(({ key }) => key)} edits={edits} problems={problems} onEdit={playing.edit} />
    </>
  );
}

/** What the app does, where that can be chosen. */
function AppForm({ room: { app }, playing: { edits, edit } }: { readonly room: RoomText; readonly playing: Playing }) {
  if (app.length === 0) return null;
  return (
    <>
      <h3 className="world-title">The app</h3>
      <div className="fields room-app">
        {app.map((setting) => {
          const key = appKey(setting);
          const chosen = edits[key];
          return (
            <fieldset key={key} className={`field${chosen === undefined ? '' : ' field-changed'}`} data-field={key} aria-describedby={setting.note === undefined ? undefined : noteOf(setting)}>
              <legend className="room-setting">
                {setting.label} {chosen === undefined ? null : <span className="edited">changed</span>}
              </legend>
              {setting.note === undefined ? null : (
                <p className="field-note" id={noteOf(setting)}>
                  {setting.note}
                </p>
              )}
              {setting.options.map(({ value, name }) => (
                <label key={value} className="room-option">
                  <input type="radio" name={key} value={value} checked={value === (chosen ?? setting.now)} onChange={() => edit(key, value === setting.now ? undefined : value)} />
                  <span>
                    {name}
                    {value === setting.now ? <span className="field-note"> (as it was)</span> : null}
                  </span>
                </label>
              ))}
            </fieldset>
          );
        })}
      </div>
    </>
  );
}

function noteOf({ id }: { readonly id: string }): string {
  return `setting-${id}-note`;
}

function sorted(edits: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(edits).sort(([a], [b]) => (a < b ? -1 : 1));
}
