import { isGap, NotRead } from '../world/gap';
import type { UserPool, UserPoolUser } from '../world/resources';
import { functionIn, functionPolicy } from './lambda-function';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import { poolArn } from './user-pool';

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
  triggerRuns: {
    says: 'The pool’s Lambda trigger is there, lets Cognito invoke it, and runs.',
    label: 'trigger runs',
    cite: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html',
    error: { code: 'UnexpectedLambdaException', message: ({ trigger, error }) => `${trigger} invocation failed due to error ${error}.` },
  },
  trigger: {
    says: 'The pool’s Lambda trigger lets this pass.',
    label: 'trigger',
    cite: 'https://github.com/aws-amplify/amplify-ui-android/issues/314',
    error: { code: 'UserLambdaValidationException', message: ({ trigger, error }) => `${trigger} failed with error ${error}.` },
  },
} as const satisfies Record<string, Rule>;

/** The functions that a user pool names as its triggers, under whatever name. */
export function triggersOf({ LambdaConfig = {} }: Pick<UserPool, 'LambdaConfig'>): readonly { readonly trigger: string; readonly arn: string }[] {
  const found = Object.entries(LambdaConfig).flatMap(([name, value]) => {
    const arn = typeof value === 'string' ? value : (value as { readonly LambdaArn?: string } | null)?.LambdaArn;
    // KMSKeyID stands among them, and is no function.
    return arn?.split(':')[2] === 'lambda' ? [{ trigger: name.replace(/Config$/, ''), arn }] : [];
  });
  return found.filter((one, index) => found.findIndex(({ trigger, arn }) => trigger === one.trigger && arn === one.arn) === index);
}

/** Of whom an event tells; their name alone when nobody has it. */
export type TriggerUser = Pick<UserPoolUser, 'Username'> & Partial<Pick<UserPoolUser, 'Attributes' | 'UserStatus'>>;

/**
 * Runs a trigger of the pool, if it has it, as a nested call to Lambda: the function's answer is what it writes into the
 * event's `response`.
 * @returns the response; undefined without such a trigger.
 * @throws NotEmulated for a function whose code the engine cannot run, NotRead for one that nobody has read.
 */
export function runTrigger(
  name: TriggerName,
  pool: UserPool,
  user: TriggerUser,
  context: OperationContext<keyof typeof triggerRules>,
): Readonly<Record<string, unknown>> | undefined {
  const arn = triggerArn(name, pool);
  if (arn === undefined) return undefined;
  const facts = { trigger: name };
  const admits = admitsCognito(arn, pool, context);
  context.hold('triggerRuns', admits, `${arn} ${admits ? 'lets' : 'does not let'} Cognito invoke it`, { ...facts, error: 'AccessDeniedException' });
  const ran = context.attempt('lambda:InvokeFunction', { FunctionName: arn, Payload: eventFor(name, pool, user, context) }, name);
  if ('error' in ran) return context.refuse('triggerRuns', `${ran.error.code}: ${ran.error.message}`, { ...facts, error: ran.error.code });
  const { FunctionError, Payload } = ran.output;
  const thrown = FunctionError === undefined ? undefined : String((Payload as { errorMessage?: unknown }).errorMessage);
  context.hold('trigger', thrown === undefined, thrown === undefined ? `${name} passed` : `${name} threw`, { ...facts, error: thrown ?? '' });
  return (Payload ?? {}) as Readonly<Record<string, unknown>>;
}

function triggerArn(name: TriggerName, pool: UserPool): string | undefined {
  const { [name]: arn, [`${name}Config`]: config } = pool.LambdaConfig ?? {};
  return (arn as string | undefined) ?? (config as { readonly LambdaArn?: string } | undefined)?.LambdaArn;
}

/** Whether the function's own policy lets user pools invoke it: without that, Cognito cannot. */
function admitsCognito(arn: string, pool: UserPool, context: OperationContext): boolean {
  const policy = functionPolicy(functionIn(arn), context);
  if (policy === undefined) return false;
  const { name, document } = policy;
  if (isGap(document)) throw new NotRead(document.unread);
  const from = { 'aws:SourceArn': poolArn(context, pool.Id), 'aws:SourceAccount': context.account };
  const asked = { principal: 'cognito-idp.amazonaws.com', action: 'lambda:InvokeFunction', resource: arn, context: from };
  return context.decide({ ...asked, trust: { name, document } }).answer === 'Allowed';
}

/** The event as far as programs look at it; `userName` and `userPoolId` are where `{"$body": …}` finds them. */
function eventFor(name: TriggerName, pool: UserPool, user: TriggerUser, { region }: OperationContext) {
  return {
    version: '1',
    triggerSource: sources[name],
    region,
    userPoolId: pool.Id,
    userName: user.Username,
    request: { userAttributes: { ...user.Attributes, ...(user.UserStatus === undefined ? {} : { 'cognito:user_status': user.UserStatus }) } },
    response: {},
  };
}

/** The commonest source of each trigger. */
const sources: Readonly<Record<TriggerName, string>> = {
  PreSignUp: 'PreSignUp_SignUp',
  PostConfirmation: 'PostConfirmation_ConfirmSignUp',
  PreAuthentication: 'PreAuthentication_Authentication',
  PostAuthentication: 'PostAuthentication_Authentication',
  PreTokenGeneration: 'TokenGeneration_Authentication',
  DefineAuthChallenge: 'DefineAuthChallenge_Authentication',
  CreateAuthChallenge: 'CreateAuthChallenge_Authentication',
  VerifyAuthChallengeResponse: 'VerifyAuthChallengeResponse_Authentication',
};
