import type { Call } from '../engine/scenario';
import { serviceOf } from '../engine/services';
import { forgetDecoded } from '../engine/token';
import type { Step, Trace } from '../engine/trace';
import type { Presented } from '../wire/present';
import { callAws } from './aws';
import { answerTo, type Question } from './challenge';
import type { LiveService } from './endpoint';
import { withoutTyped } from './exchange';
import { hostsOf } from './hosts';
import { withInferred } from './inferred';
import { isAside, nextMove } from './next-move';
import type { LivePlan } from './plan';
import { givenIn, resolve, valueOf } from './resolve';
import { sessionKey } from './session-key';
import { proveBySrp, startSrp, type SrpStart } from './srp-sign-in';
import { Transport } from './transport';
import { Unreachable } from './unreachable';

/** A call that brought no answer, and why, in one sentence. */
export interface Unanswered {
  readonly call: string;
  readonly operation: string;
  readonly says: string;
}

/** What the lane is at. */
export type Now =
  | { readonly kind: 'sending'; readonly call: Call }
  | { readonly kind: 'ask'; readonly question: Question }
  | { readonly kind: 'stuck'; readonly challenge: string }
  /** The path is walked, or somebody refused. */
  | { readonly kind: 'over' }
  | { readonly kind: 'wiped' };

/** Everything that a live run has brought so far. Tokens and credentials are in `trace` and `exchanges`, and nowhere else. */
export interface LaneState {
  readonly trace: Trace;
  readonly calls: readonly Call[];
  /** By step. */
  readonly exchanges: Readonly<Record<string, Presented>>;
  readonly unanswered: readonly Unanswered[];
  readonly now: Now;
}

/** What the learner types, by its name. */
export type Typed = Readonly<Record<string, string>>;

export interface LaneOptions {
  /** What the learner typed, handed over: the lane takes out of it what it needs no more. */
  readonly typed: Map<string, string>;
  readonly fetch: typeof fetch;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly offline: () => boolean;
  /** Is told of every change. */
  readonly onChange: (state: LaneState) => void;
}

/** Typed, but no secret, or one that travels as a token does: it stays to be looked at. */
const shown: ReadonlySet<string> = new Set(['SRP_A', 'TIMESTAMP', 'PASSWORD_CLAIM_SIGNATURE', 'ID_TOKEN']);

/** Challenges after which the password is still needed. */
const passwordAhead: ReadonlySet<unknown> = new Set(['PASSWORD_VERIFIER', 'SELECT_CHALLENGE', 'PASSWORD', 'PASSWORD_SRP']);

/** One run against real pools. It keeps everything in this object, until it is wiped. */
export class Lane {
  readonly #plan: LivePlan;
  readonly #options: LaneOptions;
  readonly #given: Map<string, string>;
  readonly #stop = new AbortController();
  readonly #transport: Transport;
  #srp: SrpStart | undefined;
  #state: LaneState;

  constructor(plan: LivePlan, options: LaneOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#given = options.typed;
    this.#transport = new Transport({ hosts: hostsOf(plan), fetch: options.fetch, signal: this.#stop.signal, offline: options.offline });
    this.#state = { trace: { people: peopleOf(plan), steps: [], ended: 'ok' }, calls: [], exchanges: {}, unanswered: [], now: { kind: 'over' } };
  }

  get state(): LaneState {
    return this.#state;
  }

