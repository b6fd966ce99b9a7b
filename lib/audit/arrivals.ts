import { from, type Call, type Input } from '../engine/scenario';
import { isReadable } from '../engine/user-pool-attributes';
import { groupClaims } from '../engine/user-pool-claims';
import type { UserPoolClient, UserPoolUser } from '../world/resources';
import { get, list, type World } from '../world/world';
import type { Ending, Probe } from './check';
import { callsOf, companions, credentialsOf, peopled, visitor, type Entrance } from './entrances';
import { cast, idTokenOf, mallory, withGroups, withPeople, type LoginProvider } from './people';
import type { AuditedPool } from './pool';
import { nameOf } from './roles';
import { localSignIn } from './sign-in';

/** A user of a user pool, who signs in and asks the identity pool for credentials. */
export interface Arriving {
  readonly provider: LoginProvider & { readonly userPoolId: string };
  readonly attributes?: Readonly<Record<string, string>>;
  readonly groups?: readonly string[];
  /** The role that they name as CustomRoleArn, if any. */
  readonly roleArn?: string;
  /** “a member of editors”. */
  readonly detail: string;
}

type Arrival = Pick<Probe, 'prepare' | 'people' | 'calls'>;

/**
 * The user signs in with the app client that the provider names, so that the token says what Cognito makes it say, and asks for
 * credentials; undefined when the user pool or the app client is gone. Where the client signs nobody in by password, they bring a token
 * with the same claims.
 * @throws NotRead
 */
export function arrivalOf({ provider, attributes = {}, groups = [], roleArn, detail }: Arriving, pool: AuditedPool): Arrival | undefined {
  const { userPoolId, audience } = provider;
  const userPool = get(pool.world, 'AWS::Cognito::UserPool', userPoolId);
  const client = get(pool.world, 'AWS::Cognito::UserPoolClient', audience);
  if (userPool === undefined || client === undefined) return undefined;
  const populated = (world: World): World => withGroups(withPeople(world, userPoolId, attributes), userPoolId, groups);
  const signIn = localSignIn(client, userPool, mallory) ?? { calls: [], idToken: broughtToken(provider, client, populated(pool.world)) };
  const Logins = { [provider.name]: signIn.idToken };
  const custom: Input = roleArn === undefined ? {} : { CustomRoleArn: roleArn };
  return {
    prepare: (world) => ('prepare' in signIn && signIn.prepare !== undefined ? signIn.prepare(populated(world)) : populated(world)),
    people: { mallory: { ...cast.user, kind: 'user', detail } },
    calls: [
      ...signIn.calls,
      { id: 'get-id', by: 'mallory', operation: 'cognito-identity:GetId', input: { IdentityPoolId: pool.id, Logins } },
      { id: 'get-credentials', by: 'mallory', operation: 'cognito-identity:GetCredentialsForIdentity', input: { IdentityId: from('get-id', 'IdentityId'), Logins, ...custom } },
    ],
  };
}

const memberId = (userPoolId: string): string => `${userPoolId}/${mallory.email}`;

/** The ID token of a sign-in that cannot be shown here: the user's attributes as far as the client reads them, and their groups. */
function broughtToken(provider: Arriving['provider'], client: UserPoolClient, world: World): string {
  const user = get(world, 'AWS::Cognito::UserPoolUser', memberId(provider.userPoolId)) as UserPoolUser;
  const readable = Object.entries(user.Attributes).filter(([name]) => name !== 'sub' && isReadable(client, name));
  return idTokenOf(mallory, provider, { ...Object.fromEntries(readable), ...groupClaims(user, { get: (type, id) => get(world, type, id), list: (type, scope) => list(world, type, scope) }) });
}

/** The same for somebody who comes by an entrance, with the token that it says. */
export function entranceArrival(entrance: Entrance): Arrival {
  return {
    prepare: (world) => peopled(world, entrance),
    people: { mallory: { ...visitor(entrance), kind: entrance.tier === 'A0' ? 'guest' : 'user' }, ...companions(entrance) },
    calls: callsOf(entrance),
  };
}

/** Asks AWS whose credentials these are: what somebody got, whoever decided it. */
export const whoAmI: Call = { id: 'get-caller-identity', by: 'mallory', operation: 'sts:GetCallerIdentity', input: {}, signedBy: credentialsOf({ flow: 'enhanced' }) };

/** The answer to `whoAmI` names a session of one of these roles. */
export function toldRole(...arns: readonly string[]): NonNullable<Ending['told']>[number] {
  return { call: whoAmI.id, holds: ({ Arn }) => arns.some((arn) => isSessionOf(String(Arn), arn)) };
}

/** The answer to `whoAmI` names a session of none of these roles. */
export function toldOtherRole(...arns: readonly string[]): NonNullable<Ending['told']>[number] {
  return { call: whoAmI.id, holds: ({ Arn }) => !arns.some((arn) => isSessionOf(String(Arn), arn)) };
}

function isSessionOf(session: string, roleArn: string): boolean {
  return session.includes(`:assumed-role/${nameOf(roleArn)}/`);
}
