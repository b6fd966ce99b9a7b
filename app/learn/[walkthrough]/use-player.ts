import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { readProgress, saveProgress } from '@/app/_components/progress';
import type { Length } from '@/content/drive/length';
import type { LessonText, Prediction, SwitchText } from '@/content/walkthroughs/walkthrough';
import type { Beat } from '@/lib/stage/beats';
import { Playhead } from '@/app/_components/stage/playhead';
import type { DriveView } from './drive-lab';
import type { RepairView } from './repair-lab';
import type { Run } from './run';
import { useDrive, type Driving } from './use-drive';
import { useRepair, type Repairing } from './use-repair';
import { useRun } from './use-run';
import { anchorIn, hashOf, queryOf, viewIn, type Mode, type TabId } from './view';

/** Where to go from the end of a lesson. */
export interface NextLesson {
  readonly slug: string;
  /** `7`, or `S7`. */
  readonly number: string;
  readonly title: string;
}

/** Everything that the parts of the player share. */
export interface Player {
  readonly lesson: LessonText;
  readonly nextLesson: NextLesson | undefined;
  readonly run: Run;
  /** Index of the lit beat. */
  readonly index: number;
  readonly beat: Beat;
  readonly playhead: Playhead;
  readonly mode: Mode;
  readonly drive: Driving;
  readonly repair: Repairing;
  readonly tab: TabId;
  /** A claim or statement that the address points at. */
  readonly detail: string | undefined;
  readonly playing: boolean;
  readonly speed: number;
  readonly answers: Readonly<Record<string, number>>;
  /** The question that is open at this beat. */
  readonly question: Prediction | undefined;
  prepare(): void;
  /** Where a step is: for links, with or without scripts. */
  hrefOf(step: number): string;
  /** Lights a beat. `animate` plays it from its beginning; `jump` makes an entry in the browser's history. */
  go(index: number, how?: { readonly animate?: boolean; readonly jump?: boolean }): void;
  /** One beat on: first finishes the one that is under way. */
  beatOn(): void;
  /** Goes to a place between beats, as a finger on the scrubber does. */
  scrub(position: number): void;
  setPlaying(playing: boolean): void;
  setSpeed(speed: number): void;
  setMode(mode: Mode): void;
  setTab(tab: TabId, detail?: string): void;
  toggle(id: string): void;
  fix(cause: SwitchText): void;
  answer(prediction: string, option: number): void;
}