  /** Walks the path until it ends, somebody refuses, or the learner is asked. */
  async go(): Promise<void> {
    for (;;) {
      const { trace, unanswered, now } = this.#state;
      if (now.kind === 'wiped') return;
      const lost = unanswered.some(({ call }) => !isAside(call));
      const move = lost ? { kind: 'end' as const } : nextMove(this.#plan, trace.steps, unanswered.map(({ call }) => call));
      if (move.kind !== 'call') return this.#change({ now: move.kind === 'end' ? { kind: 'over' } : move });
      await this.#make(move.call);
    }
  }

  /** Answers the question that the lane waits with, and goes on. */
  async answer(typed: Typed, choice?: string): Promise<void> {
    const { now, trace } = this.#state;
    if (now.kind !== 'ask' || this.#plan.asker.kind !== 'user') throw new Error('Nobody asked.');
    for (const [name, value] of Object.entries(typed)) this.#given.set(name, value);
    await this.#make(answerTo(now.question, { choice }, this.#plan.asker, trace.steps));
    await this.go();
  }

  /** Forgets everything and ends what is under way. */
  wipe(): void {
    this.#stop.abort();
    this.#given.clear();
    this.#srp = undefined;
    forgetDecoded();
    this.#change({ trace: { people: this.#state.trace.people, steps: [], ended: 'ok' }, calls: [], exchanges: {}, unanswered: [], now: { kind: 'wiped' } });
  }

  async #make(call: Call): Promise<void> {
    this.#change({ now: { kind: 'sending', call }, calls: [...this.#state.calls, call] });
    const { steps } = this.#state.trace;
    const at = Math.floor(this.#options.clock() / 1000);
    try {
      await this.#workOut(call, steps, at);
      const { input, origins } = resolve(call, steps, this.#given);
      const typed = new Set(givenIn(call.input).filter((name) => !shown.has(name)).map((name) => this.#given.get(name) ?? ''));
      const service = serviceOf(call.operation);
      const key = typeof call.signedBy === 'object' ? sessionKey(valueOf(call.signedBy, steps)) : undefined;
      const endpoint = this.#plan.endpoints[service as LiveService];
      const { presented, output, error } = await callAws({ operation: call.operation, input, endpoint, key, at, typed }, this.#transport);
      if (this.#state.now.kind === 'wiped') return;
      if (!passwordAhead.has(output?.ChallengeName)) this.#given.delete('PASSWORD');
      const step = withInferred({
        id: call.id,
        operation: call.operation,
        service,
        by: call.by,
        at,
        sent: withoutTyped(input, typed) as Step['sent'],
        origins,
        ...(key === undefined ? {} : { signedBy: { accessKeyId: key.accessKeyId, arn: '' } }),
        reasons: [],
        decisions: [],
        ...(error === undefined ? { output } : { error }),
        nested: [],
        truth: 'live',
      });
      this.#arrived(step, presented);
    } catch (thrown) {
      if (this.#state.now.kind === 'wiped') return;
      if (!(thrown instanceof Unreachable)) throw thrown;
      this.#change({ unanswered: [...this.#state.unanswered, { call: call.id, operation: call.operation, says: thrown.message }] });
    }
  }

  #arrived(step: Step, presented: Presented): void {
    const { trace, exchanges } = this.#state;
    const stops = step.error !== undefined && !isAside(step.id);
    this.#change({
      trace: { ...trace, steps: [...trace.steps, step], ...(stops ? { ended: step.error.code, stoppedAt: step.id } : {}) },
      exchanges: { ...exchanges, [step.id]: presented },
    });
  }

  /** Works out what SRP needs for a call, so that it can be put in. */
  async #workOut(call: Call, steps: readonly Step[], at: number): Promise<void> {
    const names = new Set(givenIn(call.input));
    if (names.has('SRP_A')) {
      this.#srp = startSrp();
      this.#given.set('SRP_A', this.#srp.SRP_A);
    }
    const password = this.#given.get('PASSWORD');
    if (!names.has('PASSWORD_CLAIM_SIGNATURE') || this.#srp === undefined || password === undefined || this.#plan.asker.kind !== 'user') return;
    const challenge = steps.at(-1)?.output?.ChallengeParameters as Readonly<Record<string, string>>;
    const proof = await proveBySrp(this.#srp, challenge, { userPoolId: this.#plan.asker.userPoolId, password, at });
    for (const [name, value] of Object.entries(proof)) this.#given.set(name, value);
  }

  #change(change: Partial<LaneState>): void {
    this.#state = { ...this.#state, ...change };
    this.#options.onChange(this.#state);
  }
}

/** Who makes the calls. */
export function peopleOf({ asker }: LivePlan): Trace['people'] {
  const kind = asker.kind === 'guest' ? 'guest' : 'user';
  return { browser: { name: 'Your browser', kind, detail: asker.kind === 'guest' ? 'no account' : 'this page' } };
}
