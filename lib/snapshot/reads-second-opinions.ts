import { z } from 'zod';
import { read, type AnyRead } from './read';

const nothing = (): void => undefined;

/**
 * What AWS itself thinks of a policy. Asked only when the user wants it; it tells nothing of the account, so it fills nothing in the
 * World, and where it was refused nothing is missing.
 */
export const ValidatePolicy = read({
  operation: 'access-analyzer:ValidatePolicy',
  actions: ['access-analyzer:ValidatePolicy'],
  why: 'What Access Analyzer thinks of a role’s trust policy and permissions.',
  optional: true,
  input: z.looseObject({ policyDocument: z.string(), policyType: z.string() }),
  output: z.looseObject({ findings: z.array(z.looseObject({ findingType: z.string(), issueCode: z.string(), findingDetails: z.string() })) }),
  subject: ({ policyType }) => policyType,
  fill: nothing,
  unread: nothing,
});

/** What IAM’s own simulator makes of the statement that decided a proof. */
export const SimulateCustomPolicy = read({
  operation: 'iam:SimulateCustomPolicy',
  actions: ['iam:SimulateCustomPolicy'],
  why: 'Whether IAM’s simulator decides as this emulator does.',
  optional: true,
  input: z.looseObject({ ActionNames: z.array(z.string()) }),
  output: z.looseObject({ EvaluationResults: z.array(z.looseObject({ EvalDecision: z.string() })) }),
  subject: ({ ActionNames }) => ActionNames.join(', '),
  fill: nothing,
  unread: nothing,
});

const opinions: readonly AnyRead[] = [ValidatePolicy, SimulateCustomPolicy];

/** The read that asks for a second opinion, or undefined when the operation is another. */
export function opinionNamed(operation: string): AnyRead | undefined {
  return opinions.find((one) => one.operation === operation);
}
