'use client';

import { useState, type KeyboardEvent } from 'react';
import { TermsContext, type Terms } from '@/app/_components/term';
import { TopBar } from '@/app/_components/top-bar';
import { TruthLabel } from '@/app/_components/truth-label';
import { VerdictMark } from '@/app/_components/verdict-mark';
import { narrationOf } from '@/content/walkthroughs/narration';
import { numberOf } from '@/content/walkthroughs/number';
import type { LessonText } from '@/content/walkthroughs/walkthrough';
import { Conversation } from './conversation';
import { Deck } from './deck';
import { Inspector } from './inspector';
import { KeysHelp } from './keys-help';
import type { Run } from './run';
import { ShareMenu } from './share-menu';
import { StageView } from './stage-view';
import { Switches } from './switches';
import { usePlayer, type NextLesson, type Player as PlayerState } from './use-player';
import { modesOf, queryOf, type Mode } from './view';
import { Wallets } from './wallets';
import { wordingFor } from './wording';

const modeNames: Readonly<Record<Mode, string>> = { watch: 'Watch', predict: 'Predict', drive: 'Drive', repair: 'Repair' };

/** Where the player stands: the way back, and its own name. */
export interface Crumbs {
  readonly href: string;
  readonly name: string;
  readonly here: string;
  readonly short: string;
}

interface Props {
  readonly lesson: LessonText;
  readonly first: Run;
  readonly firstStep: number;
  /** The lesson after this one. */
  readonly next?: NextLesson;
  /** What the words of the glossary mean that this lesson uses. */
  readonly terms?: Terms;
  /** Stand in for those of a lesson. */
  readonly crumbs?: Crumbs;
  /** In the frame of another page: without the bar above and the inspector. */
  readonly embedded?: boolean;
}

const noTerms: Terms = {};

/** The player: stage, inspector, switches and transport over one run. */
export function Player({ lesson, first, firstStep, next, terms = noTerms, crumbs, embedded = false }: Props) {
  const player = usePlayer(lesson, first, firstStep, next);
  const [help, setHelp] = useState(false);
  const [sheet, setSheet] = useState(false);
  const { run, index, beat, mode } = player;
  const { beats } = run.scene;
  const offered = modesOf(lesson);
  const wording = wordingFor(lesson);
  return (
    <TermsContext value={terms}>
      {embedded ? <EmbeddedBar player={player} /> : (
      <TopBar crumbs={crumbs ?? { href: '/learn', name: 'Learn', here: `${numberOf(lesson)}. ${lesson.title}`, short: `${numberOf(lesson)}. ${lesson.shortTitle}` }}>
        {offered.length === 0 ? null : (
          <div className="seg needs-js" role="group" aria-label="Mode">
            {offered.map((id) => (
              <button key={id} type="button" aria-pressed={id === mode} onClick={() => player.setMode(id)}>
                {modeNames[id]}
              </button>
            ))}
          </div>
        )}
        <ShareMenu player={player} />
      </TopBar>
      )}
      <main id="main" className={embedded ? 'player embedded' : 'player'} onKeyDown={(event) => onKey(event, player, setHelp)}>
        <section className="stagecol" aria-label="Stage" tabIndex={-1}>
          <div className="sthead">
            <div>
              <p className="eyebrow num">
                Step {index + 1} of {beats.length}
              </p>
              <h1>{narrationOf(player.lesson, run.scene, run.on, beat.key).title}</h1>
            </div>
            <div className="stmeta">
              {mode === 'repair' && isRepaired(player) ? (
                <span className="mendedflag">
                  <VerdictMark kind="ok" />
                  Repaired
                </span>
              ) : null}
              {run.on.length === 0 ? null : (
                <span className={wording.onIsGood ? 'brokenflag brokenflag-good' : 'brokenflag'}>
                  <VerdictMark kind={wording.onIsGood ? 'ok' : 'no'} />
                  {wording.on(run.on.length)}
                </span>
              )}
              <TruthLabel kind={beat.truth === 'inferred' ? 'inferred' : 'simulated'}>
                {beat.truth === 'inferred' ? 'Inferred: AWS does this out of sight' : 'Simulated run, real signatures'}
              </TruthLabel>
            </div>
          </div>
          <StageView player={player} />
          <Wallets player={player} />
          {mode === 'drive' ? null : <Switches player={player} />}
        </section>
        <Conversation player={player} onLook={() => setSheet(true)} />
        <Inspector player={player} sheet={sheet} onClose={() => setSheet(false)} />
        <Deck player={player} onHelp={() => setHelp(true)} />
        <KeysHelp open={help} onClose={() => setHelp(false)} />
      </main>
    </TermsContext>
  );
}

/** Whose player it is, and the way to all of it. */
function EmbeddedBar({ player: { lesson, run, index } }: { readonly player: PlayerState }) {
  return (
    <header className="embedded-home">
      <b>{lesson.title}</b>
      <a href={`/learn/${lesson.slug}${queryOf({ step: index + 1, on: run.on })}`} target="_blank" rel="noreferrer">
        Open in Lifeguard
      </a>
    </header>
  );
}

/** Whether the world that the switches break has been mended. */
function isRepaired({ repair }: PlayerState): boolean {
  const verdict = repair.view?.repair.verdict;
  return verdict?.kind === 'repaired' && verdict.wasBroken;
}

/** The keys of the player; what has keys of its own (fields, tabs, buttons) keeps them. */
function onKey(event: KeyboardEvent, player: PlayerState, setHelp: (open: boolean) => void): void {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
  const target = event.target as HTMLElement;
  if (target.closest('select, dialog, textarea, [role=tablist], .own-keys input') !== null) return;
  const range = target.matches('input[type=range]');
  const pressable = target.matches('button, summary, input') && !range;
  const last = player.run.scene.beats.length - 1;
  const actions: Readonly<Record<string, (() => void) | undefined>> = {
    ' ': pressable ? undefined : player.beatOn,
    Enter: pressable || target.matches('a') ? undefined : player.beatOn,
    ArrowRight: () => player.go(player.index + 1, { animate: player.index < last }),
    ArrowLeft: () => player.go(player.index - 1),
    Home: () => player.go(0, { jump: true }),
    End: () => player.go(last, { jump: true }),
    b: focusSwitches,
    B: focusSwitches,
    '?': () => setHelp(true),
  };
  const digit = /^[1-9]$/.test(event.key) ? () => player.go(Number(event.key) - 1, { animate: true, jump: true }) : undefined;
  const action = digit ?? actions[event.key];
  if (action === undefined) return;
  event.preventDefault();
  player.setPlaying(false);
  action();
}

function focusSwitches(): void {
  document.querySelector<HTMLElement>('.breakit input')?.focus();
}
