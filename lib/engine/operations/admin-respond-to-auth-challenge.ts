import type { AdminRespondToAuthChallengeRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { clientRules, clientWithId, poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { respondRules, respondToAuthChallenge } from '../user-pool-respond';

/** Answers the challenge of a sign-in from a backend. */
export const AdminRespondToAuthChallenge = operation({
  name: 'cognito-idp:AdminRespondToAuthChallenge',
  says: 'Answers the challenge of a user’s sign-in on a server’s behalf.',
  access: 'signed',
  rules: { ...poolRules, ...clientRules, ...respondRules },
  asks: aboutPool,
  perform(input: Partial<AdminRespondToAuthChallengeRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    const where = clientWithId(input.ClientId, context, pool.Id);
    return respondToAuthChallenge(where, input.ChallengeName ?? '', input.Session, input.ChallengeResponses ?? {}, context);
  },
});
