import { operation } from '../operation';
import { required, type Parameters } from '../user-pool-parameters';
import { hostedRespondRules, respondToAuthChallenge } from '../user-pool-respond';

interface Input {
  readonly Session?: string;
  readonly ChallengeName?: string;
  readonly ChallengeResponses?: Parameters;
}

/** The sign-in pages for what comes after the password, by the name that CloudTrail gives the form: a new password, a second factor. */
export const SelectChallengePost = operation({
  name: 'cognito-idp:selectChallenge_POST',
  says: 'Takes the answer to a challenge on the sign-in pages.',
  access: 'public',
  rules: hostedRespondRules,
  perform(input: Input, context) {
    const session = required('Session', { Session: input.Session }, context);
    const challenge = context.record('challenge', session);
    const client = challenge && context.get('AWS::Cognito::UserPoolClient', challenge.ClientId);
    const pool = client && context.get('AWS::Cognito::UserPool', client.UserPoolId);
    if (challenge === undefined || client === undefined || pool === undefined) return context.refuse('session', 'nobody was given this one');
    // The pages know the client's secret themselves, and whom they are talking to.
    const { ClientSecret: _secret, ...open } = client;
    const responses = { ...input.ChallengeResponses, USERNAME: challenge.Username };
    return respondToAuthChallenge({ client: open, pool }, input.ChallengeName ?? '', session, responses, context, 'pages');
  },
});
