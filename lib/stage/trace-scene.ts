import type { Step, Trace } from '../engine/trace';
import { beatsOf, type Beat, type Local } from './beats';
import { lanesOf } from './lane';
import { refusalIn } from './refusal';
import type { Scene } from './scene';
import { stepsById } from './steps';

/**
 * A run that was not made here, laid out as far as it has come. `ahead` are the steps that are still expected: they have
 * their rows from the beginning, so that what arrives moves nothing.
 */
export function sceneOfTrace(trace: Trace, ahead: readonly Step[] = [], locals: readonly Local[] = []): Scene & { readonly reached: number } {
  const beats = beatsOf(trace, locals);
  const coming = { people: trace.people, steps: ahead, ended: 'ok' };
  const refusal = refusalIn(trace, beats);
  return {
    lanes: lanesOf([trace, coming]),
    beats: [...beats, ...beatsOf(coming).map((beat): Beat => ({ ...beat, carries: [] }))],
    steps: stepsById(trace),
    ended: trace.ended,
    ...(refusal === undefined ? {} : { refusal }),
    policies: {},
    reached: beats.length,
  };
}
