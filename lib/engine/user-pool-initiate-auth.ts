import type { UserPoolClient, UserPoolUser } from '../world/resources';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import { checkSecretHash, secretRules, userRules, visibleUser, type ClientOfPool } from './user-pool';
import { customAuthRules, startCustomAuth } from './user-pool-custom-auth';
import { chooseFirstFactor, firstFactorRules, saysOfPassword, selectChallenge, signInWithPassword } from './user-pool-first-factors';
import { checkReset, type AuthAnswer } from './user-pool-next-step';
import { required, type Parameters } from './user-pool-parameters';
import { refreshRules, refreshTokens } from './user-pool-refresh';
import { passwordVerifier } from './user-pool-srp';
import { runTrigger } from './user-pool-triggers';

/** The rules of InitiateAuth and AdminInitiateAuth, beside that the app client exists. */
export const initiateAuthRules = {
  method: {
    says: 'The operation has this AuthFlow: the public one has none of the administrator’s.',
    label: 'auth flow',
    cite: 'aws-facts §3d',
    error: { code: 'InvalidParameterException', message: 'Initiate Auth method not supported.' },
  },
  flow: {
    says: 'The app client’s ExplicitAuthFlows switch this flow on.',
    label: 'flow enabled',
    cite: 'aws-facts §3d',
    error: {
      code: 'InvalidParameterException',
      message: ({ flow }) =>
        flow === 'USER_PASSWORD_AUTH' ? 'USER_PASSWORD_AUTH flow not enabled for this client' : 'Auth flow not enabled for this client',
    },
  },
  ...secretRules,
  ...userRules,
  ...firstFactorRules,
  ...customAuthRules,
  ...refreshRules,
} as const satisfies Record<string, Rule>;

export type InitiateAuthRule = keyof typeof initiateAuthRules;

export const publicFlows = ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'USER_AUTH', 'CUSTOM_AUTH', 'REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'];
export const adminFlows = ['USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH', 'USER_AUTH', 'CUSTOM_AUTH', 'REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'];

/** Begins a sign-in, or renews one. */
export function initiateAuth(where: ClientOfPool, flow: string, sent: Parameters, context: OperationContext<InitiateAuthRule>): AuthAnswer {
  const { client, pool } = where;
  context.hold('flow', isEnabled(client, flow), `ExplicitAuthFlows: ${client.ExplicitAuthFlows?.join(', ') ?? 'the default ones'}`, { flow });
  if (flow.startsWith('REFRESH_TOKEN')) {
    const token = required('REFRESH_TOKEN', sent, context);
    return { AuthenticationResult: refreshTokens(token, client, sent.SECRET_HASH, context), ChallengeParameters: {} };
  }
  const name = required('USERNAME', sent, context);
  if (flow === 'USER_SRP_AUTH') required('SRP_A', sent, context);
  if (flow.includes('PASSWORD') || flow === 'ADMIN_NO_SRP_AUTH') required('PASSWORD', sent, context);
  checkSecretHash(client, name, sent.SECRET_HASH, context);
  const user = visibleUser(where, name, context);
  if (user !== undefined) checkReset(user, context);
  runTrigger('PreAuthentication', pool, user ?? { Username: name }, context);
  if (flow === 'USER_SRP_AUTH') return passwordVerifier(where, user?.Username ?? name, context);
  if (flow === 'CUSTOM_AUTH') return startCustomAuth({ ...where, user: knownUser(user, context) }, sent, context);
  if (flow === 'USER_AUTH') {
    const who = { ...where, user: knownUser(user, context) };
    const preferred = sent.PREFERRED_CHALLENGE;
    return preferred === undefined ? selectChallenge(who, context) : chooseFirstFactor(preferred, who, sent, context);
  }
  return signInWithPassword(where, user, name, sent.PASSWORD, context);
}

/** Flows that do not start with a password tell a hidden absence as they tell a wrong password. */
function knownUser(user: UserPoolUser | undefined, context: OperationContext<'password'>): UserPoolUser {
  return context.found('password', user, saysOfPassword(user, true));
}

/**
 * Whether the app client has switched a flow on. Without ExplicitAuthFlows, SRP, custom and refresh are on; the old
 * values without `ALLOW_` leave SRP and refresh on; rotation of refresh tokens takes REFRESH_TOKEN_AUTH away.
 */
export function isEnabled(client: UserPoolClient, flow: string): boolean {
  const name = flow === 'REFRESH_TOKEN' ? 'REFRESH_TOKEN_AUTH' : flow === 'ADMIN_NO_SRP_AUTH' ? 'ADMIN_USER_PASSWORD_AUTH' : flow;
  if (name === 'REFRESH_TOKEN_AUTH' && client.RefreshTokenRotation?.Feature === 'ENABLED') return false;
  const flows = client.ExplicitAuthFlows ?? [];
  if (flows.some((one) => one.startsWith('ALLOW_'))) return flows.includes(`ALLOW_${name}`);
  if (name === 'REFRESH_TOKEN_AUTH') return true;
  if (name === 'CUSTOM_AUTH') return flows.length === 0 || flows.includes('CUSTOM_AUTH_FLOW_ONLY');
  if (name === 'USER_SRP_AUTH') return !flows.includes('CUSTOM_AUTH_FLOW_ONLY');
  return flows.includes(name === 'ADMIN_USER_PASSWORD_AUTH' ? 'ADMIN_NO_SRP_AUTH' : name);
}
