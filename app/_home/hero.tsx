'use client';

import Link from 'next/link';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Icon } from '@/app/_components/icon';
import { Playhead, usePlayhead } from '@/app/_components/stage/playhead';
import { Stage, rowState } from '@/app/_components/stage/stage';
import { StageActors } from '@/app/_components/stage/stage-actors';
import { StageMoment } from '@/app/_components/stage/stage-moment';
import { TruthLabel } from '@/app/_components/truth-label';
import type { Beat } from '@/lib/stage/beats';
import type { Lane } from '@/lib/stage/lane';
import { layoutOf, messageOf, type StageLayout } from '@/lib/stage/layout';

/** A row of the front page and where it leads. */
export interface HeroBeat {
  readonly beat: Beat;
  readonly caption: string;
  readonly href: string;
}

const dwell = 2400;

/** The enhanced flow moving by itself, a row every 2.4 seconds, with a pause button; it waits where motion is not wanted. */
export function Hero({ lanes, rows, resting }: { readonly lanes: readonly Lane[]; readonly rows: readonly HeroBeat[]; readonly resting: number }) {
  const layout = useMemo(() => layoutOf(lanes, rows.length, 'compact'), [lanes, rows]);
  const playhead = useMemo(() => new Playhead(), []);
  const [current, setCurrent] = useState(resting);
  const [playing, setPlaying] = useState(false);
  const beats = useMemo(() => rows.map((row) => row.beat), [rows]);

  useEffect(() => setPlaying(!matchMedia('(prefers-reduced-motion: reduce)').matches), []);
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => {
      setCurrent((row) => (row + 1) % rows.length);
      playhead.play(1);
    }, dwell);
    return () => clearInterval(timer);
  }, [playhead, playing, rows.length]);

  const box = useRef<HTMLDivElement>(null);
  const lit = messageOf(layout, beats[current] as Beat, current);
  useEffect(() => {
    // On a narrow screen the stage is wider than its place: it follows the lit message to where it goes.
    const place = box.current;
    if (place === null || place.scrollWidth <= place.clientWidth) return;
    place.scrollTo({ left: lit.from + 0.72 * (lit.to - lit.from) - place.clientWidth / 2, behavior: playing ? 'smooth' : 'auto' });
  }, [lit.from, lit.to, playing]);

  return (
    <figure className="herostage" aria-label="The enhanced flow">
      <div className="hs-scroll" ref={box} tabIndex={0} role="group" aria-label="Diagram of the flow">
        <Stage
          layout={layout}
          size="compact"
          beats={beats}
          current={current}
          actors={<StageActors layout={layout} />}
          moment={<HeroMoment layout={layout} beat={beats[current] as Beat} index={current} playhead={playhead} />}
          rows={
            <ol className="rows" aria-label="Steps">
              {rows.map((row, index) => (
                <li key={row.beat.key}>
                  <Link href={row.href} prefetch={false} data-state={rowState(row.beat, index, current)}>
                    <span className="n num">{index + 1}</span>
                    <span className="sr">{row.caption}</span>
                  </Link>
                </li>
              ))}
            </ol>
          }
        />
      </div>
      <figcaption className="hs-foot">
        <button className="btn btn-sq needs-js" type="button" aria-label={playing ? 'Pause' : 'Play'} onClick={() => setPlaying(!playing)}>
          <Icon name={playing ? 'pause' : 'play'} />
        </button>
        <p className="teach">{rows[current]?.caption}</p>
        <TruthLabel kind="simulated">Simulated run, real signatures</TruthLabel>
      </figcaption>
    </figure>
  );
}

function HeroMoment({ layout, beat, index, playhead }: { readonly layout: StageLayout; readonly beat: Beat; readonly index: number; readonly playhead: Playhead }) {
  return <StageMoment layout={layout} beat={beat} index={index} t={usePlayhead(playhead)} />;
}
