import { from, type Call } from '../engine/scenario';
import { isGap } from '../world/gap';
import type { UserPool, UserPoolClient } from '../world/resources';
import { get, patch, type World } from '../world/world';
import type { Attempt, Probe } from './check';
import type { Claim } from './claim';
import { withUndocumentedDefault } from './client-edits';
import { clientsOf } from './clients';
import { orGap } from './or-gap';
import { cast, mallory, withPeople, type LoginProvider } from './people';
import type { AuditedPool } from './pool';
import { heldIdToken, localSignIn } from './sign-in';
import { confirmCall, newcomer, newName, signUpCall, type Newcomer } from './sign-up';

/** Somebody who says something of themselves at sign-up, and then asks for a role. */
export interface SignUpAs extends Newcomer {
  readonly provider: LoginProvider & { readonly userPoolId: string };
  readonly title: string;
  readonly roleArn: string;
}

/** How a claim stands: by which client somebody signs up, and what had to be taken for granted. */
export interface SignUpTerms {
  readonly client: UserPoolClient;
  /** The client has no list of attributes, and sources differ about custom ones (audit-rules G11). */
  readonly contested: boolean;
  /** A PreSignUp trigger may turn people away; nobody has read it. */
  readonly unread?: string;
}

/**
 * Somebody signs up, confirms with the code that is sent to their own address, signs in and asks for the role: once for each
 * app client of the user pool.
 */
export function signUpAndAscend(asked: SignUpAs, pool: AuditedPool, claim: (terms: SignUpTerms) => Claim): readonly Attempt[] {
  const { userPoolId, audience } = asked.provider;
  const userPool = get(pool.world, 'AWS::Cognito::UserPool', userPoolId);
  const trusted = get(pool.world, 'AWS::Cognito::UserPoolClient', audience);
  // Nobody signs up with what does not exist: PRV-03 and PRV-04 say so.
  if (userPool === undefined || trusted === undefined) return [];
  const clients = orGap(() => clientsOf(pool.world, userPoolId));
  const all = isGap(clients) ? [trusted] : [trusted, ...clients.filter(({ ClientId }) => ClientId !== trusted.ClientId)];
  const custom = Object.keys(asked.attributes ?? {}).filter((name) => name.startsWith('custom:'));
  const trigger = userPool.LambdaConfig?.PreSignUp === undefined ? undefined : 'the code of the PreSignUp trigger';
  const probes = all.flatMap((client) => {
    const probe = (terms: SignUpTerms, prepare?: (world: World) => World): Probe => probeBy(asked, pool, userPool, trusted, client, claim(terms), prepare);
    const listless = (world: World): World => custom.reduce((ready, name) => [client, trusted].reduce((one, { ClientId }) => withUndocumentedDefault(one, ClientId, name), ready), world);
    const contested = (client.WriteAttributes === undefined || trusted.ReadAttributes === undefined) && custom.length > 0;
    return [
      probe({ client, contested: false }),
      ...(contested ? [probe({ client, contested }, listless)] : []),
      ...(trigger === undefined ? [] : [probe({ client, contested, unread: trigger }, (world) => withoutPreSignUp(contested ? listless(world) : world, userPoolId))]),
    ];
  });
  return isGap(clients) ? [...probes, clients] : probes;
}

function probeBy(asked: SignUpAs, pool: AuditedPool, userPool: UserPool, trusted: UserPoolClient, client: UserPoolClient, claim: Claim, prepare: (world: World) => World = (world) => world): Probe {
  const { provider, title, roleArn, email, attributes = {} } = asked;
  const who = { email: newName(userPool, asked), password: newcomer.password };
  const signIn = localSignIn(trusted, userPool, who) ?? { calls: [], idToken: heldIdToken(trusted, mallory, { ...attributes, ...(email === undefined ? {} : { email }) }) };
  const ready = (world: World): World => ('prepare' in signIn ? (signIn.prepare?.(world) ?? world) : world);
  const Logins = { [provider.name]: signIn.idToken };
  const credentials: readonly Call[] = [
    { id: 'get-id', by: 'mallory', operation: 'cognito-identity:GetId', input: { IdentityPoolId: pool.id, Logins } },
    { id: 'get-credentials', by: 'mallory', operation: 'cognito-identity:GetCredentialsForIdentity', input: { IdentityId: from('get-id', 'IdentityId'), Logins, CustomRoleArn: roleArn } },
  ];
  return {
    title,
    prepare: (world) => ready(prepare(withPeople(world, provider.userPoolId))),
    people: { mallory: cast.anyone },
    calls: [signUpCall(userPool, client, asked), confirmCall(userPool, client, asked), ...signIn.calls, ...credentials],
    proves: { ends: 'ok' },
    claim,
  };
}

function withoutPreSignUp(world: World, userPoolId: string): World {
  const { PreSignUp: _trigger, ...LambdaConfig } = get(world, 'AWS::Cognito::UserPool', userPoolId)?.LambdaConfig ?? {};
  return patch(world, 'AWS::Cognito::UserPool', userPoolId, { LambdaConfig });
}
