import type { Call, Input, InputValue, Scenario } from '../../lib/engine/scenario';
import type { ResourceShapes, ResourceType } from '../../lib/world/resources';
import { patch } from '../../lib/world/world';

/** Changes to a scenario, for switches. Each gives a new one. */

/** Some fields of a resource set to something else. */
export function configure<T extends ResourceType>(scenario: Scenario, type: T, id: string, fields: Partial<ResourceShapes[T]>): Scenario {
  return { ...scenario, world: patch(scenario.world, type, id, fields) };
}

/** One call made in another way. Throws when there is no such call. */
export function call(scenario: Scenario, id: string, change: (call: Call) => Call): Scenario {
  if (!scenario.calls.some((one) => one.id === id)) throw new Error(`There is no call “${id}” to change.`);
  return { ...scenario, calls: scenario.calls.map((one) => (one.id === id ? change(one) : one)) };
}

/** One call with some of its input replaced. */
export function send(scenario: Scenario, id: string, input: (before: Input) => Readonly<Record<string, InputValue>>): Scenario {
  return call(scenario, id, (one) => ({ ...one, input: { ...one.input, ...input(one.input) } }));
}

/** More seconds pass before a call. */
export function wait(scenario: Scenario, id: string, seconds: number): Scenario {
  return call(scenario, id, (one) => ({ ...one, after: (one.after ?? 0) + seconds }));
}
