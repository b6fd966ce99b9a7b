import { run } from '../engine/run';
import type { Scenario } from '../engine/scenario';
import type { Step, Trace } from '../engine/trace';
import { lifetimes } from '../engine/user-pool-tokens';
import { get, type World } from '../world/world';
import { beatsOf, divergence, withGhosts, type Beat, type Local } from './beats';
import type { Chip } from './chip';
import { lanesOf, type Lane } from './lane';
import { policyTexts } from './policy-texts';
import { refusalIn, type Refusal } from './refusal';
import { stepsById } from './steps';

/**
 * One run, ready to be shown: plain data that a server can send to a browser. With `good`, it is a changed run with the
 * unchanged one behind it.
 */
export interface Scene {
  readonly lanes: readonly Lane[];
  readonly beats: readonly Beat[];
  readonly steps: Readonly<Record<string, Step>>;
  /** The steps of the good run, when this is not it. */
  readonly good?: Readonly<Record<string, Step>>;
  /** `ok`, or the code of the error that ended it. */
  readonly ended: string;
  readonly refusal?: Refusal;
  /** The key of the first beat that is not as in the good run. */
  readonly diverges?: string;
  /** The text of every policy that IAM read in this run, by its name; the spans of decisions are places in it. */
  readonly policies: Readonly<Record<string, string>>;
}

export interface SceneInput {
  readonly scenario: Scenario;
  readonly locals?: readonly Local[];
  /** The scenario before it was changed, when it was. */
  readonly good?: Scenario;
}

/** Runs a scenario (and the good one behind it) and lays out what happened. */
export function sceneOf({ scenario, locals = [], good }: SceneInput): Scene {
  const trace = run(scenario);
  const goodTrace = good === undefined ? undefined : run(good);
  const beats = withLifetimes(beatsOf(trace, locals, goodTrace), trace, scenario.world);
  const goodBeats = goodTrace === undefined || good === undefined ? beats : withLifetimes(beatsOf(goodTrace, locals), goodTrace, good.world);
  const refusal = refusalIn(trace, beats);
  return {
    lanes: lanesOf(goodTrace === undefined ? [trace] : [goodTrace, trace]),
    beats: goodTrace === undefined ? beats : withGhosts(beats, goodBeats),
    steps: stepsById(trace),
    ...(goodTrace === undefined ? {} : { good: stepsById(goodTrace), diverges: divergence(beats, goodBeats) }),
    ended: trace.ended,
    ...(refusal === undefined ? {} : { refusal }),
    policies: { ...(goodTrace === undefined || good === undefined ? {} : policyTexts(good.world, goodTrace)), ...policyTexts(scenario.world, trace) },
  };
}

/**
 * A refresh token does not say how long it lives; its app client does. One that rotation gives lives on for what remained
 * of the one before.
 */
function withLifetimes(beats: readonly Beat[], trace: Trace, world: World): readonly Beat[] {
  const id = trace.steps.map((step) => step.sent.ClientId).find((one) => typeof one === 'string');
  const client = typeof id === 'string' ? get(world, 'AWS::Cognito::UserPoolClient', id) : undefined;
  if (client === undefined) return beats;
  const life = lifetimes(client).refresh;
  const ends = new Map<string | undefined, number>();
  const dated = (chip: Chip, expiresAt: number): Chip => {
    if (chip.kind !== 'refresh') return chip;
    ends.set(chip.token, expiresAt);
    return { ...chip, expiresAt };
  };
  return beats.map((beat) => {
    if (beat.kind !== 'answer') return beat;
    const before = beats.find((one) => one.kind === 'request' && one.step === beat.step)?.carries.find((chip) => chip.kind === 'refresh');
    const expiresAt = ends.get(before?.token) ?? beat.at + life;
    return { ...beat, carries: beat.carries.map((chip) => dated(chip, expiresAt)) };
  });
}
