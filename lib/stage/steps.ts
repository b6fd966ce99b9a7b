import type { Step, Trace } from '../engine/trace';

/** Every step of a trace in the order in which it began, nested ones after the step that made them. */
export function allSteps(trace: Pick<Trace, 'steps'>): readonly Step[] {
  return trace.steps.flatMap(withNested);
}

function withNested(step: Step): readonly Step[] {
  return [step, ...step.nested.flatMap(withNested)];
}
