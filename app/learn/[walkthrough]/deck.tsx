import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Icon } from '@/app/_components/icon';
import type { Zone } from '@/lib/stage/lane';
import { captionOf, stepName } from './caption';
import { Holds } from './conversation';
import { lastReached, type Player } from './use-player';
import { wordingFor } from './wording';

/** Caption and transport, under everything else. */
export function Deck({ player, onHelp }: { readonly player: Player; onHelp(): void }) {
  const { lesson, run, index, playing } = player;
  const { lead, text } = captionOf(lesson, run, index);
  const last = run.scene.beats.length - 1;
  return (
    <div className="deck">
      <p className="caption teach">
        <b className={lead.startsWith('Refused') ? 'c-refused' : undefined}>{lead}</b> {text}
      </p>
      <Holds player={player} />
      <Announcer words={`${lead} ${text}`} />
      <div className="transport needs-js" role="group" aria-label="Transport">
        <button className="btn btn-sq" type="button" aria-label="Previous step" disabled={index === 0} onClick={() => player.go(index - 1)}>
          <Icon name="prev" />
        </button>
        <button
          className="btn btn-ink btn-sq play"
          type="button"
          aria-label={playing ? 'Pause' : 'Play'}
          onClick={() => {
            if (!playing && index >= lastReached(run)) player.go(0);
            player.setPlaying(!playing);
          }}
        >
          <Icon name={playing ? 'pause' : 'play'} />
        </button>
        <button className="btn btn-sq" type="button" aria-label="Next step" disabled={index === last} onClick={() => player.go(index + 1, { animate: true })}>
          <Icon name="next" />
        </button>
        <Scrubber player={player} />
        <span className="count num">
          <b>{index + 1}</b> of {last + 1}
        </span>
        <label className="speed">
          <span className="sr">Speed</span>
          <select value={player.speed} onChange={(event) => player.setSpeed(Number(event.target.value))}>
            {[0.5, 1, 2].map((speed) => (
              <option key={speed} value={speed}>
                {speed}×
              </option>
            ))}
          </select>
        </label>
        <button className="keys btn btn-quiet" type="button" onClick={onHelp} aria-label="Keys">
          <kbd>←</kbd>
          <kbd>→</kbd> step <kbd>B</kbd> {wordingFor(player.lesson).switchesKey} <kbd>?</kbd>
        </button>
      </div>
    </div>
  );
}

/**
 * Reads the caption aloud when the step changes, whatever changed it. It is mounted empty: a live region that arrives with its
 * words is never read.
 */
function Announcer({ words }: { readonly words: string }) {
  const [said, setSaid] = useState('');
  const first = useRef(words);
  useEffect(() => {
    if (words === first.current && said === '') return;
    const timer = setTimeout(() => setSaid(words), 120);
    return () => clearTimeout(timer);
  }, [said, words]);
  return (
    <p className="sr" role="status" aria-live="polite" aria-atomic="true">
      {said}
    </p>
  );
}

/** A native range. Dragging moves through the beats continuously; keys and assistive technology go step by step. */
function Scrubber({ player }: { readonly player: Player }) {
  const { lesson, run, index, playhead, scrub, go } = player;
  const input = useRef<HTMLInputElement>(null);
  const [dragging, setDragging] = useState(false);
  const t = useSyncExternalStore(playhead.subscribe, () => (dragging ? playhead.get() : 1), () => 1);
  const { beats } = run.scene;
  const last = beats.length - 1;
  const value = dragging && t < 1 ? index - 1 + t : index;
  useEffect(() => {
    // The travelled part of the track; CSS cannot read the value of a range.
    input.current?.style.setProperty('--travelled', String(value / last));
  }, [last, value]);
  const release = (): void => {
    setDragging(false);
    if (playhead.get() < 1) playhead.play(player.speed, playhead.get());
  };
  return (
    <div className="scrub">
      <input
        ref={input}
        type="range"
        min="0"
        max={last}
        step={dragging ? 0.02 : 1}
        value={value}
        aria-label="Step"
        aria-valuetext={stepName(lesson, run, index)}
        onPointerDown={() => {
          player.setPlaying(false);
          setDragging(true);
        }}
        onPointerUp={release}
        onPointerCancel={release}
        onChange={(event) => (dragging ? scrub(event.target.valueAsNumber) : go(Math.round(event.target.valueAsNumber)))}
      />
      <ZoneTrack player={player} />
      <Ticks player={player} />
    </div>
  );
}

/** Under the scrubber: where on the path each step is. */
function ZoneTrack({ player }: { readonly player: Player }) {
  const { beats } = player.run.scene;
  const zones = beats.map((_beat, index) => zoneOfBeat(player, index));
  return (
    <svg className="zonetrack" viewBox={`0 0 ${beats.length - 1} 1`} preserveAspectRatio="none" aria-hidden="true">
      {zones.map((zone, index) => {
        const from = Math.max(0, index - 0.5);
        const to = Math.min(beats.length - 1, index + 0.5);
        const gap = zones[index + 1] === zone || index === zones.length - 1 ? 0 : 0.03;
        return <rect key={beats[index]?.key} className={`track-${zone}`} x={from} y="0" width={to - from - gap} height="1" />;
      })}
    </svg>
  );
}

function zoneOfBeat({ run }: Player, index: number): Zone {
  const beat = run.scene.beats[index];
  const zoneOf = (id: string | undefined): Zone => run.scene.lanes.find((lane) => lane.id === id)?.zone ?? 'app';
  return beat?.kind === 'answer' ? zoneOf(beat.via ?? beat.from) : zoneOf(beat?.to);
}

function Ticks({ player }: { readonly player: Player }) {
  const { lesson, run, index, mode } = player;
  return (
    <div className="ticks" aria-hidden="true">
      {run.scene.beats.map((beat, row) => {
        const asks = mode === 'predict' && run.on.length === 0 && lesson.predictions.some((one) => one.at === beat.key);
        const classes = [row < index ? 'done' : '', row === index ? 'now' : '', beat.kind === 'request' && beat.error !== undefined && !beat.ghost ? 'bad' : '', asks ? 'asks' : '', beat.ghost ? 'ghost' : ''];
        return (
          <span key={beat.key} className={classes.filter((one) => one !== '').join(' ')}>
            {row + 1}
          </span>
        );
      })}
    </div>
  );
}
