import { runOn } from '../../lib/engine/run';
import type { Call, InputValue, Ref } from '../../lib/engine/scenario';
import { newState } from '../../lib/engine/state';
import type { Step } from '../../lib/engine/trace';
import { NotEmulated, NotRead } from '../../lib/world/gap';
import { errors, type ErrorEntry } from '../errors';
import { saysSo } from '../error-matching';
import { attempted, holdings, nextCall, stepsSoFar, timeOfNext, unfolded, type Drive } from './drive';
import type { Holding } from './holdings';
import { misconceptionOf, mistakenFor } from './misconceptions';
import { callName, stepName } from './names';
import { callOf, fillingOf, moveOf, neededBy, signature, type Move } from './move';
import { yieldOf } from './yields';

/** The ids of holdings by slot; what is not there is left out of the call. */
export type Filling = Readonly<Record<string, string | undefined>>;

/** What came of a learner's call. */
export type Outcome =
  /** It yields what the lesson's own call yields. */
  | { readonly kind: 'right'; readonly call: Call; readonly step: Step; readonly otherWay: boolean }
  /** AWS says no. */
  | { readonly kind: 'refused'; readonly call: Call; readonly step: Step; readonly entry?: ErrorEntry; readonly misconception?: string }
  /** AWS does it, and something else was wanted. */
  | { readonly kind: 'elsewhere'; readonly call: Call; readonly step: Step; readonly says: string; readonly misconception?: string }
  /** Nobody could send it. */
  | { readonly kind: 'unsendable'; readonly misconception: string }
  /** The emulator cannot tell what AWS would do. */
  | { readonly kind: 'unknown'; readonly what: string };

/**
 * Makes a learner's call in the state that the run has come to, and says what came of it. The engine performs it whether it
 * is right or wrong; nothing of a wrong call stays.
 */
export function attempt(drive: Drive, move: Move, filling: Filling): Outcome {
  const target = nextCall(drive);
  if (target === undefined) throw new Error('Every call of this lesson is made.');
  const held = holdings(drive);
  const chosen: Readonly<Record<string, Holding | undefined>> = Object.fromEntries(
    move.slots.map((slot) => [slot.id, held.find((one) => one.id === filling[slot.id])]),
  );
  const unsendable = whyUnsendable(drive, move, chosen, held);
  if (unsendable !== undefined) return { kind: 'unsendable', misconception: unsendable };
  const values = Object.fromEntries(Object.entries(chosen).map(([id, holding]) => [id, holding?.value]));
  const call = callOf(move, values, { id: target.id, by: target.by, after: target.after });
  const wrong: Call = { ...call, id: attempted };
  const misconception = misconceptionOf(move, chosen, held, timeOfNext(drive));
  try {
    const got = performed(drive, call);
    if (got.yields === wantedOf(drive, target)) {
      const rightCall: Call = target.goesOn === true ? { ...call, goesOn: true } : call;
      return { kind: 'right', call: rightCall, step: got.step, otherWay: move.id !== moveOf(target).id || differs(drive, target, chosen) };
    }
    if (got.step.error !== undefined) return { kind: 'refused', call: wrong, step: got.step, ...explained(got.step), ...(misconception === undefined ? {} : { misconception }) };
    return { kind: 'elsewhere', call: wrong, step: got.step, says: elsewhere(drive, got.step), ...(misconception === undefined ? {} : { misconception }) };
  } catch (problem) {
    if (problem instanceof NotEmulated) return { kind: 'unknown', what: problem.what };
    if (problem instanceof NotRead) return { kind: 'unknown', what: problem.unread };
    throw problem;
  }
}

/** The drive with a right call made. */
export function advance(drive: Drive, call: Call): Drive {
  return { ...drive, made: [...drive.made, call] };
}

/** The lesson's own choice for the next call. */
export function solutionOf(drive: Drive): { readonly move: Move; readonly filling: Filling } {
  const target = nextCall(drive);
  if (target === undefined) throw new Error('Every call of this lesson is made.');
  const own = moveOf(target);
  const move = drive.moves.find((one) => one.id === own.id) ?? own;
  const held = holdings(drive);
  const steps = stepsSoFar(drive);
  const filling = Object.entries(fillingOf(target)).map(([slot, ref]) => [slot, ref === undefined ? undefined : sameThing(ref, held, steps)?.id] as const);
  return { move, filling: Object.fromEntries(filling) };
}

/** What is held of what a reference leads to: the reference itself, or something else of the same value. */
function sameThing(ref: Ref, held: readonly Holding[], steps: readonly Step[]): Holding | undefined {
  const text = JSON.stringify(valueOf(ref, steps));
  return held.find((one) => one.id === ref.$ref) ?? held.find((one) => typeof one.value === 'object' && JSON.stringify(valueOf(one.value, steps)) === text);
}

