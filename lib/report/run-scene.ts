import type { Person } from '../engine/scenario';
import type { Step, Trace } from '../engine/trace';
import { beatsOf, type Beat } from '../stage/beats';
import { lanesOf, type Lane } from '../stage/lane';
import type { ReportRun, ReportStep } from './report-run';

/** A run of a report, laid out for the stage. */
export interface RunScene {
  readonly lanes: readonly Lane[];
  readonly beats: readonly Beat[];
}

/**
 * Who asked whom and what came of it, from what a report keeps of a run: also of one that was read from a file, whoever wrote it.
 * Undefined when nobody asked anybody anything.
 */
export function sceneOfRun({ steps, ended }: ReportRun): RunScene | undefined {
  if (steps.length === 0 || !steps.every(isDrawable)) return undefined;
  const people: Record<string, Person> = Object.fromEntries(steps.map(({ by }) => [personOf(by), { name: by, kind: 'user' }]));
  const trace: Trace = { people, steps: steps.map((step, index) => stepOf(step, `${index}`, personOf(step.by))), ended };
  return { lanes: lanesOf([trace]), beats: beatsOf(trace) };
}

/** People and services stand side by side on the stage; a person may be called what she likes. */
const personOf = (by: string): string => `person ${by}`;

const serviceOf = (operation: string): string => operation.slice(0, operation.indexOf(':'));

function isDrawable({ operation, inside = [] }: ReportStep): boolean {
  const service = serviceOf(operation);
  // `constructor` and its like are in every object.
  return service !== '' && !(service in {}) && inside.every(isDrawable);
}

function stepOf({ operation, input, output, error, decisions = [], inside = [] }: ReportStep, id: string, by: string): Step {
  const service = serviceOf(operation);
  return {
    id,
    operation,
    service,
    by,
    // When it was is not kept: what lives for hours is said to be temporary.
    at: NaN,
    sent: fieldsOf(input),
    origins: [],
    // What IAM decided without a call inside was a signed request to the service itself; STS asks IAM about a trust policy.
    ...(decisions.length > 0 && inside.length === 0 && service !== 'sts' ? { signedBy: { accessKeyId: '', arn: '' } } : {}),
    reasons: [],
    decisions: decisions as unknown as Step['decisions'],
    ...(output === undefined ? {} : { output: fieldsOf(output) }),
    // The status is not kept either, and not shown.
    ...(error === undefined ? {} : { error: { ...error, status: 0, wording: 'unconfirmed' } }),
    nested: inside.map((inner, index) => stepOf(inner, `${id}/${index}`, service)),
    truth: 'simulated',
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
