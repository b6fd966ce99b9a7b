import type { ReportStep } from './report-run';

/** How a step ended, for people: `allowed`, or AWS's error and the rule behind it. */
export function outcomeOf({ error, refusedBy }: ReportStep): string {
  if (error === undefined) return 'allowed';
  return refusedBy === undefined ? `refused with ${error.code}` : `refused with ${error.code} (${refusedBy})`;
}

/** One line for a step: “Anyone: cognito-identity:GetId: allowed”. */
export function stepText(step: ReportStep): string {
  const { operation, by, output, decisions = [] } = step;
  // What only IAM was asked has no output, and is told apart by its resource.
  const asked = output === undefined && decisions[0] !== undefined ? ` on ${decisions[0].resource}` : '';
  return `${by}: ${operation}${asked}: ${outcomeOf(step)}`;
}
