import { describe, expect, test } from 'vitest';
import type { AnyOperation, Operation } from '../operation';
import type { Scenario } from '../scenario';
import { run } from '../run';
import type { Step } from '../trace';
import { operations } from './index';

type RulesOf<Op> = Op extends Operation<infer R, never, object> ? R : Op extends Operation<infer R, infer _I, infer _O> ? R : never;

/**
 * Holds an operation to its declaration: listed; each `allows` scenario ends well with every rule it met holding; and for
 * every rule the compiler demands a scenario that this very rule refuses.
 */
export function describeOperation<Op extends AnyOperation>(
  operation: Op,
  cases: { readonly allows: Readonly<Record<string, Scenario>>; readonly refuses: { readonly [R in RulesOf<Op>]: Scenario } },
): void {
  describe(operation.name, () => {
    test('is listed', () => expect(operations).toContain(operation));

    test.each(Object.entries(cases.allows))('allows: %s', (_title, scenario) => {
      const trace = run(scenario);
      expect(trace.ended, trace.steps.at(-1)?.error?.message).toBe('ok');
      const steps = all(trace.steps).filter((step) => step.operation === operation.name);
      expect(steps.length).toBeGreaterThan(0);
      for (const step of steps) for (const reason of step.reasons) expect(reason.holds, reason.rule).toBe(true);
    });

    test.each(Object.entries(cases.refuses) as [string, Scenario][])('refuses by rule: %s', (rule, scenario) => {
      const trace = run(scenario);
      const refused = all(trace.steps).filter((step) => step.operation === operation.name).at(-1);
      expect(refused?.reasons.at(-1)).toMatchObject({ rule, holds: false });
      expect(refused?.error?.code).toBe(operation.rules[rule]?.error.code);
      if (scenario.ends !== 'ok') expect(trace.ended).toBe(scenario.ends);
    });
  });
}

function all(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) => [step, ...all(step.nested)]);
}
