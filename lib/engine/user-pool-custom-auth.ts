import { NotEmulated } from '../world/gap';
import type { UserPool } from '../world/resources';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import { challenged, statusRules, tokens, type AuthAnswer, type SigningIn } from './user-pool-next-step';
import { parameterRules, required, type Parameters } from './user-pool-parameters';
import type { Challenge } from './user-pool-sessions';
import { passwordVerifier } from './user-pool-srp';
import { runTrigger } from './user-pool-triggers';

/** What a custom sign-in asks once it has begun. Its steps are the pool's own Lambda functions. */
export const customAnswerRules = {
  customAnswer: {
    says: 'The pool’s triggers have not ended the sign-in for wrong answers.',
    label: 'answers',
    cite: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-challenge.html',
    error: { code: 'NotAuthorizedException', message: 'Incorrect username or password.', wording: 'unconfirmed' },
  },
  ...statusRules,
  ...parameterRules,
} as const satisfies Record<string, Rule>;

/** What it asks to begin. */
export const customAuthRules = {
  customAuth: {
    says: 'The pool has the triggers that define a custom sign-in.',
    label: 'custom auth',
    cite: 'https://github.com/aws-amplify/amplify-js/pull/7401',
    error: { code: 'InvalidParameterException', message: 'Custom auth lambda trigger is not configured for the user pool.' },
  },
  ...customAnswerRules,
} as const satisfies Record<string, Rule>;

type CustomAnswerContext = OperationContext<keyof typeof customAnswerRules>;
type CustomAuthContext = OperationContext<keyof typeof customAuthRules>;

/** How far a custom sign-in has come. */
interface Progress {
  readonly passed: number;
  readonly wrong: number;
  readonly privateChallengeParameters?: Readonly<Record<string, string>>;
}

const start: Progress = { passed: 0, wrong: 0 };

/** Begins a custom sign-in; with CHALLENGE_NAME SRP_A the password comes first. */
export function startCustomAuth(who: SigningIn, sent: Parameters, context: CustomAuthContext): AuthAnswer {
  checkConfigured(who.pool, context);
  if (sent.CHALLENGE_NAME !== 'SRP_A') return continueCustomAuth(who, start, context);
  required('SRP_A', sent, context);
  return passwordVerifier(who, who.user.Username, context, 'session', { then: 'CUSTOM_CHALLENGE' });
}

/** The first custom challenge after a password. */
export function customAuthAfterPassword(who: SigningIn, context: CustomAnswerContext): AuthAnswer {
  return continueCustomAuth(who, start, context);
}

/** Takes the answer to a custom challenge. */
export function answerCustomChallenge(who: SigningIn, challenge: Challenge, sent: Parameters, context: CustomAnswerContext): AuthAnswer {
  const progress = JSON.parse(challenge.parameters.progress ?? '{}') as Progress;
  const answer = required('ANSWER', sent, context);
  const verify = runTrigger('VerifyAuthChallengeResponse', who.pool, who.user, context);
  const [, expected] = /^privateChallengeParameters\.(.+)$/.exec(String(verify?.answerCorrect)) ?? [];
  if (expected === undefined) throw new NotEmulated('a VerifyAuthChallengeResponse trigger that compares with no private challenge parameter');
  const right = progress.privateChallengeParameters?.[expected] === answer;
  const after = right ? { passed: progress.passed + 1, wrong: progress.wrong } : { passed: progress.passed, wrong: progress.wrong + 1 };
  return continueCustomAuth(who, after, context);
}

/**
 * Lets the triggers say what comes next. DefineAuthChallenge is known by the number of challenges to pass and of wrong
 * answers at which it fails the sign-in: `{"challenges": 1, "wrongAnswers": 3}`.
 */
function continueCustomAuth(who: SigningIn, progress: Progress, context: CustomAnswerContext): AuthAnswer {
  const define = runTrigger('DefineAuthChallenge', who.pool, who.user, context) ?? {};
  const allowed = Number(define.wrongAnswers ?? 3);
  context.hold('customAnswer', progress.wrong < allowed, `${progress.wrong} wrong of ${allowed} that end it`);
  if (progress.passed >= Number(define.challenges ?? 1)) return tokens(who, context);
  const made = runTrigger('CreateAuthChallenge', who.pool, who.user, context) ?? {};
  const { privateChallengeParameters } = made as Partial<Progress>;
  const shown = (made.publicChallengeParameters ?? {}) as Readonly<Record<string, string>>;
  return challenged('CUSTOM_CHALLENGE', who, shown, context, { progress: JSON.stringify({ ...progress, privateChallengeParameters }) });
}

function checkConfigured(pool: UserPool, context: CustomAuthContext): void {
  const configured = pool.LambdaConfig?.DefineAuthChallenge !== undefined;
  context.hold('customAuth', configured, configured ? 'DefineAuthChallenge is there' : 'the pool has no DefineAuthChallenge');
}
