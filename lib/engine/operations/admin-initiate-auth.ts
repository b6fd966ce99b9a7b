import type { AdminInitiateAuthRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { clientRules, clientWithId, poolRules, poolWithId } from '../user-pool';
import { aboutPool } from '../user-pool-admin';
import { adminFlows, initiateAuth, initiateAuthRules } from '../user-pool-initiate-auth';

/** Begins a sign-in from a backend: the password travels, but only between servers. */
export const AdminInitiateAuth = operation({
  name: 'cognito-idp:AdminInitiateAuth',
  says: 'Begins a user’s sign-in on a server’s behalf.',
  access: 'signed',
  rules: { ...poolRules, ...clientRules, ...initiateAuthRules },
  asks: aboutPool,
  perform(input: Partial<AdminInitiateAuthRequest>, context) {
    const flow = input.AuthFlow ?? '';
    context.hold('method', adminFlows.includes(flow), `AuthFlow is ${flow || 'absent'}`);
    const pool = poolWithId(input.UserPoolId, context);
    return initiateAuth(clientWithId(input.ClientId, context, pool.Id), flow, input.AuthParameters ?? {}, context);
  },
});
