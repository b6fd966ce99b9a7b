import { useEffect, useRef } from 'react';
import { Icon } from '@/app/_components/icon';
import { TruthLabel } from '@/app/_components/truth-label';
import { VerdictMark, type MarkKind } from '@/app/_components/verdict-mark';
import { narrationOf } from '@/content/walkthroughs/narration';
import { answerKey, outerStep, type Beat } from '@/lib/stage/beats';
import { chipNames } from '@/lib/stage/chip';
import { checksAt, type CheckState } from '@/lib/stage/position';
import { countdown, walletsAt } from '@/lib/stage/wallets';
import { captionOf } from './caption';
import { ConversationLane } from './conversation-lane';
import { Below } from './below';
import { useReached } from '@/app/_components/stage/playhead';
import { Switches } from './switches';
import type { Player } from './use-player';
import type { TabId } from './view';
import { shownMessage } from '@/lib/engine/refusal';
import { wordingFor } from './wording';

const closer: readonly (readonly [TabId, string])[] = [
  ['explain', 'Explain'],
  ['http', 'HTTP'],
  ['token', 'Token'],
  ['decision', 'Decision'],
  ['code', 'Code'],
];

/** The same run on a narrow screen: a conversation in which the lit message is a card. */
export function Conversation({ player, onLook }: { readonly player: Player; onLook(): void }) {
  const { run, index, mode } = player;
  const { beats } = run.scene;
  const feed = useRef<HTMLElement>(null);
  useEffect(() => {
    const card = feed.current?.querySelector('.card');
    if (feed.current !== null && feed.current.offsetParent !== null && card instanceof HTMLElement) {
      feed.current.scrollTo({ top: Math.max(0, card.offsetTop - feed.current.offsetTop - 84) });
    }
  }, [index]);
  return (
    <section className="conversation" aria-label="Conversation" ref={feed}>
      <Path player={player} />
      <ol>
        {beats.map((beat, row) =>
          row === index ? (
            <li key={beat.key}>
              <div className="card" aria-current="step">
                <Card player={player} onLook={onLook} />
              </div>
              <Below player={player} />
            </li>
          ) : (
            <li key={beat.key} className={beat.ghost ? 'line ghost' : row < index ? 'line past' : 'line future'}>
              <Line player={player} beat={beat} row={row} />
            </li>
          ),
        )}
      </ol>
      {mode === 'drive' ? null : (
        <details className="breakdrawer">
          <summary>
            <Icon name="hammer" /> {wordingFor(player.lesson).switchesShort}
          </summary>
          <Switches player={player} />
        </details>
      )}
    </section>
  );
}

/** Where on the path the lit message is. */
function Path({ player }: { readonly player: Player }) {
  const { run, beat } = player;
  const zoneOf = (id: string | undefined) => run.scene.lanes.find((lane) => lane.id === id)?.zone;
  const here = beat.kind === 'answer' ? zoneOf(beat.via ?? beat.from) : zoneOf(beat.to);
  return (
    <div className="where" aria-hidden="true">
      <span className={`at-app${here === 'app' ? ' here' : ''}`}>Your app</span>
      <span className={`at-authn${here === 'authn' ? ' here' : ''}`}>Who are you?</span>
      <i />
      <span className={`at-authz${here === 'authz' ? ' here' : ''}`}>What may you do?</span>
      <span className={`at-resource${here === 'resource' ? ' here' : ''}`}>AWS</span>
    </div>
  );
}

function Line({ player, beat, row }: { readonly player: Player; readonly beat: Beat; readonly row: number }) {
  const { go, hrefOf } = player;
  return (
    <a
      href={hrefOf(row + 1)}
      onClick={(event) => {
        event.preventDefault();
        go(row, { animate: true, jump: true });
      }}
    >
      <span className="n num">{row + 1}</span>
      <span className="fromto">
        {nameOf(player, beat.from)} <Icon name="arrow" className="i-s" /> {beat.from === beat.to ? 'itself' : nameOf(player, beat.to)}
      </span>
      <span className={beat.label.voice === 'wire' ? 'what mono' : 'what'}>{beat.label.text}</span>
    </a>
  );
}

function Card({ player, onLook }: { readonly player: Player; onLook(): void }) {
  const { lesson, run, index, beat, playhead, setTab } = player;
  const over = useReached(playhead, 1);
  const refused = beat.kind === 'request' && beat.error !== undefined && !beat.ghost;
  const told = run.scene.beats.find((one) => one.key === answerKey(outerStep(beat.step)))?.error;
  const narration = narrationOf(lesson, run.scene, run.on, beat.key);
  const { text } = captionOf(lesson, run, index);
  const states = checksAt(beat, over ? 1 : 0);
  return (
    <>
      <div className="chd">
        <span className={`n num${refused ? ' bad' : ''}`}>{index + 1}</span>
        <h2>{narration.title}</h2>
      </div>
      {beat.from === beat.to ? null : <ConversationLane player={player} />}
      <p className="teach cap">{text}</p>
      {refused && over ? <p className="said mono">{told === undefined ? null : shownMessage(told)}</p> : null}
      {beat.checks.length === 0 ? null : (
        <ul className="pchecks">
          {beat.checks.map((check, place) => (
            <li key={check.rule} className={states[place]}>
              <VerdictMark kind={marks[states[place] ?? 'waiting']} />
              {check.label}
            </li>
          ))}
        </ul>
      )}
      <div className="sheets" role="group" aria-label="Look closer">
        {closer.map(([id, name]) => (
          <button
            key={id}
            className="btn"
            type="button"
            onClick={() => {
              setTab(id);
              onLook();
            }}
          >
            {name}
          </button>
        ))}
      </div>
      <div className="crow">
        <TruthLabel kind={beat.truth === 'inferred' ? 'inferred' : 'simulated'}>{beat.truth === 'inferred' ? 'Inferred' : 'Simulated, real signature'}</TruthLabel>
      </div>
    </>
  );
}

const marks: Readonly<Record<CheckState, MarkKind>> = { waiting: 'wait', passed: 'match', failed: 'no', unreached: 'skip' };

/** What the first actor holds, over the transport of a narrow screen. */
export function Holds({ player }: { readonly player: Player }) {
  const { run, index } = player;
  const { lanes, beats } = run.scene;
  const wallet = walletsAt(beats, lanes, index).find((one) => one.lane === lanes[0]?.id);
  return (
    <div className="holds" tabIndex={0} role="group" aria-label={`What ${lanes[0]?.name ?? 'the caller'} holds`}>
      <span aria-hidden="true">Holds</span>
      {wallet?.chips.map(({ chip, remaining, state }) => (
        <span key={chip.kind} className={`chip chip-${chip.kind}${state === 'expired' ? ' chip-expired' : ''}`}>
          <Icon name={chip.kind} />
          {chipNames[chip.kind].short}
          {remaining === undefined ? null : <span className="t">{countdown(remaining)}</span>}
        </span>
      ))}
      {wallet?.says === undefined ? null : <span className="none">{wallet.says}</span>}
    </div>
  );
}

function nameOf({ run }: Player, lane: string): string {
  const name = run.scene.lanes.find((one) => one.id === lane)?.name ?? lane;
  return name.endsWith('’s browser') ? 'Browser' : name;
}
