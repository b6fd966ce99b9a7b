import type { UserPool, UserPoolClient, UserPoolUser } from '../world/resources';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import { secretHashOf } from './secret-hash';

/** What a reader of an account's user pools needs of an operation's context. */
export type Reader = Pick<OperationContext, 'get' | 'list'>;

/** The region in a user pool's id: `us-east-1` of `us-east-1_Lg7demo01`. */
export function regionOf(userPoolId: string): string {
  return userPoolId.slice(0, userPoolId.indexOf('_'));
}

/** A user pool's own name as a login provider: `cognito-idp.us-east-1.amazonaws.com/us-east-1_Lg7demo01`. */
export function providerNameOf(userPoolId: string): string {
  const region = regionOf(userPoolId);
  return `cognito-idp.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/${userPoolId}`;
}

/** The user pool that a login provider's name means, also where it is written with a scheme or a slash too many. */
export function userPoolIn(providerName: string): string {
  return /([a-z0-9-]+_[A-Za-z0-9]+)\/*$/.exec(providerName)?.[1] ?? providerName.slice(providerName.indexOf('/') + 1);
}

/** The user pool that issues tokens under this name (host and path); undefined for issuers outside Cognito. */
export function userPoolOfIssuer(name: string): string | undefined {
  return /^(?:issuer-)?cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([a-z0-9-]+_[A-Za-z0-9]+)$/.exec(name)?.[1];
}

/** The `iss` of a user pool's tokens. Pools with an UPDATED issuer configuration have another host name. */
export function issuerOf(pool: UserPool): string {
  return `https://${pool.IssuerConfiguration?.Type === 'UPDATED' ? 'issuer-' : ''}${providerNameOf(pool.Id)}`;
}

/** Where anybody can read the public keys of a user pool. */
export function publicKeysOf(userPoolId: string): string {
  return `https://${providerNameOf(userPoolId)}/.well-known/jwks.json`;
}

/** The account and region that ARNs name. */
export type Place = Pick<OperationContext, 'partition' | 'region' | 'account'>;

export function poolArn({ partition, region, account }: Place, id: string): string {
  return `arn:${partition}:cognito-idp:${region}:${account}:userpool/${id}`;
}

/** The key ids of a user pool: ID and access tokens are signed with different keys (aws-facts §2.7). */
export function userPoolKeys(userPoolId: string): { readonly id: string; readonly access: string } {
  return { id: `${userPoolId}-id`, access: `${userPoolId}-access` };
}

/** Under which a user is kept. */
export function userId(user: Pick<UserPoolUser, 'UserPoolId' | 'Username'>): string {
  return `${user.UserPoolId}/${user.Username}`;
}

/**
 * The user that a sign-in name means: a user name, an e-mail address or phone number where the pool signs in with
 * those, an alias, or the `sub`. As aliases, e-mail addresses and phone numbers count only once they are verified.
 */
export function userNamed(pool: UserPool, name: string, context: Reader): UserPoolUser | undefined {
  const exact = context.get('AWS::Cognito::UserPoolUser', `${pool.Id}/${name}`);
  if (exact !== undefined) return exact;
  const fold = folding(pool);
  const wanted = fold(name);
  return context.list('AWS::Cognito::UserPoolUser', pool.Id).find((user) => {
    const names = [user.Username, user.Attributes.sub];
    for (const attribute of pool.UsernameAttributes ?? []) names.push(user.Attributes[attribute]);
    for (const alias of pool.AliasAttributes ?? []) {
      if (alias === 'preferred_username' || user.Attributes[`${alias}_verified`] === 'true') names.push(user.Attributes[alias]);
    }
    return names.some((one) => one !== undefined && fold(one) === wanted);
  });
}

/** How the pool compares user names; without a UsernameConfiguration it heeds case. */
export function folding(pool: UserPool): (name: string) => string {
  return pool.UsernameConfiguration?.CaseSensitive === false ? (name) => name.toLowerCase() : (name) => name;
}

export const poolRules = {
  pool: {
    says: 'The user pool exists in this region.',
    label: 'pool exists',
    cite: 'aws-facts §3d',
    error: { code: 'ResourceNotFoundException', message: ({ pool }) => `User pool ${pool} does not exist.` },
  },
} as const satisfies Record<string, Rule>;

export function poolWithId(id: string | undefined, context: OperationContext<keyof typeof poolRules>): UserPool {
  return context.found('pool', context.get('AWS::Cognito::UserPool', id ?? ''), id ?? 'none named', { pool: id ?? '' });
}

export const clientRules = {
  client: {
    says: 'The app client exists.',
    label: 'client exists',
    cite: 'aws-facts §3d',
    error: { code: 'ResourceNotFoundException', message: ({ client }) => `User pool client ${client} does not exist.` },
  },
} as const satisfies Record<string, Rule>;

/** An app client and the user pool it belongs to. */
export interface ClientOfPool {
  readonly client: UserPoolClient;
  readonly pool: UserPool;
}

/** The app client with this id, of whatever pool, or of the pool given. */
export function clientWithId(id: string | undefined, context: OperationContext<keyof typeof clientRules>, poolId?: string): ClientOfPool {
  const client = context.get('AWS::Cognito::UserPoolClient', id ?? '');
  const pool = client && context.get('AWS::Cognito::UserPool', client.UserPoolId);
  const both = client && pool && (poolId === undefined || poolId === pool.Id) ? { client, pool } : undefined;
  return context.found('client', both, id ?? 'none named', { client: id ?? '' });
}

export const secretRules = {
  secretHash: {
    says: 'An app client with a secret takes no request without SECRET_HASH.',
    label: 'secret hash',
    cite: 'aws-facts §3d',
    error: {
      code: 'NotAuthorizedException',
      message: ({ client }) => `Client ${client} is configured with secret but SECRET_HASH was not received`,
    },
  },
  secret: {
    says: 'SECRET_HASH is made with the app client’s secret, for this user name.',
    label: 'secret',
    cite: 'aws-facts §3d',
    error: { code: 'NotAuthorizedException', message: ({ client }) => `Unable to verify secret hash for client ${client}` },
  },
} as const satisfies Record<string, Rule>;

/** Checks the proof that the caller knows the app client's secret; a client without one asks for none. */
export function checkSecretHash(
  client: UserPoolClient,
  username: string,
  hash: string | undefined,
  context: OperationContext<keyof typeof secretRules>,
): void {
  if (client.ClientSecret === undefined) return;
  const facts = { client: client.ClientId };
  context.hold('secretHash', hash !== undefined, hash === undefined ? 'no SECRET_HASH came' : 'SECRET_HASH came', facts);
  const right = hash === secretHashOf(client.ClientSecret, username, client.ClientId);
  context.hold('secret', right, `it ${right ? 'is' : 'is not'} the one for ${username}`, facts);
}

/** Whether this app client hides from callers which users exist; LEGACY is the API's default. */
function hidesUsers(client: UserPoolClient): boolean {
  return client.PreventUserExistenceErrors === 'ENABLED';
}

/** UserNotFoundException, as the operations that name a user word it. */
export const userRules = {
  userExists: {
    says: 'The user exists; only app clients with PreventUserExistenceErrors on keep this to themselves.',
    label: 'user exists',
    cite: 'aws-facts §3d',
    error: { code: 'UserNotFoundException', message: 'User does not exist.' },
  },
} as const satisfies Record<string, Rule>;

/** The user with this sign-in name; undefined where the app client hides that there is none. */
export function visibleUser({ pool, client }: ClientOfPool, name: string, context: OperationContext<keyof typeof userRules>): UserPoolUser | undefined {
  const user = userNamed(pool, name, context);
  if (!hidesUsers(client)) context.hold('userExists', user !== undefined, user === undefined ? 'there is no such user' : user.Username);
  return user;
}
