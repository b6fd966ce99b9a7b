import type { RespondToAuthChallengeRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { clientRules, clientWithId } from '../user-pool';
import { respondRules, respondToAuthChallenge } from '../user-pool-respond';

/** Takes the answer to a sign-in's challenge: the next challenge, or tokens. */
export const RespondToAuthChallenge = operation({
  name: 'cognito-idp:RespondToAuthChallenge',
  says: 'Answers the challenge of a sign-in: gives the next one, or tokens.',
  access: 'public',
  rules: { ...clientRules, ...respondRules },
  perform(input: Partial<RespondToAuthChallengeRequest>, context) {
    const where = clientWithId(input.ClientId, context);
    return respondToAuthChallenge(where, input.ChallengeName ?? '', input.Session, input.ChallengeResponses ?? {}, context);
  },
});
