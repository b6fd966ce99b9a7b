'use client';

import Link from 'next/link';
import { useEffect, useId, useRef, useState } from 'react';
import { ProofStage } from '@/app/audit/_components/proof-stage';
import { ErrorTruth } from '@/app/_components/error-truth';
import { Icon } from '@/app/_components/icon';
import { readProgress, saveProgress } from '@/app/_components/progress';
import { RichText } from '@/app/_components/rich-text';
import { TruthLabel } from '@/app/_components/truth-label';
import { VerdictMark } from '@/app/_components/verdict-mark';
import type { RoomFinding } from '@/app/rooms/findings';
import { shownMessage } from '@/lib/engine/refusal';
import { Auditor } from './auditor';
import { Hints } from './hints';
import { Repair } from './repair';
import { marks, says } from './says';
import { useRoom } from './use-room';
import type { AttemptView, RoomText, RoomView } from './view';

interface Props {
  readonly room: RoomText;
  readonly first: RoomView;
  readonly findings: readonly RoomFinding[];
  readonly next: { readonly slug: string; readonly title: string } | undefined;
}

/** A room: everything that people do in it and how that goes, the run of the one that is chosen, and the forms to repair it with. */
export function RoomPlay({ room, first, findings, next }: Props) {
  const playing = useRoom(room.slug, first);
  const { view, tries } = playing;
  const [chosen, setChosen] = useState(() => worstOf(first).id);
  const shown = view.attempts.find(({ id }) => id === chosen) ?? worstOf(view);
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    if (tries === 0) return;
    setChosen((before) => (view.attempts.find(({ id }) => id === before)?.asWanted === false ? before : worstOf(view).id));
    heading.current?.focus();
    remember(room.slug, view);
  }, [room.slug, tries, view]);

  return (
    <div className="room-cols">
      <div className="room-runs">
        <section className="room-goals" aria-labelledby="goals">
          <h2 id="goals" ref={heading} tabIndex={-1}>
            {titleOf(view, tries)}
          </h2>
          {view.solved ? <p className="room-score">{scoreOf(view.changes, room.par)}</p> : null}
          {view.unusable === 0 ? null : <p>{view.unusable === 1 ? 'One field could not be used as it is typed, and is as before.' : `${view.unusable} fields could not be used as they are typed, and are as before.`}</p>}
          <Attempts title="Should work" attempts={view.attempts.filter(({ kind }) => kind === 'use')} chosen={shown.id} onChoose={setChosen} />
          <Attempts title="Should not work" attempts={view.attempts.filter(({ kind }) => kind === 'attack')} chosen={shown.id} onChoose={setChosen} />
          <Also goals={view.also} />
        </section>
        {view.solved ? <After room={room} next={next} /> : null}
        <Shown key={`${tries} ${shown.id}`} attempt={shown} />
      </div>
      <div className="room-side">
        <Repair room={room} playing={playing} />
      </div>
      <div className="room-notes">
        <Hints hints={room.hints} />
        <Auditor open={tries > 0} findings={findings} unseen={room.unseen} />
      </div>
    </div>
  );
}

/** Keeps that the room was begun or repaired, and with how few changes: what was once done stays done. */
function remember(slug: string, { solved, changes }: RoomView): void {
  const key = `room-${slug}`;
  const before = readProgress()[key];
  if (!solved && before !== undefined) return;
  const fewest = Math.min(changes, before?.answers.changes ?? changes);
  saveProgress(key, { step: solved ? 2 : 1, of: 2, done: solved, answers: solved ? { changes: fewest } : {} });
}

function titleOf({ solved, attempts, also }: RoomView, tries: number): string {
  if (solved) return 'Repaired';
  const open = attempts.filter(({ asWanted }) => !asWanted).length + also.filter(({ met }) => !met).length;
  const of = attempts.length + also.length;
  return tries === 0 ? `As it is: ${of - open} of ${of} as it should be` : `Not yet: ${of - open} of ${of} as it should be`;
}

function scoreOf(changes: number, par: number): string {
  const made = changes === 1 ? '1 change' : `${changes} changes`;
  if (changes === par) return `${made}, which is par.`;
  return changes < par ? `${made}. Par is ${par}: you needed fewer.` : `${made}. Par is ${par}.`;
}

/** The first that is not as it should be. */
function worstOf({ attempts }: RoomView): AttemptView {
  return attempts.find(({ asWanted }) => !asWanted) ?? (attempts[0] as AttemptView);
}

function Attempts({ title, attempts, chosen, onChoose }: { readonly title: string; readonly attempts: readonly AttemptView[]; readonly chosen: string; onChoose(id: string): void }) {
  const id = useId();
  if (attempts.length === 0) return null;
  return (
    <>
      <h3 id={id}>{title}</h3>
      <ul className="room-attempts" aria-labelledby={id}>
        {attempts.map((attempt) => (
          <li key={attempt.id} data-attempt={attempt.id} data-met={attempt.asWanted}>
            <button type="button" aria-pressed={attempt.id === chosen} onClick={() => onChoose(attempt.id)}>
              <VerdictMark kind={marks(attempt)} />
              <span>
                <b>{attempt.title}</b> <span className="room-says">{says(attempt)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Also({ goals }: { readonly goals: RoomView['also'] }) {
  if (goals.length === 0) return null;
  return (
    <>
      <h3>And</h3>
      <ul className="room-also">
        {goals.map(({ id, says: text, met }) => (
          <li key={id} data-met={met}>
            <VerdictMark kind={met ? 'ok' : 'no'} />
            <span>
              <b>{text}</b> <span className="room-says">{met ? 'So it is.' : 'Not so.'}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The run of one attempt on the stage, and AWS's words where it was refused. */
function Shown({ attempt }: { readonly attempt: AttemptView }) {
  const { outcome, scene, title } = attempt;
  return (
    <section className="room-run" aria-labelledby="run">
      <div className="ph2">
        <h2 id="run">{title}</h2>
        <TruthLabel kind="simulated">Run in the emulator on this account</TruthLabel>
      </div>
      {scene.beats.length === 0 ? <p>There is no run to show.</p> : <ProofStage scene={scene} name="the run" />}
      {outcome.kind === 'fails' && outcome.error !== undefined ? (
        <figure className="room-error">
          <figcaption>
            <Icon name="cross" className="i-s" /> The caller is told
            <ErrorTruth error={outcome.error} />
          </figcaption>
          <p className="mono">
            <b>{outcome.error.code}</b> {shownMessage(outcome.error)}
          </p>
        </figure>
      ) : null}
    </section>
  );
}

function After({ room, next }: Pick<Props, 'room' | 'next'>) {
  return (
    <section className="room-after" aria-labelledby="after">
      <h2 id="after">What it was</h2>
      {room.after.map((text) => (
        <p key={text} className="teach">
          <RichText text={text} />
        </p>
      ))}
      <p>
        {next === undefined ? (
          <Link className="btn" href="/rooms" prefetch={false}>
            All rooms
          </Link>
        ) : (
          <Link className="btn" href={`/rooms/${next.slug}`} prefetch={false}>
            Next: {next.title}
          </Link>
        )}
      </p>
    </section>
  );
}
