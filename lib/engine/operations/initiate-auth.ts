import type { InitiateAuthRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { clientRules, clientWithId } from '../user-pool';
import { initiateAuth, initiateAuthRules, publicFlows } from '../user-pool-initiate-auth';

/** Begins a sign-in, or renews one with a refresh token. */
export const InitiateAuth = operation({
  name: 'cognito-idp:InitiateAuth',
  says: 'Begins a sign-in: answers with a challenge, or with tokens.',
  access: 'public',
  rules: { ...clientRules, ...initiateAuthRules },
  perform(input: Partial<InitiateAuthRequest>, context) {
    const flow = input.AuthFlow ?? '';
    context.hold('method', publicFlows.includes(flow), `AuthFlow is ${flow || 'absent'}`);
    return initiateAuth(clientWithId(input.ClientId, context), flow, input.AuthParameters ?? {}, context);
  },
});
