import { NotEmulated } from '../world/gap';
import type { UserPool } from '../world/resources';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';

export type TriggerName =
  | 'PreSignUp'
  | 'PostConfirmation'
  | 'PreAuthentication'
  | 'PostAuthentication'
  | 'PreTokenGeneration'
  | 'DefineAuthChallenge'
  | 'CreateAuthChallenge'
  | 'VerifyAuthChallengeResponse';

export const triggerRules = {
  trigger: {
    says: 'The pool’s Lambda trigger lets this pass.',
    label: 'trigger',
    cite: 'https://github.com/aws-amplify/amplify-ui-android/issues/314',
    error: { code: 'UserLambdaValidationException', message: ({ trigger, error }) => `${trigger} failed with error ${error}.` },
  },
} as const satisfies Record<string, Rule>;

/**
 * Runs a trigger of the pool, if it has it. An emulated function's code is a JSON object: what the function writes into
 * the event's `response`, or `{"error": "…"}` for what it throws.
 * @returns the response; undefined without such a trigger.
 * @throws NotEmulated for a function whose code is not known or is not of that form.
 */
export function runTrigger(
  name: TriggerName,
  pool: UserPool,
  context: OperationContext<keyof typeof triggerRules>,
): Readonly<Record<string, unknown>> | undefined {
  const config = pool.LambdaConfig?.[name] ?? (pool.LambdaConfig?.[`${name}Config`] as { LambdaArn?: string } | undefined)?.LambdaArn;
  if (config === undefined) return undefined;
  const arn = String(config);
  const code = responseOf(context.get('AWS::Lambda::Function', arn.split(':')[6] ?? '')?.Code);
  if (code === undefined) throw new NotEmulated(`the code of the ${name} trigger, ${arn}`);
  const { error } = code;
  context.hold('trigger', error === undefined, error === undefined ? `${name} passed` : `${name} threw`, { trigger: name, error: String(error) });
  return code;
}

function responseOf(code: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(code ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
