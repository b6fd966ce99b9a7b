import type { AwsError } from '../../lib/engine/refusal';
import type { Call, Person, Scenario } from '../../lib/engine/scenario';
import type { Trace } from '../../lib/engine/trace';
import type { Expectation } from '../../lib/world/expectation';
import type { World } from '../../lib/world/world';

/** A broken account that somebody repairs without being told how. Its texts are in the light markup of `lib/stage/markup`. */
export interface Room {
  /** The file's name and the page's address. */
  readonly slug: string;
  readonly series: SeriesId;
  /** Its place in its series. */
  readonly number: number;
  readonly title: string;
  /** What people see of the flaw. Paragraphs; they name no cause. */
  readonly symptom: readonly string[];
  readonly world: World;
  /** What can be chosen in the app, where the flaw, or a part of it, is in what the app sends. */
  readonly app: readonly AppSetting[];
  /** What people do in the account, before and after the repair. */
  readonly attempts: readonly Attempt[];
  /** What must hold besides: see `goalsOf`. */
  readonly also: readonly Goal[];
  /** How many changes a repair needs that changes nothing else. */
  readonly par: number;
  /** From where to look, by way of what is wrong, to what to change. */
  readonly hints: readonly [string, string, string];
  /** Codes of the auditor's checks that fail in this account because of its flaw. */
  readonly checks: readonly string[];
  /** What the auditor is told of the app besides the account. */
  readonly expectations?: readonly Expectation[];
  /** What the auditor cannot see, or not without being told, where there is such a part. */
  readonly unseen?: string;
  /** What it was about, for whoever has repaired it. */
  readonly after: readonly string[];
}

/** The rooms, each in its series. */
export const series = {
  A: { id: 'five-pitfalls', name: 'Room A: the five pitfalls', says: 'Five accounts, each with one of the mistakes that nearly everybody makes once.' },
  B: { id: 'abuse', name: 'Room B: guests and attributes', says: 'One account with five ways in. Close them all, and lock nobody out.' },
} as const;

export type SeriesId = keyof typeof series;

/** Something about the app's own code that can be chosen. */
export interface AppSetting {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
  readonly options: readonly { readonly value: string; readonly name: string }[];
  /** As it is when one comes in. */
  readonly now: string;
}

/** The app's settings, each with what is chosen. */
export type App = Readonly<Record<string, string>>;

/** Something that somebody tries. */
export interface Attempt {
  readonly id: string;
  /** “Ana saves a photo”. */
  readonly title: string;
  /** `use`: it is meant to work, from the first call to the last. `attack`: none of its prizes may be had. */
  readonly kind: 'use' | 'attack';
  readonly people: Readonly<Record<string, Person>>;
  readonly before?: readonly Call[];
  /** What is called, by an app with these settings. */
  calls(app: App): readonly Call[];
  /** The calls of an attack of which any one is enough. */
  readonly prizes?: readonly string[];
}

export type Runs = Readonly<Record<string, AttemptRun>>;

/** What a repaired account is asked: a predicate on the world and on what happens in it, so that any right repair counts. */
export interface Goal {
  readonly id: string;
  readonly says: string;
  /** The attempt that shows it, where one does. */
  readonly attempt?: string;
  holds(world: World, runs: Runs): boolean;
}

/** Everything that must hold: each attempt goes as it should, and what the room asks besides. */
export function goalsOf(room: Room): readonly Goal[] {
  const ofAttempts = room.attempts.map(({ id, title, kind }): Goal => ({
    id,
    attempt: id,
    says: title,
    holds: (_world, runs) => runs[id]?.outcome.kind === (kind === 'use' ? 'works' : 'fails'),
  }));
  return [...ofAttempts, ...room.also];
}

/** What came of an attempt. Of an attack, `works` means that the attacker has a prize. */
export type Outcome =
  | { readonly kind: 'works' }
  /** `step` is the call that was refused, `error` what its caller was told; neither is there where a call could not even be made. */
  | { readonly kind: 'fails'; readonly says: string; readonly error?: AwsError }
  /** The emulator does not know what AWS does here, so nobody can say that it is repaired. */
  | { readonly kind: 'unknown'; readonly what: string };

export interface AttemptRun {
  readonly attempt: Attempt;
  /** With the calls that were made. */
  readonly scenario: Scenario;
  readonly trace: Trace;
  readonly outcome: Outcome;
  /** Whether that is how it should be. */
  readonly asWanted: boolean;
}
