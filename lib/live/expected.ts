import type { Call } from '../engine/scenario';
import type { Step } from '../engine/trace';
import { answerTo } from './challenge';
import { withInferred } from './inferred';
import { nextMove } from './next-move';
import type { LivePlan } from './plan';

/** The steps that are still to come when nobody is refused or asked more than the plan knows of: their names, without contents. */
export function expectedSteps(plan: LivePlan, steps: readonly Step[], unanswered: readonly string[] = []): readonly Step[] {
  const all = [...steps];
  for (;;) {
    const call = nextCall(plan, all, unanswered);
    if (call === undefined) return all.slice(steps.length).map(withInferred);
    all.push(expectedStep(call));
  }
}

function nextCall(plan: LivePlan, steps: readonly Step[], unanswered: readonly string[]): Call | undefined {
  const move = nextMove(plan, steps, unanswered);
  if (move.kind === 'call') return move.call;
  return move.kind === 'ask' && plan.asker.kind === 'user' ? answerTo(move.question, {}, plan.asker, steps) : undefined;
}

function expectedStep({ id, by, operation, input }: Call): Step {
  const service = operation.slice(0, operation.indexOf(':'));
  return { id, operation, service, by, at: 0, sent: input, origins: [], reasons: [], decisions: [], output: outcomes[operation]?.(input) ?? {}, nested: [], truth: 'live' };
}

const tokens = { AuthenticationResult: { IdToken: '', AccessToken: '', RefreshToken: '' } };
const credentials = { Credentials: { AccessKeyId: '', Expiration: 3600 } };

/** What tells an answer from others; the values come from AWS. */
const outcomes: Readonly<Record<string, (input: Call['input']) => Readonly<Record<string, unknown>>>> = {
  'cognito-idp:InitiateAuth': ({ AuthFlow }) => {
    if (AuthFlow === 'USER_SRP_AUTH') return { ChallengeName: 'PASSWORD_VERIFIER' };
    return AuthFlow === 'USER_AUTH' ? { ChallengeName: 'SELECT_CHALLENGE' } : tokens;
  },
  'cognito-idp:RespondToAuthChallenge': () => tokens,
  'cognito-identity:GetId': () => ({ IdentityId: '' }),
  'cognito-identity:GetCredentialsForIdentity': () => credentials,
  'cognito-identity:GetOpenIdToken': () => ({ Token: '' }),
  'sts:AssumeRoleWithWebIdentity': () => credentials,
};