function valueOf({ $ref }: Ref, steps: readonly Step[]): unknown {
  const [id, ...path] = $ref.split('.');
  let value: unknown = steps.find((step) => step.id === id)?.output;
  for (const field of path) value = (value as Readonly<Record<string, unknown>> | undefined)?.[field];
  return value;
}

function differs(drive: Drive, target: Call, chosen: Readonly<Record<string, Holding | undefined>>): boolean {
  const { filling } = solutionOf(drive);
  return moveOf(target).slots.some((slot) => filling[slot.id] !== chosen[slot.id]?.id);
}

/** What the lesson's own calls yield, worked out once for each place in a run. */
const wanted = new WeakMap<Drive, string>();

function wantedOf(drive: Drive, target: Call): string {
  const known = wanted.get(drive) ?? performed(drive, target).yields;
  wanted.set(drive, known);
  return known;
}

interface Performed {
  readonly step: Step;
  readonly yields: string;
}

function performed({ walkthrough: { scenario }, made }: Drive, call: Call): Performed {
  const state = newState(scenario.world, scenario.start, 'lifeguard', scenario.quotas);
  const { steps } = runOn(state, unfolded(scenario, [...made, call]));
  const step = steps.at(-1);
  if (step === undefined || step.id !== call.id) throw new Error(`“${call.id}” was not reached.`);
  return { step, yields: yieldOf(step, state) };
}

/** Why a call cannot even be put together; undefined when it can. */
function whyUnsendable(drive: Drive, move: Move, chosen: Readonly<Record<string, Holding | undefined>>, held: readonly Holding[]): string | undefined {
  const name = callName(move);
  for (const slot of move.slots) {
    const holding = chosen[slot.id];
    if (slot.id === signature.id && holding !== undefined && holding.kind !== 'credentials') {
      return `${capital(article(holding.name))} does not sign a request. AWS requests are signed with the secret key of AWS credentials; a token is exchanged for those first.`;
    }
    if (slot.id !== signature.id && holding?.kind === 'credentials') {
      return 'AWS credentials are never put into a request. They sign it: the secret stays where it is, and only the signature travels.';
    }
    if (!slot.optional && holding === undefined) return `${name} cannot do without ${slot.field}. ${held.length === 0 ? 'Nothing is held yet that could stand there.' : 'Something of what is held belongs there.'}`;
    if (slot.field === 'IdentityId' && holding !== undefined && holding.kind !== 'identity' && holding.kind !== 'guest') {
      return `${mistakenFor('identity', holding.kind) ?? 'The identity pool asks for its own name for this user here.'} AWS does not even look: an identity id has a region, a colon and a UUID.`;
    }
  }
  const steps = stepsSoFar(drive);
  if (needsCode(move.input) && !isCodeOpen(steps, move)) return `${name} takes a code that was sent to somebody, and no such code is open.`;
  for (const needed of neededBy(move.input)) {
    if (valueOf({ $ref: needed }, steps) !== undefined) continue;
    const source = drive.walkthrough.scenario.calls.find((call) => call.id === needed.split('.')[0]);
    return `${name} takes up what ${source === undefined ? 'an earlier call' : callName(source)} answered, and there is no such answer yet.`;
  }
  return undefined;
}

function needsCode(input: InputValue): boolean {
  return JSON.stringify(input).includes('"$code"');
}

/** Whether a code was sent that this operation has not used up. */
function isCodeOpen(steps: readonly Step[], { operation }: Move): boolean {
  const sent = steps.findLastIndex((step) => step.output?.CodeDeliveryDetails !== undefined);
  return sent > steps.findLastIndex((step) => step.operation === operation && step.error === undefined);
}

function explained({ error }: Step): { readonly entry?: ErrorEntry } {
  if (error === undefined || error.wording === 'unconfirmed') return {};
  const entry = errors.find((one) => one.code === error.code && saysSo(error.message, one));
  return entry === undefined ? {} : { entry };
}

/** What a call that AWS performs leaves undone. */
function elsewhere(drive: Drive, step: Step): string {
  const { calls } = drive.walkthrough.scenario;
  const later = calls.slice(drive.made.length + 1).some((call) => call.operation === step.operation);
  const again = stepsSoFar(drive).some((one) => one.operation === step.operation && one.error === undefined);
  if (again) return `That works, and nothing is gained: the run has had its ${stepName(step)} already.`;
  if (later) return 'That works, and comes later in this run. Something else is missing first.';
  return 'That works. What is wanted here is something else.';
}

function article(name: string): string {
  return `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
