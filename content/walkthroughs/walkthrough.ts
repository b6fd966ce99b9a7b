import type { Scenario } from '../../lib/engine/scenario';
import type { Local } from '../../lib/stage/beats';
import type { Zone } from '../../lib/stage/lane';
import { sceneOf, type Scene } from '../../lib/stage/scene';

/** The chapters of the teaching order. */
export const chapters = ['Start here', 'Who are you?', 'Crossing the border', 'What may you do?', 'Other ways in', 'In your application'] as const;

/** Where the attack stories stand: after the lessons, in a list of their own. */
export const storyChapter = 'What goes wrong';

export type Chapter = (typeof chapters)[number] | typeof storyChapter;

/** A scenario with words: one lesson. Its text is in the light markup of `lib/stage/markup`. */
export interface Walkthrough extends LessonText {
  readonly scenario: Scenario;
  readonly switches: readonly Switch[];
}

/** All of a lesson but its scenario and its switches' changes: what a page can send to a browser. */
export interface LessonText {
  /** The file's name and the page's address. */
  readonly slug: string;
  /** Its place in the teaching order; kept when lessons before it are not there. */
  readonly number: number;
  readonly title: string;
  /** For narrow screens. */
  readonly shortTitle: string;
  /** What the lesson answers. */
  readonly question: string;
  readonly chapter: Chapter;
  readonly minutes: number;
  readonly zones: readonly Zone[];
  readonly locals: readonly Local[];
  /** By the key of the beat: every beat has one. */
  readonly narration: Readonly<Record<string, Narration>>;
  readonly predictions: readonly Prediction[];
  readonly switches: readonly SwitchText[];
  /** The lesson in the words of Amplify v6, which hides most of it. */
  readonly amplify: readonly CodeSegment[];
  /** The same in Amplify v5, as articles still have it, where a lesson compares the two. */
  readonly amplifyV5?: readonly CodeSegment[];
  readonly reproduce: readonly Command[];
  readonly furtherReading: readonly Reading[];
  /** Set on an attack story: its run is the attack, which succeeds, and its switches are the repairs that stop it. */
  readonly story?: Story;
}

export interface Story {
  /** Codes of the auditor's checks that find the flaw in the story's account. */
  readonly checks: readonly string[];
}

export interface Narration {
  readonly title: string;
  /** One or two sentences; read aloud. */
  readonly caption: string;
  /** Paragraphs. */
  readonly explain: readonly string[];
  readonly note?: Note;
}

/** A last word under the explanation: "What it does not check". */
export interface Note {
  readonly title: string;
  readonly text: string;
}

/** A question before the answer can be seen. */
export interface Prediction {
  readonly id: string;
  /** The key of the beat at which it is asked. */
  readonly at: string;
  readonly ask: string;
  /** What one needs to know to answer. */
  readonly context: string;
  /** Exactly one is right; the feedback of the others names the misconception. */
  readonly options: readonly Option[];
}

export interface Option {
  readonly text: string;
  /** A name from the account, in mono. */
  readonly code?: string;
  readonly right?: true;
  readonly feedback: string;
}

export interface SwitchText {
  /** In the address: `?x=untrusted`. */
  readonly id: string;
  readonly label: string;
  /** How the run ends with this switch alone: a test holds it to that. */
  readonly refused: ExpectedRefusal;
  /** By the key of the beat: how the changed beats read. */
  readonly narration: Readonly<Record<string, Narration>>;
  readonly fix: Fix;
}

export interface Switch extends SwitchText {
  /** Pure, and independent of the other switches, so that they compose. */
  change(scenario: Scenario): Scenario;
}

export interface ExpectedRefusal {
  /** The step that is refused, and the rule that does not hold there. */
  readonly step: string;
  readonly rule: string;
  /** What the caller is told. */
  readonly code: string;
  readonly message: string;
}

export interface Fix {
  readonly text: string;
  /** What sets it right, as one would type it. */
  readonly command?: string;
  /** The auditor's check that finds the same mistake. */
  readonly check?: string;
}

/** Lines of a program, and the steps that they make. */
export interface CodeSegment {
  readonly text: string;
  readonly steps: readonly string[];
}

export interface Command {
  readonly says: string;
  readonly command: string;
}

export interface Reading {
  readonly title: string;
  readonly href: string;
}

/** The scenario with some switches on, in the lesson's own order whatever the order of the ids. Ids that it does not know are passed over. */
export function scenarioOf(walkthrough: Walkthrough, switches: readonly string[]): Scenario {
  return walkthrough.switches.filter((one) => switches.includes(one.id)).reduce((scenario, one) => one.change(scenario), walkthrough.scenario);
}

/** The lesson's run with some switches on, and the good run behind it. */
export function sceneOfLesson(walkthrough: Walkthrough, switches: readonly string[]): Scene {
  const changed = scenarioOf(walkthrough, switches);
  const { scenario, locals } = walkthrough;
  return sceneOf({ scenario: changed, locals, ...(changed === scenario ? {} : { good: scenario }) });
}

/** The lesson as plain data. */
export function textOf(walkthrough: Walkthrough): LessonText {
  const { scenario: _scenario, switches, ...text } = walkthrough;
  return { ...text, switches: switches.map(({ change: _change, ...one }) => one) };
}