export function usePlayer(lesson: LessonText, first: Run, firstStep: number, nextLesson?: NextLesson): Player {
  const playhead = useMemo(() => new Playhead(), []);
  const { run: base, prepare, runWith } = useRun(lesson.slug, first);
  const [mode, setModeOnly] = useState<Mode>('predict');
  const [wantedIndex, setIndex] = useState(firstStep - 1);
  const showDrive = useCallback(
    (view: DriveView, animate: boolean) => {
      setIndex(view.index);
      if (animate) playhead.play(1);
      else playhead.jump(1);
    },
    [playhead],
  );
  const drive = useDrive(lesson.slug, showDrive);
  const showRepair = useCallback(
    (view: RepairView, asked: boolean) => {
      if (view.index < 0 || (!asked && view.run.scene.refusal === undefined)) return;
      setIndex(view.index);
      if (asked) playhead.play(1);
    },
    [playhead],
  );
  const repair = useRepair(lesson.slug, showRepair);
  const run = (mode === 'drive' ? drive.view?.run : mode === 'repair' ? repair.view?.run : undefined) ?? base;
  const told = useMemo(() => (run.narration === undefined ? lesson : { ...lesson, narration: { ...lesson.narration, ...run.narration } }), [lesson, run.narration]);
  const last = run.scene.beats.length - 1;
  const index = Math.max(0, Math.min(last, wantedIndex));
  const beat = run.scene.beats[index] as Beat;
  const [place, setPlace] = useState<{ readonly tab: TabId; readonly detail?: string }>({ tab: 'explain' });
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1);
  const [answers, setAnswers] = useState<Readonly<Record<string, number>>>({});
  const touched = useRef<'no' | 'replace' | 'push'>('no');

  const go = useCallback<Player['go']>(
    (to, { animate = false, jump = false } = {}) => {
      touched.current = jump ? 'push' : touched.current === 'push' ? 'push' : 'replace';
      setIndex(Math.max(0, Math.min(last, to)));
      if (animate) playhead.play(speed);
      else playhead.jump(1);
    },
    [last, playhead, speed],
  );

  const switchTo = useCallback(
    async (on: readonly string[], where: (next: Run) => number) => {
      const next = await runWith(on);
      if (next === undefined) return;
      touched.current = 'replace';
      setIndex(where(next));
      playhead.play(speed);
    },
    [playhead, runWith, speed],
  );

  const toggle = useCallback(
    (id: string) => {
      const wanted = run.on.includes(id) ? run.on.filter((one) => one !== id) : [...run.on, id];
      const on = lesson.switches.map((one) => one.id).filter((one) => wanted.includes(one));
      setPlaying(false);
      void switchTo(on, (next) => refusedIndex(next) ?? index);
    },
    [index, lesson, run.on, switchTo],
  );

  const fix = useCallback(
    (cause: SwitchText) => {
      const from = refusedIndex(run) ?? index;
      void switchTo(run.on.filter((one) => one !== cause.id), () => from).then(() => setPlaying(true));
    },
    [index, run, switchTo],
  );

  const { start: startDrive, leave: leaveDrive } = drive;
  const { open: openRepair, leave: leaveRepair } = repair;
  const enter = useCallback(
    (next: Mode, length: Length = '1') => {
      setPlaying(false);
      setModeOnly(next);
      setPlace({ tab: next === 'drive' || next === 'repair' ? next : 'explain' });
      if (next === 'drive') startDrive(length);
      else leaveDrive();
      if (next !== 'repair') leaveRepair();
    },
    [leaveDrive, leaveRepair, startDrive],
  );
  // Repair begins from the world that the switches break, and again from another when they change.
  useEffect(() => {
    if (mode === 'repair') openRepair(base.on);
  }, [base.on, mode, openRepair]);
  const queryAt = useCallback((step: number) => queryOf({ step, on: run.on, mode, length: drive.length }), [drive.length, mode, run.on]);

  useAddress({ lesson, index, run, place, touched, setIndex, setPlace, runWith, playhead, mode, enter, queryAt });
  useAutoplay({ playing, setPlaying, playhead, go, index, last: lastReached(run), speed, words: wordCount(lesson, beat) });

  // What was kept comes in after the first paint, so that server and browser paint the same.
  useEffect(() => setAnswers(readProgress()[lesson.slug]?.answers ?? {}), []);
  useEffect(() => {
    if (touched.current === 'no' || mode === 'drive' || mode === 'repair') return;
    const before = readProgress()[lesson.slug];
    saveProgress(lesson.slug, { step: index + 1, of: last + 1, done: (before?.done ?? false) || (index === last && !beat.ghost), answers });
  }, [answers, beat.ghost, index, last, lesson.slug, mode]);

  const asked = mode === 'predict' && run.on.length === 0 ? lesson.predictions.find((one) => one.at === beat.key) : undefined;
  return {
    lesson: told,
    nextLesson,
    run,
    index,
    beat,
    playhead,
    mode,
    drive,
    repair,
    tab: place.tab,
    detail: place.detail,
    playing,
    speed,
    answers,
    question: asked,
    prepare,
    hrefOf: queryAt,
    go,
    beatOn: () => (playhead.get() < 1 ? playhead.jump(1) : index < last ? go(index + 1, { animate: true }) : undefined),
    scrub: (position) => {
      const to = Math.ceil(position);
      touched.current = 'replace';
      setIndex(Math.max(0, Math.min(last, to)));
      playhead.jump(to === position ? 1 : position - Math.floor(position));
    },
    setPlaying,
    setSpeed,
    setMode: (next) => {
      if (touched.current === 'no') touched.current = 'replace';
      enter(next);
    },
    setTab: (tab, detail) => {
      if (touched.current === 'no') touched.current = 'replace';
      setPlace({ tab, detail });
    },
    toggle,
    fix,
    answer: (prediction, option) => {
      if (touched.current === 'no') touched.current = 'replace';
      setAnswers((before) => ({ ...before, [prediction]: option }));
    },
  };
}

