import { perform } from '../engine/perform';
import type { Caller } from '../engine/operation';
import { newState, type RecordTable, type State } from '../engine/state';
import type { Step } from '../engine/trace';
import { notesWorld } from '../world/accounts/notes';
import type { World } from '../world/world';
import { demoOperatorKey } from './demo-operator';
import type { AccessKey } from './sigv4';

export interface EmulatorOptions {
  /** The notes app's account when left out. */
  readonly world?: World;
  /** From which all ids and secrets are drawn; a new one at each beginning when left out. */
  readonly seed?: string;
  /** Epoch milliseconds; the computer's clock when left out. */
  readonly now?: () => number;
  readonly operatorKey?: AccessKey;
}

/** An emulated account that answers over the wire. */
export interface Emulator {
  readonly state: State;
  readonly operatorKey: AccessKey;
  /** Epoch seconds by the clock on the wall, by which requests are signed. */
  wallClock(): number;
  /** Epoch seconds in the account: the wall's clock and what it has been moved by. */
  clock(): number;
  /** Seconds by which the account's clock is ahead. */
  readonly ahead: number;
  /** Moves the account's clock; negative seconds move it back. */
  moveClock(seconds: number): void;
  /** Makes one request, whole or not at all. @throws NotEmulated, NotRead */
  perform(operation: string, input: Readonly<Record<string, unknown>>, caller: Caller): Step;
  /** Begins anew: with this world, or the one it began with. */
  reset(world?: World): void;
  save(): SavedState;
  /** @throws Error when this is no saved state. */
  load(saved: SavedState): void;
}

/** All that an emulator knows, as JSON. It holds passwords and keys of the emulated account. */
export interface SavedState {
  readonly lifeguardState: 1;
  readonly world: World;
  readonly seed: string;
  readonly serial: number;
  readonly ahead: number;
  readonly records: Readonly<Record<string, readonly (readonly [string, unknown])[]>>;
}

export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const now = options.now ?? Date.now;
  const firstWorld = options.world ?? notesWorld;
  const seed = () => options.seed ?? crypto.randomUUID();
  const wallClock = () => Math.floor(now() / 1000);
  let state = newState(firstWorld, wallClock(), seed());
  let ahead = 0;
  let requests = 0;
  return {
    get state() {
      return state;
    },
    get ahead() {
      return ahead;
    },
    operatorKey: options.operatorKey ?? operatorKeyOf(),
    wallClock,
    clock: () => wallClock() + ahead,
    moveClock: (seconds) => {
      ahead += seconds;
    },
    perform: (operation, input, caller) => {
      state.now = wallClock() + ahead;
      return perform(state, { id: `request-${++requests}`, by: 'client', operation, input, caller });
    },
    reset: (world = firstWorld) => {
      ahead = 0;
      state = newState(world, wallClock(), seed());
    },
    save: () => saved(state, ahead),
    load: (from) => {
      if (from?.lifeguardState !== 1 || typeof from.world !== 'object') throw new Error('This is no state that Lifeguard saved.');
      ahead = from.ahead;
      state = restored(from, wallClock() + ahead);
    },
  };
}

/** The environment's LIFEGUARD_OPERATOR_KEY and LIFEGUARD_OPERATOR_SECRET, or the demo key. */
function operatorKeyOf(env: Readonly<Record<string, string | undefined>> = process.env): AccessKey {
  const { LIFEGUARD_OPERATOR_KEY: accessKeyId, LIFEGUARD_OPERATOR_SECRET: secretAccessKey } = env;
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : demoOperatorKey;
}

function saved(state: State, ahead: number): SavedState {
  const records = Object.fromEntries(Object.entries(state.records).map(([table, rows]) => [table, [...(rows as Map<string, unknown>)]]));
  return { lifeguardState: 1, world: state.world, seed: state.seed, serial: state.serial, ahead, records };
}

function restored(from: SavedState, now: number): State {
  const state = newState(from.world, now, from.seed);
  state.serial = from.serial;
  const records = state.records as Record<string, Map<string, unknown>>;
  for (const [table, rows] of Object.entries(from.records)) records[table as RecordTable] = new Map(rows);
  return state;
}

const slot = Symbol.for('lifeguard.emulator');

/** The emulator that the whole process shares, whether our server or Next's route answers. */
export function defaultEmulator(): Emulator {
  const shared = globalThis as { [slot]?: Emulator };
  return (shared[slot] ??= createEmulator());
}

/** Makes this the emulator that the whole process shares: `lifeguard serve --snapshot` begins so. */
export function shareEmulator(emulator: Emulator): void {
  (globalThis as { [slot]?: Emulator })[slot] = emulator;
}
