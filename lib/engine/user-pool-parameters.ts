import type { OperationContext } from './operation';
import type { Rule } from './refusal';

/** The text parameters of a sign-in: AuthParameters, or ChallengeResponses. */
export type Parameters = Readonly<Record<string, string | undefined>>;

export const parameterRules = {
  parameter: {
    says: 'Every parameter that the step needs is there.',
    label: 'parameters',
    cite: 'aws-facts §3d',
    error: { code: 'InvalidParameterException', message: ({ name }) => `Missing required parameter ${name}` },
  },
} as const satisfies Record<string, Rule>;

/** A parameter that must be there. */
export function required(name: string, sent: Parameters, context: OperationContext<keyof typeof parameterRules>): string {
  return context.found('parameter', sent[name] || undefined, sent[name] ? `${name} is there` : `${name} is missing`, { name });
}
