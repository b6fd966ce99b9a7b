import type { Step, Trace } from '../engine/trace';

/** Every step of a trace in the order in which it began, nested ones after the step that made them. */
export function allSteps(trace: Pick<Trace, 'steps'>): readonly Step[] {
  return trace.steps.flatMap(withNested);
}

function withNested(step: Step): readonly Step[] {
  return [step, ...step.nested.flatMap(withNested)];
}

/** Steps by id, without the nested ones inside them: those have ids of their own. */
export function stepsById(trace: Trace): Readonly<Record<string, Step>> {
  return Object.fromEntries(allSteps(trace).map((step) => [step.id, { ...step, nested: [] }]));
}
