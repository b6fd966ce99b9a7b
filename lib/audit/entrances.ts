import type { Call, Input, Person, Ref } from '../engine/scenario';
import { from } from '../engine/scenario';
import type { World } from '../world/world';
import type { Actor } from './claim';
import { poolIssuer } from '../engine/identity-token';
import { alice, cast, idTokenOf, mallory, withPeople, withSamlMetadata, type LoginProvider, type MadeUpPerson } from './people';

export type Tier = 'A0' | 'A1' | 'A2' | 'A3';

export type Flow = 'enhanced' | 'classic';

/** A way to AWS credentials through an identity pool: who comes, by which flow, and for which role if the caller chooses. */
export interface Entrance {
  /** Unique within its pool: `guest enhanced`, `signed-in classic notes-editors`. */
  readonly id: string;
  readonly pool: string;
  readonly tier: Tier;
  readonly actor: Actor;
  readonly flow: Flow;
  /** None for a guest. */
  readonly provider?: LoginProvider;
  /** What their ID tokens say beyond who they are: groups, a claim that a rule asks for. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** The role that the caller names: always in the classic flow, as CustomRoleArn in the enhanced one. */
  readonly roleArn?: string;
  /** The group or claim that makes the difference, for people to read: “members of editors”. */
  readonly who?: string;
}

export const actorOf: Readonly<Record<Tier, Actor>> = { A0: 'anonymous', A1: 'self-registered', A2: 'signed-in', A3: 'claim-holder' };

/** How the person who comes this way is shown. */
export function visitor({ tier, who }: Pick<Entrance, 'tier' | 'who'>): Person {
  if (tier === 'A0') return cast.anyone;
  if (who !== undefined) return { ...cast.user, detail: who };
  return tier === 'A1' ? cast.newcomer : cast.user;
}

/** Who else takes part when somebody comes this way. */
export function companions({ provider }: Pick<Entrance, 'provider'>): Readonly<Record<string, Person>> {
  return provider?.kind === 'developer' ? { backend: cast.backend } : {};
}

/** Completes “… can …” sentences: “Anyone on the internet”, “Anyone who signs up”. */
export function subjectOf({ tier, who }: Pick<Entrance, 'tier' | 'who'>): string {
  if (who !== undefined) return who.charAt(0).toUpperCase() + who.slice(1);
  return { A0: 'Anyone on the internet', A1: 'Anyone who signs up', A2: 'Every signed-in user', A3: 'A user with the right claim' }[tier];
}

/** The calls by which a person comes in. They are named after their operations; `prefix` keeps two people's apart. */
export function callsOf(entrance: Entrance, person: MadeUpPerson = mallory, by = 'mallory', prefix = ''): readonly Call[] {
  const { pool: IdentityPoolId, provider, claims, flow, roleArn } = entrance;
  if (provider?.kind === 'developer') return developerCalls(IdentityPoolId, provider, person, by, prefix);
  const logins: Input = provider === undefined ? {} : { Logins: { [provider.name]: idTokenOf(person, provider, claims) } };
  const id = (name: string): string => `${prefix}${name}`;
  const getId: Call = { id: id('get-id'), by, operation: 'cognito-identity:GetId', input: { IdentityPoolId, ...logins } };
  const identity: Input = { IdentityId: from(id('get-id'), 'IdentityId'), ...logins };
  if (flow === 'enhanced') {
    const custom: Input = roleArn === undefined ? {} : { CustomRoleArn: roleArn };
    return [getId, { id: id('get-credentials'), by, operation: 'cognito-identity:GetCredentialsForIdentity', input: { ...identity, ...custom } }];
  }
  return [
    getId,
    { id: id('get-token'), by, operation: 'cognito-identity:GetOpenIdToken', input: identity },
    {
      id: id('assume-role'),
      by,
      operation: 'sts:AssumeRoleWithWebIdentity',
      input: { RoleArn: roleArn ?? '', RoleSessionName: 'CognitoIdentityCredentials', WebIdentityToken: from(id('get-token'), 'Token') },
    },
  ];
}

/** The application's own backend vouches for its user, who takes the pool's token to the pool. */
function developerCalls(IdentityPoolId: string, { name }: LoginProvider, person: MadeUpPerson, by: string, prefix: string): readonly Call[] {
  const token: Call = {
    id: `${prefix}get-id`,
    by: 'backend',
    operation: 'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
    input: { IdentityPoolId, Logins: { [name]: person.sub } },
    signedBy: 'operator',
  };
  return [token, { id: `${prefix}get-credentials`, by, operation: 'cognito-identity:GetCredentialsForIdentity', input: identityOf(IdentityPoolId, token.id) }];
}

/** The identity in the answer of GetOpenIdTokenForDeveloperIdentity, with the token that opens it. */
export function identityOf(IdentityPoolId: string, call: string): Input {
  const { principal } = poolIssuer(IdentityPoolId.startsWith('cn-') ? 'aws-cn' : IdentityPoolId.startsWith('us-gov-') ? 'aws-us-gov' : 'aws', IdentityPoolId.split(':')[0] ?? '');
  return { IdentityId: from(call, 'IdentityId'), Logins: { [principal]: from(call, 'Token') } };
}

/** Where the credentials stand in the answers to `callsOf`. */
export function credentialsOf({ flow }: Pick<Entrance, 'flow'>, prefix = ''): Ref {
  return from(`${prefix}${flow === 'enhanced' ? 'get-credentials' : 'assume-role'}`, 'Credentials');
}

/** Alice has an identity in the pool before anything else happens. */
export function aliceArrives(entrance: Entrance): readonly Call[] {
  return callsOf(entrance, alice, 'alice', 'alice-').slice(0, 1);
}

/** The account with the people that the entrance needs. */
export function peopled(world: World, { provider }: Pick<Entrance, 'provider'>): World {
  if (provider?.kind === 'SAML') return withSamlMetadata(world, provider.name);
  return provider?.userPoolId === undefined ? world : withPeople(world, provider.userPoolId);
}
