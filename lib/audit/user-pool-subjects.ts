import { isGap, NotRead, type Gap } from '../world/gap';
import type { UserPool, UserPoolClient } from '../world/resources';
import { get } from '../world/world';
import type { Subject } from './check';
import { clientsOf } from './clients';
import { userPoolProviders, userPoolsOnce } from './login-probes';
import { orGap } from './or-gap';
import type { LoginProvider } from './people';
import type { AuditedPool } from './pool';
import { signsInByApi } from './sign-in';

/** A user pool with the app client through which the identity pool trusts it. */
export type UserPoolProvider = LoginProvider & { readonly userPoolId: string };

/** A user pool that the identity pool trusts. */
export interface TrustedUserPool extends Subject {
  readonly provider: UserPoolProvider;
}

/** An app client that the identity pool trusts, or that shares its user pool. */
export interface ClientInScope extends TrustedUserPool {
  readonly clientId: string;
  /** Why the other clients of the user pool are not known, of the one subject that stands for them. */
  readonly unread?: string;
}

export function trustedUserPools(pool: AuditedPool): readonly TrustedUserPool[] {
  return userPoolsOnce(pool).map((provider) => ({ provider, resource: { type: 'AWS::Cognito::UserPool', id: provider.userPoolId } }));
}

export function trustedClients(pool: AuditedPool): readonly ClientInScope[] {
  const clients = userPoolProviders(pool).map((provider) => clientInScope(provider, provider.audience));
  return clients.filter(({ resource }, index) => clients.findIndex((one) => one.resource.id === resource.id) === index);
}

/** The trusted app clients, and those that share a user pool with them: their tokens change the same users. */
export function clientsInScope(pool: AuditedPool): readonly ClientInScope[] {
  const trusted = trustedClients(pool);
  const others = userPoolsOnce(pool).flatMap((provider): readonly ClientInScope[] => {
    const clients = orGap(() => clientsOf(pool.world, provider.userPoolId));
    if (isGap(clients)) return [{ ...clientInScope(provider, ''), resource: { type: 'AWS::Cognito::UserPool', id: provider.userPoolId }, ...clients }];
    return clients.map(({ ClientId }) => clientInScope(provider, ClientId));
  });
  return [...trusted, ...others.filter(({ resource }) => !trusted.some((one) => one.resource.id === resource.id))];
}

function clientInScope(provider: UserPoolProvider, clientId: string): ClientInScope {
  return { provider, clientId, resource: { type: 'AWS::Cognito::UserPoolClient', id: `${provider.userPoolId}/${clientId}` } };
}

export interface Described {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;
  /** How people call the app client. */
  readonly name: string;
}

/** The client with its user pool; undefined where one is gone, of which PRV-03 and PRV-04 speak. @throws NotRead */
export function described(pool: AuditedPool, { provider, clientId, unread }: ClientInScope): Described | undefined {
  if (unread !== undefined) throw new NotRead(unread);
  const userPool = get(pool.world, 'AWS::Cognito::UserPool', provider.userPoolId);
  const client = get(pool.world, 'AWS::Cognito::UserPoolClient', clientId);
  return userPool === undefined || client === undefined ? undefined : { userPool, client, name: client.ClientName ?? clientId };
}

/** The user pool with the client by which the identity pool trusts it. @throws NotRead */
export function describedPool(pool: AuditedPool, { provider }: TrustedUserPool): Described | undefined {
  return described(pool, clientInScope(provider, provider.audience));
}

/** The trusted client first, then those that share its user pool, as far as they are known: a token of any of them changes the same users. */
export function sharingClients(pool: AuditedPool, { client: trusted }: Described): { readonly clients: readonly UserPoolClient[]; readonly gaps: readonly Gap[] } {
  const all = orGap(() => clientsOf(pool.world, trusted.UserPoolId));
  if (isGap(all)) return { clients: [trusted], gaps: [all] };
  const others = all.filter(({ ClientId }) => ClientId !== trusted.ClientId).sort((a, b) => (a.ClientId < b.ClientId ? -1 : 1));
  return { clients: [trusted, ...others], gaps: [] };
}

/** Whether some app client lets in users whose password the user pool itself keeps, rather than another provider. */
export function hasLocalPasswords({ Policies }: UserPool, clients: readonly UserPoolClient[]): boolean {
  if (Policies?.SignInPolicy?.AllowedFirstAuthFactors?.includes('PASSWORD') === false) return false;
  return clients.some((client) => signsInByApi(client) || (client.SupportedIdentityProviders ?? ['COGNITO']).includes('COGNITO'));
}

/**
 * Whether the user pool is meant to have users of its own: an app client offers them its sign-in page, or anybody may sign up. The
 * API takes their passwords all the same where nobody is meant to have one.
 */
export function isMeantForLocalUsers({ AdminCreateUserConfig }: UserPool, clients: readonly UserPoolClient[]): boolean {
  return AdminCreateUserConfig?.AllowAdminCreateUserOnly !== true || clients.some(({ SupportedIdentityProviders = ['COGNITO'] }) => SupportedIdentityProviders.includes('COGNITO'));
}

/** How people call a user pool. */
export function poolName({ Name, Id }: UserPool): string {
  return Name ?? Id;
}