/** The row at which a run was refused. */
export function refusedIndex({ scene }: Run): number | undefined {
  const index = scene.beats.findIndex((beat) => beat.key === scene.refusal?.beat);
  return index < 0 ? undefined : index;
}

/** The last row that this run reached. */
export function lastReached({ scene }: Run): number {
  return scene.beats.findLastIndex((beat) => !beat.ghost);
}

function wordCount(lesson: LessonText, beat: Beat): number {
  return (lesson.narration[beat.key]?.caption ?? '').split(' ').length;
}

interface AddressParts {
  readonly lesson: LessonText;
  readonly index: number;
  readonly run: Run;
  readonly place: { readonly tab: TabId; readonly detail?: string };
  readonly touched: { current: 'no' | 'replace' | 'push' };
  setIndex(index: number): void;
  setPlace(place: { readonly tab: TabId; readonly detail?: string }): void;
  runWith(on: readonly string[]): Promise<Run | undefined>;
  readonly playhead: Playhead;
  readonly mode: Mode;
  enter(mode: Mode, length?: Length): void;
  queryAt(step: number): string;
}

/** Keeps the address and the player in step, both ways. */
function useAddress({ lesson, index, run, place, touched, setIndex, setPlace, runWith, playhead, mode, enter, queryAt }: AddressParts): void {
  const arrived = useRef(false);
  useEffect(() => {
    const follow = (): void => {
      const view = viewIn(new URLSearchParams(location.search), lesson);
      const anchor = anchorIn(location.hash);
      touched.current = 'no';
      setIndex((anchor.step ?? view.step) - 1);
      const wanted = view.mode ?? (mode === 'drive' || mode === 'repair' ? 'predict' : mode);
      if (wanted !== mode) enter(wanted, view.length);
      setPlace({ tab: anchor.tab ?? (wanted === 'drive' || wanted === 'repair' ? wanted : 'explain'), detail: anchor.detail });
      playhead.jump(1);
      void runWith(view.on);
    };
    // The server paints the lesson's own run at its step; what only a browser knows, or can do, comes after that.
    if (!arrived.current && (location.hash !== '' || location.search.includes('mode='))) follow();
    arrived.current = true;
    addEventListener('popstate', follow);
    addEventListener('hashchange', follow);
    return () => {
      removeEventListener('popstate', follow);
      removeEventListener('hashchange', follow);
    };
  }, [enter, lesson, mode, playhead, runWith, setIndex, setPlace, touched]);

  useEffect(() => {
    const step = index + 1;
    document.title = `Step ${step} of ${run.scene.beats.length} · ${lesson.shortTitle} · Lifeguard`;
    if (touched.current === 'no') return;
    const address = `${location.pathname}${queryAt(step)}${hashOf(step, place.tab, place.detail)}`;
    if (address === `${location.pathname}${location.search}${location.hash}`) return;
    if (touched.current === 'push') history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    touched.current = 'replace';
  }, [index, lesson.shortTitle, place, queryAt, run, touched]);
}

interface AutoplayParts {
  readonly playing: boolean;
  setPlaying(playing: boolean): void;
  readonly playhead: Playhead;
  readonly go: Player['go'];
  readonly index: number;
  readonly last: number;
  readonly speed: number;
  readonly words: number;
}

/** While playing: a beat, time to read its caption, the next beat; stops where the run stopped. */
function useAutoplay({ playing, setPlaying, playhead, go, index, last, speed, words }: AutoplayParts): void {
  useEffect(() => {
    if (!playing) return;
    if (index >= last) return setPlaying(false);
    const reading = Math.max(1300, words * 190) / speed;
    let timer = 0;
    const whenOver = (): void => {
      if (playhead.get() < 1) return;
      clearTimeout(timer);
      timer = window.setTimeout(() => go(index + 1, { animate: true }), reading);
    };
    whenOver();
    const stop = playhead.subscribe(whenOver);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [go, index, last, playhead, playing, setPlaying, speed, words]);
}
